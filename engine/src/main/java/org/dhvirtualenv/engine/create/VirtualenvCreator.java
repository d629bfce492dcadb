package org.dhvirtualenv.engine.create;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;
import org.dhvirtualenv.engine.python.InterpreterFinder;

/** Creates virtualenvs with the standard library's venv, without pip (PEP 405). */
public final class VirtualenvCreator {
  /** The arguments of the standard library's venv (venv module, command line). */
  private static final Set<String> VENV =
      Set.of(
          "--system-site-packages",
          "--symlinks",
          "--copies",
          "--clear",
          "--without-pip",
          "--prompt");

  private final CommandRunner runner;
  private final InterpreterFinder interpreters;

  /** Creates a creator that runs Python through {@code runner}. */
  public VirtualenvCreator(CommandRunner runner, InterpreterFinder interpreters) {
    this.runner = runner;
    this.interpreters = interpreters;
  }

  /** Creates the virtualenv in {@code staged}, or takes the one that is to be added to. */
  public CreatedVirtualenv create(StagedVirtualenv staged) {
    BuildPlan plan = staged.plan();
    Interpreter interpreter = interpreters.find(plan.python().executable());
    StandardByteCode.link(interpreter, pycache(plan));
    if (!staged.extended()) {
      run(plan, interpreter, staged.tree());
    }
    Path staging = plan.target().staging().path();
    BuildPaths paths =
        new BuildPaths(
            Map.of(staging, Path.of("/"), staged.temporary(), Path.of("/")),
            BuildPaths.telling(plan.sources().directory(), plan.machine().buildTree(), staging),
            plan.allowedBuildPaths(),
            Optional.of(staged.temporary()));
    Virtualenv virtualenv =
        plan.inPlace()
            ? Virtualenv.inPlace(staged.tree(), plan.target().place(), interpreter)
            : Virtualenv.atPlace(staged.tree(), plan.target().place(), interpreter);
    return new CreatedVirtualenv(plan, virtualenv, paths, staged.temporary());
  }

  /** Returns whether venv takes {@code argument}, which may be the value of the one before it. */
  private static boolean known(String argument) {
    return !argument.startsWith("-") || VENV.contains(argument.replaceFirst("=.*", ""));
  }

  /** Returns where the interpreters that build keep their byte code. */
  private static Path pycache(BuildPlan plan) {
    return plan.machine().tools().resolve("pycache");
  }

  private void run(BuildPlan plan, Interpreter interpreter, Path tree) {
    try {
      Files.createDirectories(tree);
    } catch (IOException e) {
      throw FileFailure.of(tree, e);
    }
    List<String> more = plan.python().virtualenvArguments();
    boolean venv = more.stream().allMatch(VirtualenvCreator::known);
    String program = interpreter.executable().toString();
    List<String> arguments =
        new ArrayList<>(
            venv
                ? List.of(program, "-m", "venv", "--without-pip")
                : List.of("virtualenv", "--python=" + program, "--no-seed"));
    arguments.addAll(more);
    if (plan.python().systemSite() == SystemSite.AT_CREATION) {
      arguments.add("--system-site-packages");
    }
    arguments.add(tree.toString());
    Command command =
        new Command(
            arguments,
            tree, // python -m looks for modules in the working directory first
            Map.of("PYTHONPYCACHEPREFIX", pycache(plan).toString()));
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot create a virtualenv",
          command,
          result,
          venv
              ? "install python3-venv (python"
                  + interpreter.version()
                  + "-venv for this interpreter)"
              : "check --extra-virtualenv-arg; virtualenv takes it, because venv has no such argument");
    }
  }
}
