package org.dhvirtualenv.engine.relocate;

import java.util.Arrays;
import java.util.List;

/** Maps the paths in the first line of an archive that is a program, such as a .pyz file. */
final class ArchiveShebang {
  private ArchiveShebang() {}

  /**
   * Returns {@code archive} with the paths of its first line mapped and blanks at the end of that
   * line, which execve(2) ignores, so that no offset in the archive changes; the same array if
   * nothing is to be mapped or the line would grow.
   */
  static byte[] replace(byte[] archive, List<PathMapping> mappings) {
    int end = 0;
    while (end < archive.length && archive[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOf(archive, end);
    for (PathMapping mapping : mappings) {
      line = mapping.apply(line);
    }
    if (line.length > end || Arrays.equals(line, 0, line.length, archive, 0, end)) {
      return archive;
    }
    byte[] result = archive.clone();
    Arrays.fill(result, 0, end, (byte) ' ');
    System.arraycopy(line, 0, result, 0, line.length);
    return result;
  }
}
