package org.dhvirtualenv.engine.relation;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;

/** What a package manager knows of libraries; the seam at which a test puts a fake. */
public interface LibraryMetadata {
  /** Returns what a symbols file says of {@code library}, from the first candidate that has one. */
  Optional<LibrarySymbols> symbols(SystemLibrary library);

  /** Returns the relations that a shlibs file gives for {@code library}, perhaps none. */
  Optional<List<Template>> shlibs(SystemLibrary library);

  /** Returns the installed packages that own {@code file}. */
  List<InstalledPackage> owners(Path file);

  /**
   * Returns for libraries that are not on this machine a package of the archive that has each,
   * unless none is known.
   */
  Map<Soname, PackageName> suppliers(Collection<Soname> sonames);

  /** Returns whether the package {@code name} is installed or in the archive. */
  boolean available(PackageName name);
}
