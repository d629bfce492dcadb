package org.dhvirtualenv.engine.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.FileUrl;
import org.dhvirtualenv.engine.model.Virtualenv;

/** Finds the scripts of the project itself, console scripts and others. */
final class ProjectScripts {
  private final Virtualenv virtualenv;

  ProjectScripts(Virtualenv virtualenv) {
    this.virtualenv = virtualenv;
  }

  /** Returns the names of those programs that the RECORD of a distribution has. */
  List<String> in(Collection<RecordRow> rows) {
    return rows.stream()
        .map(row -> virtualenv.sitePackages().resolve(row.path()).normalize())
        .filter(file -> virtualenv.executables().equals(file.getParent()))
        .map(file -> file.getFileName().toString())
        .sorted()
        .toList();
  }

  /**
   * Returns the names of the scripts that pip itself has installed from {@code directory}, which it
   * notes in direct_url.json (PEP 610).
   */
  List<String> installedFrom(Path directory) {
    return InstalledDistributions.in(virtualenv.tree()).all().stream()
        .filter(distribution -> from(directory, distribution))
        .flatMap(distribution -> in(distribution.records()).stream())
        .toList();
  }

  private static boolean from(Path directory, Distribution distribution) {
    Path origin = distribution.metadata().resolve("direct_url.json");
    if (!Files.isRegularFile(origin)) {
      return false;
    }
    try {
      String url = FileUrl.of(directory);
      return new String(Files.readAllBytes(origin), StandardCharsets.UTF_8)
          .contains('"' + url + '"');
    } catch (IOException e) {
      throw FileFailure.of(origin, e);
    }
  }
}
