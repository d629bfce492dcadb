package org.dhvirtualenv.engine.relocate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Replaces a path of the build host by the path that it has on the target, in bytes. */
final class PathMapping {
  private final List<BytePattern> from;
  private final byte[] to;

  /**
   * Creates a mapping of the tree {@code from} to {@code to}; mapping to the root directory takes
   * the prefix away.
   */
  PathMapping(Path from, Path to) {
    this.from = BytePattern.spellings(from);
    this.to = to.getNameCount() == 0 ? new byte[0] : to.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code bytes} with every occurrence replaced; the same array if there is none. */
  byte[] apply(byte[] bytes) {
    byte[] result = bytes;
    for (BytePattern spelling : from) {
      result = apply(spelling, result);
    }
    return result;
  }

  private byte[] apply(BytePattern from, byte[] bytes) {
    int hit = from.find(bytes, 0, bytes.length);
    if (hit < 0) {
      return bytes;
    }
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length);
    int copied = 0;
    while (hit >= 0) {
      result.write(bytes, copied, hit - copied);
      result.write(to, 0, to.length);
      copied = hit + from.length();
      if (to.length == 0 && (copied == bytes.length || bytes[copied] != '/')) {
        result.write('/');
      }
      hit = from.find(bytes, copied, bytes.length);
    }
    result.write(bytes, copied, bytes.length - copied);
    return result.toByteArray();
  }

  /** Returns {@code text} with every occurrence replaced. */
  String apply(String text) {
    return new String(apply(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
