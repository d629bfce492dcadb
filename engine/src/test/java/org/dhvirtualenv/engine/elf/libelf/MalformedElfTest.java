package org.dhvirtualenv.engine.elf.libelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged objects are refused or read, and nothing else happens.
 *
 * <p>{@code -Delf.fuzz.inputs=N -Delf.fuzz.seed=S} makes the random part longer or different; a
 * failure names the seed of its input.
 */
class MalformedElfTest {
  private static final int INPUTS = Integer.getInteger("elf.fuzz.inputs", 3000);
  private static final long SEED = Long.getLong("elf.fuzz.seed", 1);

  @TempDir Path directory;

  private static byte[] real() throws IOException {
    Path launcher = Path.of(System.getProperty("java.home"), "lib", "libnet.so");
    return Files.readAllBytes(launcher);
  }

  private static byte[] image(int bits, ByteOrder order) {
    return new ElfImage(bits, order)
        .entry(1, "libfirst.so.1")
        .entry(14, "libself.so.4")
        .entry(29, "$ORIGIN/u:/runpath")
        .bytes(62);
  }

  private static byte[] program() {
    return new ElfImage(64, ByteOrder.LITTLE_ENDIAN)
        .entry(1, "libfirst.so.1")
        .relocation(5, true)
        .bytes(62);
  }

  private Optional<ElfObject> read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("object"), content);
    if (ElfIdentity.of(file).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new LibelfReader().read(file));
    } catch (MalformedElfException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return Optional.empty();
    }
  }

  @Test
  void files_that_are_no_objects_are_told_apart() throws IOException {
    for (String text :
        new String[] {"", "\u007fELF", "#!/bin/sh\n", "\u007fELF\3\1\1 0123456789abcdef"}) {
      assertThat(read(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))).isEmpty();
    }
  }

  @Test
  void a_truncated_object_is_refused_or_read_at_every_length() throws IOException {
    byte[] whole = real();
    assertThat(read(whole)).isPresent();
    for (int length = 0; length < whole.length; length += 1 + length / 64) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      Optional<ElfObject> object = read(part);
      assertThat(length < 64 && object.isPresent()).as("length %s", length).isFalse();
    }
  }

  @Test
  void random_damage_is_survived() throws IOException {
    byte[][] bases = {
      real(), image(32, ByteOrder.BIG_ENDIAN), image(64, ByteOrder.LITTLE_ENDIAN), program()
    };
    for (int i = 0; i < INPUTS; i++) {
      byte[] whole = bases[i % bases.length];
      long seed = SEED * 1_000_003 + i;
      Random random = new Random(seed);
      byte[] content = whole.clone();
      ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
      int edits = 1 + random.nextInt(8);
      for (int j = 0; j < edits; j++) {
        // half of the damage hits the headers and the tables at both ends of the file
        int where =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(64);
              case 1 -> random.nextInt(Math.min(4096, content.length));
              case 2 -> content.length - 1 - random.nextInt(Math.min(4096, content.length));
              default -> random.nextInt(content.length);
            };
        switch (random.nextInt(4)) {
          case 0 -> content[where] ^= (byte) (1 << random.nextInt(8));
          case 1 -> content[where] = (byte) random.nextInt();
          case 2 -> buffer.putInt(Math.min(where, content.length - 4), random.nextInt());
          default ->
              buffer.putLong(Math.min(where, content.length - 8), -1L >>> random.nextInt(64));
        }
      }
      try {
        read(content);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("input with seed " + seed, e);
      }
    }
  }
}
