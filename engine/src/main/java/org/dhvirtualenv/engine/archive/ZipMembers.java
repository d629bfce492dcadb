package org.dhvirtualenv.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Looks into ZIP archives that lie in a virtualenv, such as .pyz and .egg files. */
public final class ZipMembers {
  /** Looks at the content of a member. */
  public interface ContentTest {
    /** Returns whether it is wanted. */
    boolean test(InputStream content) throws IOException;
  }

  private ZipMembers() {}

  /**
   * Returns the names of the members of {@code file} whose content is {@code wanted}; none if the
   * file is no archive, and those before the damage if it is a damaged one.
   */
  @SuppressWarnings("deprecation") // the replacement is newer than commons-compress in bookworm
  public static List<String> matching(Path file, ContentTest wanted) {
    List<String> names = new ArrayList<>();
    try (SeekableByteChannel channel = Files.newByteChannel(file);
        ZipFile zip = new ZipFile(channel)) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (zip.canReadEntryData(entry)) {
          try (InputStream content = zip.getInputStream(entry)) {
            if (wanted.test(content)) {
              names.add(entry.getName());
            }
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return names; // damaged, which is the business of whoever opens it at run time
    }
    return names;
  }
}
