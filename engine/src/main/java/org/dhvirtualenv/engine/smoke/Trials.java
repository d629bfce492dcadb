package org.dhvirtualenv.engine.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.state.States;
import org.dhvirtualenv.engine.state.VirtualenvState;

/** Chooses what is tried. */
public final class Trials {
  private static final String IMPORTER = Resource.text(Trials.class, "importer.py");

  /** The URL of a directory, as opposed to that of a source distribution. */
  private static final Pattern DIRECTORY =
      Pattern.compile("file:.*(?<!\\.zip|\\.tar\\.(?:gz|bz2|xz)|\\.tgz)");

  /**
   * What the packager wants.
   *
   * @param own whether the project's own modules and scripts are tried
   * @param imports modules
   * @param commands command lines of the shell
   */
  public record Wishes(boolean own, List<String> imports, List<String> commands) {
    /** Copies the lists. */
    public Wishes {
      imports = List.copyOf(imports);
      commands = List.copyOf(commands);
    }
  }

  private final StagingRoot staging;
  private final List<InstallPath> virtualenvs;
  private final States states;
  private final Findings findings;

  /**
   * Creates a choice for one package.
   *
   * @param staging its staging root
   * @param virtualenvs the places of its virtualenvs, at least one
   * @param states what dh_virtualenv knows of them
   * @param findings is told if there is nothing to try
   */
  public Trials(
      StagingRoot staging, List<InstallPath> virtualenvs, States states, Findings findings) {
    this.staging = staging;
    this.virtualenvs = List.copyOf(virtualenvs);
    this.states = states;
    this.findings = findings;
  }

  /** Returns what is tried. Modules that are named are imported into the first virtualenv. */
  public List<Trial> of(Wishes wishes) {
    List<Trial> trials = new ArrayList<>();
    if (wishes.own()) {
      virtualenvs.forEach(virtualenv -> trials.addAll(own(virtualenv)));
      if (trials.isEmpty()) {
        findings.add(
            Finding.warning(
                staging.toString(),
                "there is no project with modules or scripts to try",
                "name something with smoke-import or smoke-command instead of smoke"));
      }
    }
    wishes.imports().stream()
        .map(module -> Trial.ofImport(virtualenvs.get(0), IMPORTER, module))
        .forEach(trials::add);
    wishes.commands().stream().map(Trial::ofCommand).forEach(trials::add);
    return trials.stream().distinct().toList();
  }

  private List<Trial> own(InstallPath virtualenv) {
    Set<String> projects = projects(virtualenv);
    List<Trial> trials = new ArrayList<>();
    InstalledDistributions.in(staging.locate(virtualenv)).all().stream()
        .filter(one -> projects.contains(DistributionName.normalised(one.name())))
        .map(ProjectTrials::of)
        .forEach(
            project -> {
              project.modules().stream()
                  .map(module -> Trial.ofImport(virtualenv, IMPORTER, module))
                  .forEach(trials::add);
              project.scripts().stream()
                  .map(script -> Trial.ofHelp(virtualenv.resolve("bin/" + script)))
                  .forEach(trials::add);
            });
    return trials;
  }

  /** Returns the normalised names of what was built from directories of this machine. */
  private Set<String> projects(InstallPath virtualenv) {
    return states.all().stream()
        .filter(state -> state.place().equals(virtualenv))
        .map(VirtualenvState::distributions)
        .flatMap(List::stream)
        .filter(origin -> origin.builtHere() && DIRECTORY.matcher(origin.url()).matches())
        .map(origin -> DistributionName.normalised(origin.name()))
        .collect(Collectors.toSet());
  }
}
