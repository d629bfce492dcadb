package org.dhvirtualenv.engine.elf.libelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** Reads objects with libelf, which must be installed on the build machine. */
public final class LibelfReader implements ElfReader {
  private static final int DT_NEEDED = 1;
  private static final int DT_SONAME = 14;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;

  @Override
  public ElfObject read(Path file) {
    ElfIdentity identity =
        ElfIdentity.of(file).orElseThrow(() -> new MalformedElfException("no ELF header"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new MalformedElfException("larger than 2 GiB, which this reader does not map");
      }
      // read-only is enough: libelf copies what it has to convert
      ByteBuffer image = channel.map(MapMode.READ_ONLY, 0, channel.size());
      return read(image, identity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ElfObject read(ByteBuffer image, ElfIdentity identity) {
    try (ElfHandle handle = new ElfHandle(image)) {
      int bits = identity.abi().bits();
      List<Section> sections = handle.sections();
      VersionNeeds versions = VersionNeeds.read(handle, sections);
      DynamicSymbols symbols = DynamicSymbols.read(handle, sections, versions, bits);
      Optional<DynamicSection> dynamic = DynamicSection.of(handle, bits);
      return new ElfObject(
          identity.abi(),
          dynamic.map(section -> section.strings(DT_SONAME)).orElse(List.of()).stream()
              .findFirst()
              .orElse(""),
          dynamic.map(section -> section.strings(DT_NEEDED)).orElse(List.of()),
          searchPath(dynamic, DT_RPATH),
          searchPath(dynamic, DT_RUNPATH),
          symbols.undefined(),
          versions.all(symbols.absolute()),
          DlopenNotes.read(handle, sections));
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot load libelf: " + e.getMessage(),
          "install libelf1 (libelf1t64 since trixie) and libjna-java",
          e);
    }
  }

  private static List<String> searchPath(Optional<DynamicSection> dynamic, int tag) {
    return dynamic.map(section -> section.strings(tag)).orElse(List.of()).stream()
        .flatMap(list -> Arrays.stream(list.split(":")))
        .filter(directory -> !directory.isEmpty())
        .toList();
  }
}
