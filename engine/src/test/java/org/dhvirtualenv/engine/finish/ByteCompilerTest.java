package org.dhvirtualenv.engine.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finish.ByteCompiler.Check;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the machine's own interpreter. */
class ByteCompilerTest {
  private static final CommandRunner RUNNER =
      new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {});

  @TempDir Path directory;

  private static Interpreter interpreter(String executable) {
    if (!executable.equals("/usr/bin/python3")) {
      return new Interpreter(Path.of(executable), "3", "none", Optional.empty());
    }
    return new InterpreterFinder(RUNNER, List.of()).find(executable);
  }

  private static void compile(Path tree, String executable) {
    new ByteCompiler(RUNNER, Check.UNCHECKED)
        .compile(Virtualenv.atPlace(tree, InstallPath.of("/opt/app"), interpreter(executable)));
  }

  private static Map<String, String> byteCode(Path tree) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path file : Trees.regularFiles(tree)) {
      if (file.toString().endsWith(".pyc")) {
        found.put(
            tree.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }

  @Test
  void modules_with_errors_are_left_out_and_the_rest_has_final_paths() throws IOException {
    Path site = Files.createDirectories(directory.resolve("lib/x"));
    Files.writeString(site.resolve("good.py"), "def f():\n    return 1\n");
    Files.writeString(site.resolve("bad.py"), "def f(:\n");
    Files.write(site.resolve("nul.py"), new byte[] {'x', 0});
    Files.write(site.resolve("latin.py"), new byte[] {'"', (byte) 0xe4, '"'});
    Files.createSymbolicLink(site.resolve("gone.py"), Path.of("nowhere"));
    compile(directory, "/usr/bin/python3");
    Map<String, String> code = byteCode(directory);
    assertThat(code).hasSize(1);
    assertThat(code.values().iterator().next())
        .contains("/opt/app/lib/x/good.py")
        .doesNotContain(directory.toString());
  }

  @Test
  void it_does_not_depend_on_what_else_is_compiled() throws IOException {
    String shared = "VALUE = {'alpha': 'beta_gamma', 'delta': ('epsilon', 7.5)}\n";
    for (String tree : List.of("few", "many")) {
      Path site = Files.createDirectories(directory.resolve(tree).resolve("lib/x"));
      for (int i = 0; i < (tree.equals("few") ? 4 : 40); i++) {
        Files.writeString(
            site.resolve(String.format("m%02d.py", i)),
            shared
                + "class C"
                + i
                + ":\n    alpha = beta_gamma_"
                + i % 7
                + " = 'delta'\n"
                + "    def epsilon(self, alpha, beta_gamma=None):\n"
                + "        return lambda zeta: (self, alpha, zeta, frozenset(('a', 'b', None)))\n");
      }
      compile(directory.resolve(tree), "/usr/bin/python3");
    }
    Map<String, String> many = byteCode(directory.resolve("many"));
    assertThat(many).hasSize(40).containsAllEntriesOf(byteCode(directory.resolve("few")));
  }

  @Test
  void an_interpreter_that_fails_is_named() {
    assertThatThrownBy(() -> compile(directory, "/bin/false"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot compile the modules");
  }

  @Test
  void the_program_is_ended_with_the_worst_status_of_its_workers() throws IOException {
    Path module = Files.createDirectories(directory.resolve("lib")).resolve("m.py");
    Files.writeString(module, "pass\n");
    Files.writeString(module.resolveSibling("__pycache__"), "in the way\n");
    assertThatThrownBy(() -> compile(directory, "/usr/bin/python3"))
        .hasMessageContaining("FileExistsError");
  }
}
