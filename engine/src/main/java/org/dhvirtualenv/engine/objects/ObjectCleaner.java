package org.dhvirtualenv.engine.objects;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.create.FoundVirtualenv;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.InstalledVirtualenv;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.state.Manifest;

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
    BuildPlan plan = installed.plan();
    MachineCode code = code(installed.virtualenv(), installed.manifest());
    Set<Path> changed =
        clean(
            code,
            installed.virtualenv(),
            installed.buildPaths(),
            plan.target().architectureAll(),
            plan.machine().strip());
    return new CleanedVirtualenv(installed, changed, code.all().isEmpty());
  }

  /**
   * Cleans what has come into {@code found} since it was made, in place.
   *
   * @param architectureAll whether the package may not have machine code
   * @param strip the strip program; empty if objects keep their symbols
   */
  public CleanedVirtualenv clean(
      FoundVirtualenv found, boolean architectureAll, Optional<String> strip) {
    MachineCode code = code(found.virtualenv(), found.manifest());
    return new CleanedVirtualenv(
        found, clean(code, found.virtualenv(), found.buildPaths(), architectureAll, strip));
  }

  /** Leaves a virtualenv that others have made as it is. */
  public CleanedVirtualenv asIs(FoundVirtualenv found) {
    return new CleanedVirtualenv(found, Set.of());
  }

  /** Finds the objects; says what files are in no place. */
  private MachineCode code(Virtualenv virtualenv, Manifest manifest) {
    InstalledDistributions distributions = InstalledDistributions.in(virtualenv.tree());
    MisplacedFiles.report(distributions, findings);
    return MachineCode.in(virtualenv.tree(), distributions, manifest);
  }

  private Set<Path> clean(
      MachineCode code,
      Virtualenv virtualenv,
      BuildPaths paths,
      boolean architectureAll,
      Optional<String> strip) {
    if (architectureAll) {
      code.report(virtualenv, findings);
    }
    Set<Path> changed =
        new HashSet<>(new SearchPathEditor(runner, reader, findings).edit(code, virtualenv, paths));
    if (strip.isPresent()) {
      new SymbolStripper(runner, strip.get()).strip(code.builtHere(), virtualenv.tree());
      changed.addAll(code.builtHere());
    }
    return changed;
  }
}
