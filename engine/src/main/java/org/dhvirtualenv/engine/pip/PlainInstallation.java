package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Lets pip install into the virtualenv by itself, for what only pip can do.
 *
 * <p>Paths of the build stand in what it writes; byte code is not made.
 */
public final class PlainInstallation {
  private final PipSettings settings;
  private final PipSession session;
  private final boolean other;

  /**
   * Creates an installation.
   *
   * @param program what runs in place of pip: a Python script that takes pip's arguments
   * @param runner runs pip
   * @param findings is told which arguments have no effect
   * @param log shows what pip prints
   */
  public PlainInstallation(
      PipSettings settings,
      Optional<Path> program,
      CommandRunner runner,
      Findings findings,
      PipLog log) {
    this.settings = settings;
    other = program.isPresent();
    session =
        new PipSession(
            settings,
            program.<Program>map(Program.Script::new).orElse(new Program.Pip()),
            runner,
            findings,
            log);
  }

  /** Installs {@code request}; pip cannot check digests of a project's directory and need not. */
  public void add(Request request) {
    PipArguments arguments =
        request instanceof Project
            ? session.arguments().without(Resolver.HASHES)
            : session.arguments();
    PipArguments all = arguments.and(session.own(request));
    List<String> words = new ArrayList<>(other ? List.of() : session.pip().common());
    words.addAll(List.of("--no-compile", "--no-warn-script-location"));
    if (!settings.constraints().isEmpty()) {
      Path file = settings.temporary().resolve("constraints.txt");
      words.add("--constraint=" + WheelMaker.write(file, settings.constraints()));
    }
    words.addAll(all.forPip());
    session.pip().call("install " + request.what(), "install", words, all, line -> {});
  }
}
