package org.dhvirtualenv.engine.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.Preparer.Prepared;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.Archive;
import org.dhvirtualenv.engine.pip.ArchiveSupply;
import org.dhvirtualenv.engine.pip.ArchiveSupply.BuildTools;
import org.dhvirtualenv.engine.pip.ForeignPython;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipSettings;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.plan.Sources;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Fetches for the interpreter that runs pip, and then for others: wheels, and source distributions
 * of what has no wheel for the first one.
 */
public final class Fetcher {
  private final CommandRunner runner;
  private final Findings findings;
  private final PipLog log;
  private final Phases phases;

  /**
   * Creates a fetcher.
   *
   * @param runner runs pip
   * @param findings is told which arguments have no effect
   * @param log shows what is done
   * @param phases measures
   */
  public Fetcher(CommandRunner runner, Findings findings, PipLog log, Phases phases) {
    this.runner = runner;
    this.findings = findings;
    this.log = log;
    this.phases = phases;
  }

  /**
   * Returns the archives of all that is asked for; the same one may come several times.
   *
   * @param others interpreters besides the one that runs pip
   * @throws org.dhvirtualenv.engine.error.EngineException if something cannot be had
   */
  public List<Archive> fetch(Prepared prepared, List<ForeignPython> others) {
    ArchiveSupply supply = supply(prepared, Optional.empty(), Set.of());
    List<Archive> all = new ArrayList<>();
    for (Request tool : prepared.tools()) {
      all.addAll(supply(prepared, Optional.empty(), Set.of()).add(tool));
    }
    for (Request request : prepared.requests()) {
      log.say("looking for " + request.what());
      all.addAll(supply.add(request));
    }
    log.say("looking for what builds need");
    List<BuildTools> tools = supply.buildTools();
    tools.forEach(one -> all.addAll(one.archives()));
    Set<DistributionName> built = new TreeSet<>();
    all.stream().filter(one -> !one.wheel()).map(Archive::name).forEach(built::add);
    for (ForeignPython other : others) {
      log.say("looking for the same for " + other);
      all.addAll(fetch(prepared, other, tools, built));
    }
    return all;
  }

  private List<Archive> fetch(
      Prepared prepared, ForeignPython other, List<BuildTools> tools, Set<DistributionName> built) {
    List<Archive> all = new ArrayList<>();
    ArchiveSupply supply = supply(prepared, Optional.of(other), built);
    for (Request tool : prepared.tools()) {
      all.addAll(supply(prepared, Optional.of(other), built).add(tool));
    }
    prepared.requests(other.environment()).forEach(request -> all.addAll(supply.add(request)));
    for (BuildTools one : tools) {
      all.addAll(
          supply(prepared, Optional.of(other), built)
              .add(new Request.Preinstalled(one.requirements())));
    }
    return all;
  }

  private ArchiveSupply supply(
      Prepared prepared, Optional<ForeignPython> foreign, Set<DistributionName> built) {
    Sources sources = prepared.created().plan().sources();
    PipSettings settings = prepared.settings().in(directory(prepared));
    Predicate<Path> vendored =
        file -> sources.index().vendor().filter(one -> file.startsWith(one.path())).isPresent();
    Predicate<Path> local =
        file ->
            file.startsWith(settings.directory())
                || (file.startsWith(sources.directory()) && !vendored.test(file));
    return new ArchiveSupply(settings, foreign, built, local, runner, findings, log, phases);
  }

  /** Returns one for all, so that what one has got need not be fetched for the next. */
  private static Path directory(Prepared prepared) {
    Path directory = prepared.created().temporary().resolve("fetch");
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }
}
