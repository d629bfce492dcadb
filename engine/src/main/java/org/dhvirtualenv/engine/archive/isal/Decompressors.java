package org.dhvirtualenv.engine.archive.isal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.dhvirtualenv.engine.archive.Decompressor;
import org.dhvirtualenv.engine.archive.JavaDecompressor;
import org.dhvirtualenv.engine.archive.MalformedArchiveException;

/** Chooses what decompresses: the results are the same. */
public final class Decompressors {
  /** Less is decompressed sooner than a library is loaded. */
  private static final long WORTH_LOADING = 1 << 24;

  private static final int TRIED = 40_000;
  private static final int BEHIND = 11;

  private Decompressors() {}

  /** Returns one for contents that will have {@code bytes} bytes in all. */
  public static Decompressor of(long bytes) {
    return bytes >= WORTH_LOADING && Isals.WORK ? IsalDecompressor.load() : new JavaDecompressor();
  }

  /** Is asked for the first time when there is enough to do. */
  private static final class Isals {
    static final boolean WORK = work();

    /** Returns whether this machine's ISA-L is there and is the library that it is taken for. */
    private static boolean work() {
      try (Decompressor decompressor = IsalDecompressor.load()) {
        return right(decompressor);
      } catch (LinkageError | MalformedArchiveException e) {
        return false;
      }
    }
  }

  /** Returns whether {@code decompressor} finds content and end of something simple. */
  static boolean right(Decompressor decompressor) throws MalformedArchiveException {
    byte[] content = new byte[TRIED];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (((i * i) >> 7) ^ (i % 251));
    }
    byte[] packed = packed(content);
    byte[] more = Arrays.copyOf(packed, packed.length + BEHIND);
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    run(decompressor, more, TRIED / 9, new byte[TRIED / 7], found);
    boolean whole =
        decompressor.ended()
            && decompressor.unused() == BEHIND
            && Arrays.equals(found.toByteArray(), content);
    byte[] less = Arrays.copyOf(packed, packed.length - 2);
    run(decompressor, less, TRIED, new byte[TRIED], new ByteArrayOutputStream());
    return whole && !decompressor.ended();
  }

  /**
   * Decompresses {@code input} in parts of {@code most} bytes by way of {@code output}.
   *
   * @return how many bytes it did not come to, because the content ended before
   */
  static int run(
      Decompressor decompressor, byte[] input, int most, byte[] output, ByteArrayOutputStream found)
      throws MalformedArchiveException {
    int taken = 0;
    decompressor.reset();
    while (true) {
      int count = decompressor.give(output);
      if (count > 0) {
        found.write(output, 0, count);
      } else if (decompressor.hungry() && taken < input.length) {
        int more = Math.min(most, input.length - taken);
        decompressor.take(input, taken, more);
        taken += more;
      } else {
        return input.length - taken;
      }
    }
  }

  private static byte[] packed(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[2 * content.length];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }
}
