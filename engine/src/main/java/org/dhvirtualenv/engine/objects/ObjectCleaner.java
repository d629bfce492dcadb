package org.dhvirtualenv.engine.objects;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.InstalledVirtualenv;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.CommandRunner;

/** Cleans search paths and symbols of what was compiled here, and finds what is in no place. */
public final class ObjectCleaner {
  private final CommandRunner runner;
  private final ElfReader reader;
  private final Findings findings;

  /** Creates a cleaner that runs strip and chrpath through {@code runner}. */
  public ObjectCleaner(CommandRunner runner, ElfReader reader, Findings findings) {
    this.runner = runner;
    this.reader = reader;
    this.findings = findings;
  }

  /** Cleans the objects of {@code installed} in place. */
  public CleanedVirtualenv clean(InstalledVirtualenv installed) {
    Virtualenv virtualenv = installed.virtualenv();
    InstalledDistributions distributions = InstalledDistributions.in(virtualenv.tree());
    MachineCode code = MachineCode.in(virtualenv.tree(), distributions);
    if (installed.plan().target().architectureAll()) {
      code.report(virtualenv, findings);
    }
    MisplacedFiles.report(distributions, findings);
    Set<Path> changed =
        new HashSet<>(
            new SearchPathEditor(runner, reader, findings)
                .edit(code, virtualenv, installed.buildPaths()));
    Optional<String> strip = installed.plan().machine().strip();
    if (strip.isPresent()) {
      new SymbolStripper(runner, strip.get()).strip(code.builtHere(), virtualenv.tree());
      changed.addAll(code.builtHere());
    }
    return new CleanedVirtualenv(installed, changed);
  }
}
