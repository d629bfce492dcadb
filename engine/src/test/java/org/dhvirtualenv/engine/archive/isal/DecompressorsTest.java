package org.dhvirtualenv.engine.archive.isal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.dhvirtualenv.engine.archive.Decompressor;
import org.dhvirtualenv.engine.archive.JavaDecompressor;
import org.dhvirtualenv.engine.archive.MalformedArchiveException;
import org.junit.jupiter.api.Test;

/** Compares this machine's ISA-L, where it has one, with what Java does. */
class DecompressorsTest {
  private static final long MUCH = 1 << 30;

  private final Random random = new Random(42);

  /** What was found, and how the input ended. */
  private record Result(String content, boolean ended, int unused) {}

  private static Decompressor isal() {
    Decompressor decompressor = Decompressors.of(MUCH);
    assumeTrue(decompressor instanceof IsalDecompressor, "no ISA-L, as on 32 bits");
    return decompressor;
  }

  private byte[] content(int size) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    for (int i = 0; i < size; i++) {
      boolean varied = i / 3000 % 3 == 0;
      content[i] = varied ? content[i] : i > 500 ? content[i - 1 - i % 500] : (byte) 'x';
    }
    return content;
  }

  private static byte[] packed(byte[] content, int level) {
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  /** Returns nothing if the content is damaged. */
  private static Optional<Result> run(Decompressor decompressor, byte[] input, int in, int out) {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    try {
      int left = Decompressors.run(decompressor, input, in, new byte[out], found);
      boolean ended = decompressor.ended();
      return Optional.of(
          new Result(
              found.toString(StandardCharsets.ISO_8859_1),
              ended,
              ended ? decompressor.unused() + left : 0));
    } catch (MalformedArchiveException e) {
      return Optional.empty();
    }
  }

  @Test
  void both_are_right() throws MalformedArchiveException {
    assertThat(Decompressors.right(new JavaDecompressor())).isTrue();
    assertThat(Decompressors.right(isal())).isTrue();
  }

  @Test
  void little_is_left_to_java() {
    assertThat(Decompressors.of(1000)).isInstanceOf(JavaDecompressor.class);
  }

  @Test
  void both_find_the_same_however_it_is_cut() {
    try (Decompressor isal = isal();
        Decompressor java = new JavaDecompressor()) {
      for (int size : new int[] {0, 1, 2, 1000, 70_000, 400_000}) {
        byte[] content = content(size);
        for (int level : new int[] {0, 1, 6, 9}) {
          byte[] packed = packed(content, level);
          for (int behind : new int[] {0, 1, 9, 100}) {
            byte[] input = Arrays.copyOf(packed, packed.length + behind);
            Optional<Result> expected = run(java, input, 1 << 16, 1 << 17);
            assertThat(expected.orElseThrow().unused()).isEqualTo(behind);
            for (int part : new int[] {1, 777, 1 << 16}) {
              assertThat(run(isal, input, part, 2 * part)).isEqualTo(expected);
            }
          }
          for (int missing = 1; missing <= Math.min(20, packed.length); missing++) {
            byte[] input = Arrays.copyOf(packed, packed.length - missing);
            assertThat(run(isal, input, 1 << 16, 1 << 17).orElseThrow().ended()).isFalse();
          }
        }
      }
    }
  }

  /** What one of them refuses the other must not take for a whole content. */
  @Test
  void damage_is_damage_for_both() {
    try (Decompressor isal = isal();
        Decompressor java = new JavaDecompressor()) {
      for (int i = 0; i < 20_000; i++) {
        byte[] packed = packed(content(random.nextInt(3000)), 1 + random.nextInt(9));
        for (int j = random.nextInt(3); j >= 0; j--) {
          packed[random.nextInt(Math.min(packed.length, 200))] ^= (byte) (1 << random.nextInt(8));
        }
        Optional<Result> expected = run(java, packed, 1 << 16, 1 << 17).filter(Result::ended);
        Optional<Result> found = run(isal, packed, 1 << 16, 1 << 17).filter(Result::ended);
        assertThat(found).as("mutation " + i).isEqualTo(expected);
      }
    }
  }
}
