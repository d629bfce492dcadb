package org.dhvirtualenv.engine.finish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Compiles all modules, so that the byte code belongs to dpkg and disappears with the package.
 *
 * <p>Hash-based files (PEP 552) do not depend on time stamps. A module that does not compile, such
 * as a template or a test of a syntax error, is left without byte code: importing it would fail in
 * the same way. The byte code is the same from any directory and on any number of processors.
 */
final class ByteCompiler {
  /** Whether the interpreter compares the source's hash with that in the byte code. */
  enum Check {
    /** Never: dpkg keeps source and byte code together. */
    UNCHECKED(1),
    /** At each import: somebody may edit the source. */
    CHECKED(3);

    private final int flags;

    Check(int flags) {
      this.flags = flags;
    }
  }

  private final CommandRunner runner;
  private final Check check;

  /** Creates a compiler that runs the virtualenv's interpreter through {@code runner}. */
  ByteCompiler(CommandRunner runner, Check check) {
    this.runner = runner;
    this.check = check;
  }

  /** Compiles the modules of {@code virtualenv} with file names as they are on the target. */
  void compile(Virtualenv virtualenv) {
    Path program = Path.of("byte_compiler.py");
    try {
      program = Files.createTempFile("byte_compiler", ".py");
      try (InputStream ours =
          Objects.requireNonNull(ByteCompiler.class.getResourceAsStream("byte_compiler.py"))) {
        Files.write(program, ours.readAllBytes());
        run(virtualenv, program);
      } finally {
        Files.delete(program);
      }
    } catch (IOException e) {
      throw FileFailure.of(program, e);
    }
  }

  private void run(Virtualenv virtualenv, Path program) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PYTHONHASHSEED", "0");
    environment.put("PYTHONPATH", "");
    environment.put("PYTHONPYCACHEPREFIX", "");
    environment.put("PYTHONDONTWRITEBYTECODE", "");
    environment.put("PYTHONOPTIMIZE", "");
    Command command =
        new Command(
            List.of(
                virtualenv.interpreter().executable().toString(),
                "-s",
                program.toString(),
                virtualenv.tree().toString(),
                virtualenv.place().toString(),
                Integer.toString(check.flags)),
            Path.of("/"),
            environment);
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot compile the modules",
          command,
          result,
          "check the interpreter given with --python");
    }
  }
}
