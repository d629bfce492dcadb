package org.dhvirtualenv.engine.elf;

import java.util.List;
import java.util.Optional;

/**
 * What the dynamic section and the dynamic symbol table of an object say.
 *
 * @param abi class, byte order and machine
 * @param soname DT_SONAME
 * @param needed DT_NEEDED, in order
 * @param rpath the directories of DT_RPATH, split at colons
 * @param runpath the directories of DT_RUNPATH, split at colons
 * @param undefined symbols that other objects must define
 * @param versions the symbol versions that libraries must have, each as the symbol of its name
 * @param dlopened libraries that the object says it loads itself
 */
public record ElfObject(
    ElfAbi abi,
    Optional<String> soname,
    List<String> needed,
    List<String> rpath,
    List<String> runpath,
    List<SymbolReference> undefined,
    List<SymbolReference> versions,
    DlopenNotes dlopened) {
  /** Copies the lists. */
  public ElfObject {
    needed = List.copyOf(needed);
    rpath = List.copyOf(rpath);
    runpath = List.copyOf(runpath);
    undefined = List.copyOf(undefined);
    versions = List.copyOf(versions);
  }
}
