package org.dhvirtualenv.engine.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the data and programs that lie beside the engine's classes. */
public final class Resource {
  private Resource() {}

  /** Returns the content of {@code name}, which lies beside the class {@code owner}. */
  public static byte[] bytes(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the engine was packed without '" + name + "'");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's archive cannot be read", e);
    }
  }

  /** Returns the same as text. */
  public static String text(Class<?> owner, String name) {
    return new String(bytes(owner, name), StandardCharsets.UTF_8);
  }
}
