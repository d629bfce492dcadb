package org.dhvirtualenv.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * A wheel, which is a ZIP archive (binary distribution format specification, PEP 427).
 *
 * <p>Read with what Java has, which is there at once; commons-compress takes a tenth of a second to
 * load, and each build begins with the wheel of pip.
 */
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
  public String metadata() {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
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
  public void extract(Path directory) {
    Set<Path> there = new HashSet<>();
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Path target = EntryName.below(directory, entry.getName(), file);
        Path needed = entry.isDirectory() ? target : Objects.requireNonNull(target.getParent());
        if (there.add(needed)) {
          Files.createDirectories(needed);
        }
        if (!entry.isDirectory()) {
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
