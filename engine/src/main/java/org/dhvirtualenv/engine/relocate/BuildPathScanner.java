package org.dhvirtualenv.engine.relocate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Looks for build paths in files, reading each file once in pieces. */
final class BuildPathScanner {
  private static final int PIECE = 1 << 18;

  private final List<BytePattern> patterns;
  private final int overlap;
  private final byte[] buffer;

  /** Creates a scanner for {@code roots}; a root below another one adds nothing. */
  BuildPathScanner(Set<Path> roots) {
    patterns =
        roots.stream()
            .filter(path -> path.getNameCount() > 0)
            .filter(
                path ->
                    roots.stream()
                        .noneMatch(other -> !other.equals(path) && path.startsWith(other)))
            .map(BytePattern::new)
            .toList();
    overlap = patterns.stream().mapToInt(BytePattern::length).max().orElse(0) + 1;
    buffer = new byte[PIECE + overlap];
  }

  /** Says whether {@code bytes} hold a build path. */
  boolean found(byte[] bytes) {
    return found(bytes, bytes.length, true);
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

  /** Says whether {@code file} holds a build path. */
  boolean found(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      int kept = 0;
      while (true) {
        int read = in.readNBytes(buffer, kept, buffer.length - kept);
        int length = kept + read;
        boolean last = length < buffer.length;
        if (found(buffer, length, last)) {
          return true;
        }
        if (last) {
          return false;
        }
        System.arraycopy(buffer, length - overlap, buffer, 0, overlap);
        kept = overlap;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
