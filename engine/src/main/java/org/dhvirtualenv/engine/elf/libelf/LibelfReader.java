package org.dhvirtualenv.engine.elf.libelf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Segment;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/** Reads objects with libelf, which must be installed on the build machine. */
public final class LibelfReader implements ElfReader {
  private static final int DT_NEEDED = 1;
  private static final int DT_SONAME = 14;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;

  /** Most symbols are those of a few libraries; each is kept once. */
  private final Map<SymbolReference, SymbolReference> references = new ConcurrentHashMap<>();

  /** Begins to load libelf, so that it is there when the first object is read. */
  public static void prepare() {
    Thread loader =
        new Thread(
            () -> {
              try {
                Libelf.elf_version(Libelf.EV_CURRENT);
                Libc.prepare();
              } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                return; // reading an object says so
              }
            });
    loader.setDaemon(true);
    loader.start();
  }

  @Override
  public ElfObject read(Path file) {
    ElfIdentity identity =
        ElfIdentity.of(file).orElseThrow(() -> new MalformedElfException("no ELF header"));
    try (ElfHandle handle = new ElfHandle(file)) {
      int bits = identity.abi().bits();
      List<Section> sections = handle.sections();
      VersionNeeds versions = VersionNeeds.read(handle, sections);
      List<Segment> segments = handle.segments();
      Set<Integer> copied = CopyRelocations.symbols(handle, sections, segments, identity.abi());
      DynamicSymbols symbols = DynamicSymbols.read(handle, sections, versions, copied, bits);
      Optional<DynamicSection> dynamic = DynamicSection.of(handle, segments, bits);
      return new ElfObject(
          identity.abi(),
          dynamic.map(section -> section.strings(DT_SONAME)).orElse(List.of()).stream().findFirst(),
          dynamic.map(section -> section.strings(DT_NEEDED)).orElse(List.of()),
          searchPath(dynamic, DT_RPATH),
          searchPath(dynamic, DT_RUNPATH),
          shared(symbols.undefined()),
          shared(versions.all(symbols.absolute())),
          NoteSections.dlopenNotes(handle, sections));
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot load libelf: " + e.getMessage(),
          "install libelf1 (libelf1t64 since trixie) and libjna-java",
          e);
    }
  }

  private List<SymbolReference> shared(List<SymbolReference> found) {
    return found.stream()
        .map(reference -> references.computeIfAbsent(reference, first -> first))
        .toList();
  }

  private static List<String> searchPath(Optional<DynamicSection> dynamic, int tag) {
    return dynamic.map(section -> section.strings(tag)).orElse(List.of()).stream()
        .flatMap(list -> Arrays.stream(list.split(":")))
        .filter(directory -> !directory.isEmpty())
        .toList();
  }
}
