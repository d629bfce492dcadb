package org.dhvirtualenv.engine.files;

import java.nio.file.Path;

/** Writes paths as URLs (RFC 8089). */
public final class FileUrl {
  private FileUrl() {}

  /** Returns the URL of {@code directory} without a slash at the end, as pip writes it. */
  public static String of(Path directory) {
    return directory.toUri().toString().replaceFirst("/$", "");
  }
}
