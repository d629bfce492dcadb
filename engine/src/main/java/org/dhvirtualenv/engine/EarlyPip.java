package org.dhvirtualenv.engine;

import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.EarlyTask;
import org.dhvirtualenv.engine.python.InterpreterFinder;

/** Makes pip ready while a virtualenv is created for it. */
final class EarlyPip {
  private EarlyPip() {}

  /** Begins to make ready the pip of {@code plan}, for the interpreter that will run it. */
  static EarlyTask<PipTool> of(
      BuildPlan plan, InterpreterFinder interpreters, CommandRunner runner) {
    String python = plan.python().executable();
    return PipTool.early(plan.machine().tools(), () -> interpreters.program(python), runner);
  }
}
