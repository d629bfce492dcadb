package org.dhvirtualenv.engine.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNote;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.elf.DlopenNotes;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.SymbolVersion;

/** Makes up what an object says of itself. */
public final class ElfObjectBuilder {
  /** What objects of the host are in tests with made-up objects. */
  public static final ElfAbi HOST = new ElfAbi(64, true, 62);

  /** What objects of another machine are. */
  public static final ElfAbi FOREIGN = new ElfAbi(32, true, 3);

  private ElfAbi abi = HOST;
  private Optional<String> soname = Optional.empty();
  private final List<String> needed;
  private List<String> rpath = List.of();
  private List<String> runpath = List.of();
  private final List<SymbolReference> undefined = new ArrayList<>();
  private final List<SymbolReference> versions = new ArrayList<>();
  private final List<DlopenNote> notes = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();

  private ElfObjectBuilder(String... needed) {
    this.needed = List.of(needed);
  }

  /** Begins an object of the host that names the libraries {@code needed}. */
  public static ElfObjectBuilder needing(String... needed) {
    return new ElfObjectBuilder(needed);
  }

  /** Makes it one of another machine. */
  public ElfObjectBuilder abi(ElfAbi other) {
    abi = other;
    return this;
  }

  /** Sets DT_SONAME. */
  public ElfObjectBuilder soname(String name) {
    soname = Optional.of(name);
    return this;
  }

  /** Sets DT_RPATH. */
  public ElfObjectBuilder rpath(String... directories) {
    rpath = List.of(directories);
    return this;
  }

  /** Sets DT_RUNPATH. */
  public ElfObjectBuilder runpath(String... directories) {
    runpath = List.of(directories);
    return this;
  }

  /** Adds an undefined symbol without a version. */
  public ElfObjectBuilder uses(String symbol) {
    undefined.add(new SymbolReference(symbol, Optional.empty(), false));
    return this;
  }

  /** Adds an undefined symbol with a version, which then is a needed version too. */
  public ElfObjectBuilder uses(String symbol, String version, String library) {
    Optional<SymbolVersion> needed = Optional.of(new SymbolVersion(version, library));
    undefined.add(new SymbolReference(symbol, needed, false));
    return version(version, library);
  }

  /** Adds a needed version that no symbol has. */
  public ElfObjectBuilder version(String version, String library) {
    Optional<SymbolVersion> needed = Optional.of(new SymbolVersion(version, library));
    versions.add(new SymbolReference(version, needed, false));
    return this;
  }

  /** Adds a note that it loads one of {@code sonames}. */
  public ElfObjectBuilder loads(Priority priority, String... sonames) {
    notes.add(new DlopenNote(List.of(sonames), priority));
    return this;
  }

  /** Adds a note that cannot be understood. */
  public ElfObjectBuilder malformedNote(String defect) {
    malformed.add(defect);
    return this;
  }

  /** Returns the object. */
  public ElfObject build() {
    return new ElfObject(
        abi,
        soname,
        needed,
        rpath,
        runpath,
        undefined,
        versions,
        new DlopenNotes(notes, malformed));
  }
}
