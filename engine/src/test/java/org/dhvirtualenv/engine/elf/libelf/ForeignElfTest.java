package org.dhvirtualenv.engine.elf.libelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNotes;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.SymbolVersion;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of other machines are read like those of this one, and readelf agrees. */
class ForeignElfTest {
  private static final Optional<SymbolVersion> VERSION =
      Optional.of(new SymbolVersion("VERS_2", "libv.so.2"));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "64, true, 62, 5, true",
    "64, true, 183, 1024, true",
    "64, false, 22, 9, true",
    "64, true, 8, 126, false",
    "64, false, 8, 126, false",
    "32, true, 3, 5, false",
    "32, false, 20, 19, true"
  })
  void a_symbol_with_a_copy_relocation_is_that_of_a_library(
      int bits, boolean little, int machine, int type, boolean addend) throws IOException {
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Path file = directory.resolve("program");
    Files.write(file, new ElfImage(bits, order).relocation(type, addend).bytes(machine));
    SymbolReference mine = new SymbolReference("mine", VERSION, false);
    assertThat(new LibelfReader().read(file).undefined()).hasSize(3).contains(mine);
    Files.write(file, new ElfImage(bits, order).relocation(type + 1, addend).bytes(machine));
    assertThat(new LibelfReader().read(file).undefined()).hasSize(2).doesNotContain(mine);
  }

  @ParameterizedTest
  @CsvSource({"64, true, 62", "32, true, 3", "64, false, 22", "32, false, 20", "32, true, 40"})
  void every_class_and_byte_order_is_read(int bits, boolean little, int machine)
      throws IOException, InterruptedException {
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] image =
        new ElfImage(bits, order)
            .entry(1, "libfirst.so.1")
            .entry(14, "libself.so.4")
            .entry(15, "$ORIGIN/r:/rpath")
            .entry(29, "$ORIGIN/u:/runpath")
            .entry(1, "libsecond.so.2")
            .bytes(machine);
    Path file = Files.write(directory.resolve("object.so"), image);
    ElfObject object = new LibelfReader().read(file);
    assertThat(object)
        .isEqualTo(
            new ElfObject(
                new ElfAbi(bits, little, machine),
                Optional.of("libself.so.4"),
                List.of("libfirst.so.1", "libsecond.so.2"),
                List.of("$ORIGIN/r", "/rpath"),
                List.of("$ORIGIN/u", "/runpath"),
                List.of(
                    new SymbolReference("plain", Optional.empty(), false),
                    new SymbolReference("weak", VERSION, true)),
                List.of(new SymbolReference("VERS_2", VERSION, false)),
                DlopenNotes.NONE));
    Process readelf =
        new ProcessBuilder("readelf", "-W", "-d", file.toString())
            .redirectErrorStream(true)
            .start();
    String text =
        new String(
            readelf.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(readelf.waitFor()).as(text).isZero();
    assertThat(text)
        .contains("[libfirst.so.1]", "[libsecond.so.2]", "[libself.so.4]", "[$ORIGIN/u:/runpath]");
  }
}
