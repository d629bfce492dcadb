package org.dhvirtualenv.engine.relocate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Looks for build paths in all forms that a file may hold, reading it once in pieces.
 *
 * <p>Threads may share a scanner.
 */
final class BuildPathScanner {
  private static final int PIECE = 1 << 18;

  private final List<BytePattern> patterns;
  private final int overlap;
  private final ThreadLocal<byte[]> buffers;

  /** Creates a scanner for {@code roots}; a root below another one adds nothing. */
  BuildPathScanner(Set<Path> roots) {
    patterns =
        roots.stream()
            .filter(path -> path.getNameCount() > 0)
            .filter(
                path ->
                    roots.stream()
                        .noneMatch(other -> !other.equals(path) && path.startsWith(other)))
            .flatMap(path -> BytePattern.forms(path).stream())
            .toList();
    overlap = patterns.stream().mapToInt(BytePattern::length).max().orElse(0) + 1;
    buffers = ThreadLocal.withInitial(() -> new byte[PIECE + overlap]);
  }

  /**
   * What was seen of a file.
   *
   * @param found whether it holds a build path
   * @param script whether it begins with {@code #!}
   * @param archive whether it is, or may be, a ZIP archive with whatever in front
   */
  record Sight(boolean found, boolean script, boolean archive) {}

  /** Says whether {@code bytes} hold a build path. */
  boolean found(byte[] bytes) throws IOException {
    return look(new ByteArrayInputStream(bytes)).found();
  }

  /** Leaves a hit at the end of a piece to the next one, which knows what follows it. */
  private boolean found(byte[] bytes, int length, boolean last) {
    for (BytePattern pattern : patterns) {
      int hit = pattern.find(bytes, 0, length);
      if (hit >= 0 && (last || hit + pattern.length() < length)) {
        return true;
      }
    }
    return false;
  }

  /** Reads {@code in} to its end. */
  Sight look(InputStream in) throws IOException {
    byte[] buffer = buffers.get();
    int length = in.readNBytes(buffer, 0, buffer.length);
    boolean script = length > 1 && buffer[0] == '#' && buffer[1] == '!';
    boolean archive = length > 3 && buffer[0] == 'P' && buffer[1] == 'K' && buffer[2] < 8;
    boolean found = false;
    while (true) {
      boolean last = length < buffer.length;
      found = found || found(buffer, length, last);
      if (last) {
        return new Sight(found, script, archive || (script && endsAsArchive(buffer, length)));
      }
      System.arraycopy(buffer, length - overlap, buffer, 0, overlap);
      length = overlap + in.readNBytes(buffer, overlap, buffer.length - overlap);
    }
  }

  /** Looks for the end of central directory record; zipapp(1) writes no comment behind it. */
  private static boolean endsAsArchive(byte[] bytes, int length) {
    int at = length - 22;
    return at >= 0
        && bytes[at] == 'P'
        && bytes[at + 1] == 'K'
        && bytes[at + 2] == 5
        && bytes[at + 3] == 6;
  }
}
