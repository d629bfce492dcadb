package org.dhvirtualenv.engine.relation;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.model.SystemLibrary;

/**
 * Finds the relations that the mere presence of a library asks for, as dpkg-shlibdeps(1) does: from
 * its symbols file, else from its shlibs file.
 */
final class LibraryRelations {
  private final LibraryMetadata metadata;
  private final Findings findings;

  LibraryRelations(LibraryMetadata metadata, Findings findings) {
    this.metadata = metadata;
    this.findings = findings;
  }

  /** Adds the relations for {@code library}, which {@code user} needs, and returns them. */
  List<Template> add(TreeFile user, SystemLibrary library, RelationField field) {
    Optional<LibrarySymbols> symbols = metadata.symbols(library);
    if (symbols.isPresent()) {
      List<Template> templates = symbols.get().templates(0);
      templates.forEach(template -> field.add(template, symbols.get().smallestVersion()));
      return templates;
    }
    Optional<List<Template>> shlibs = metadata.shlibs(library);
    if (shlibs.isEmpty() && library.soname().parts().isPresent()) {
      findings.add(Problems.unknownLibrary(user, library, metadata.owners(library.first())));
    }
    List<Template> templates = shlibs.orElse(List.of());
    templates.forEach(template -> field.add(template, Optional.empty()));
    return templates;
  }
}
