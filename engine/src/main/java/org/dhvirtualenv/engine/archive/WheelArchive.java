package org.dhvirtualenv.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/** A wheel, which is a ZIP archive (binary distribution format specification, PEP 427). */
public final class WheelArchive {
  private final Path file;

  /** Creates a view of the wheel {@code file}; it is opened only when it is used. */
  public WheelArchive(Path file) {
    this.file = file;
  }

  /**
   * Returns the text of METADATA in the wheel's .dist-info directory; empty if there is none.
   *
   * @throws EngineException if the file is no wheel
   */
  @SuppressWarnings("deprecation") // the replacement is newer than commons-compress in bookworm
  public String metadata() {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (entry.getName().matches("[^/]+\\.dist-info/METADATA")) {
          try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
          }
        }
      }
      return "";
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Writes the wheel's files below {@code directory}, which is created.
   *
   * @throws EngineException if the file is no wheel or an entry leads out of {@code directory}
   */
  @SuppressWarnings("deprecation") // the replacement is newer than commons-compress in bookworm
  public void extract(Path directory) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        Path target = EntryName.below(directory, entry.getName(), file);
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream content = zip.getInputStream(entry)) {
            write(target, content.readAllBytes());
          }
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void write(Path target, byte[] content) {
    try {
      Files.write(target, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw FileFailure.of(target, e);
    }
  }

  private EngineException unreadable(IOException e) {
    return new EngineException(
        ExitCode.ENVIRONMENT,
        "cannot read wheel '" + file + "': " + e.getMessage(),
        "fetch or install the wheel again",
        e);
  }
}
