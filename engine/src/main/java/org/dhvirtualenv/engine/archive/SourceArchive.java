package org.dhvirtualenv.engine.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** A source distribution: a tar archive compressed by gzip, formerly also others (PEP 625). */
public final class SourceArchive {
  private static final String METADATA = "[^/]+/PKG-INFO";

  private final Path file;

  /** Creates a view of the source distribution {@code file}; it is opened only when it is used. */
  public SourceArchive(Path file) {
    this.file = file;
  }

  /**
   * Returns the text of PKG-INFO in its only directory; empty if there is none, or if the archive
   * is neither a ZIP archive nor compressed by gzip.
   *
   * @throws EngineException if the file is no archive
   */
  public String metadata() {
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      String name = file.toString();
      return name.endsWith(".zip") ? inZip(content) : name.endsWith("gz") ? inTar(content) : "";
    } catch (IOException | IllegalArgumentException e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot read the source distribution '" + file + "': " + e.getMessage(),
          "fetch it again",
          e);
    }
  }

  private static String inZip(InputStream content) throws IOException {
    ZipInputStream zip = new ZipInputStream(content, StandardCharsets.UTF_8);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().matches(METADATA)) {
        return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  @SuppressWarnings("deprecation") // the replacement is newer than commons-compress in bookworm
  private static String inTar(InputStream content) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(content));
    for (TarArchiveEntry entry = tar.getNextTarEntry();
        entry != null;
        entry = tar.getNextTarEntry()) {
      if (entry.getName().replaceFirst("^\\./", "").matches(METADATA)) {
        return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
