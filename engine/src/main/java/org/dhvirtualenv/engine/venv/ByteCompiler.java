package org.dhvirtualenv.engine.venv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.phase.CompiledVirtualenv;
import org.dhvirtualenv.engine.phase.Interpreter;
import org.dhvirtualenv.engine.phase.RelocatedVirtualenv;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Compiles all modules, so that the byte code belongs to dpkg and disappears with the package.
 *
 * <p>Unchecked hash-based files (PEP 552) do not depend on time stamps. A module that does not
 * compile, such as a template or a test of a syntax error, is left without byte code: importing it
 * would fail in the same way.
 */
public final class ByteCompiler {
  /** The beginning of compileall's own report of a module that does not compile. */
  private static final String REPORT = "*** ";

  private static final String CRASH = "Traceback ";

  private final CommandRunner runner;

  /** Creates a compiler that runs the virtualenv's interpreter through {@code runner}. */
  public ByteCompiler(CommandRunner runner) {
    this.runner = runner;
  }

  /** Compiles the modules of {@code relocated} with file names as they are on the target. */
  public CompiledVirtualenv compile(RelocatedVirtualenv relocated) {
    VirtualenvSpec spec = relocated.spec();
    CommandResult result = runner.query(command(spec, relocated.interpreter(), "0"));
    if (crashed(result)) {
      // without usable semaphores, as in a chroot without /dev/shm, there are no worker processes
      Command alone = command(spec, relocated.interpreter(), "1");
      result = runner.query(alone);
      if (crashed(result)) {
        throw ToolFailure.of(
            "compileall has crashed", alone, result, "check the interpreter given with --python");
      }
    }
    return new CompiledVirtualenv(spec, relocated.interpreter(), relocated.changed());
  }

  private static boolean crashed(CommandResult result) {
    return !result.succeeded()
        && (result.output().stream().noneMatch(line -> line.startsWith(REPORT))
            || result.output().stream().anyMatch(line -> line.startsWith(CRASH)));
  }

  private static Command command(VirtualenvSpec spec, Interpreter interpreter, String workers) {
    String script =
        "import sys, compileall; sys.stderr = sys.stdout;"
            + " sys.exit(not compileall.compile_dir(sys.argv[1], quiet=1, force=True,"
            + " stripdir=sys.argv[2], prependdir='/', workers=int(sys.argv[3]),"
            + " invalidation_mode=__import__('py_compile').PycInvalidationMode.UNCHECKED_HASH))";
    List<String> arguments =
        new ArrayList<>(
            List.of(
                interpreter.executable().toString(),
                "-s",
                "-c",
                script,
                spec.staged().resolve("lib").toString(),
                spec.staging().toString(),
                workers));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PYTHONHASHSEED", "0");
    environment.put("PYTHONPATH", "");
    environment.put("PYTHONPYCACHEPREFIX", "");
    environment.put("PYTHONDONTWRITEBYTECODE", "");
    return new Command(arguments, Path.of("/"), environment);
  }
}
