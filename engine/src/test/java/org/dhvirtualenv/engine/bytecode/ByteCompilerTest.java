package org.dhvirtualenv.engine.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dhvirtualenv.engine.bytecode.ByteCompiler.Check;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.process.RunningProgram;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the machine's own interpreter. */
@Timeout(60)
class ByteCompilerTest {
  private static final SystemCommandRunner RUNNER =
      new SystemCommandRunner(
          Map.of("PATH", "/usr/bin:/bin", "PYTHONHASHSEED", "7", "PYTHONOPTIMIZE", "2"),
          false,
          line -> {});

  @TempDir Path directory;

  private static ByteCompiler compiler(Path tree, String interpreter, Check check) {
    return new ByteCompiler(RUNNER, Path.of(interpreter), tree, InstallPath.of("/opt/app"), check);
  }

  private static Set<Path> compileAll(Path tree) {
    try (ByteCompiler compiler = compiler(tree, "/usr/bin/python3", Check.UNCHECKED)) {
      compiler.addAll();
      return compiler.finish();
    }
  }

  private static String file(String module) {
    return module + "." + CacheTag.own() + ".pyc";
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
    Path good = Files.writeString(site.resolve("good.py"), "def f():\n    return 1\n");
    Files.writeString(site.resolve("bad.py"), "def f(:\n");
    Files.write(site.resolve("nul.py"), new byte[] {'x', 0});
    Files.write(site.resolve("latin.py"), new byte[] {'"', (byte) 0xe4, '"'});
    Files.writeString(site.resolve("deep.py"), "(".repeat(5000) + ")".repeat(5000));
    Files.writeString(site.resolve("m".repeat(243) + ".py"), "");
    Files.createSymbolicLink(site.resolve("gone.py"), Path.of("nowhere"));
    Path umlaut = Files.writeString(site.resolve("\u00e4.py"), "x = 1\n");
    assertThat(compileAll(directory)).containsExactlyInAnyOrder(good, umlaut);
    Map<String, String> code = byteCode(directory);
    assertThat(code).hasSize(2);
    assertThat(code.get("lib/x/__pycache__/" + file("good")))
        .contains("/opt/app/lib/x/good.py")
        .doesNotContain(directory.toString());
  }

  @Test
  void the_header_says_how_the_hash_is_used() throws IOException {
    for (Check check : Check.values()) {
      Path tree = directory.resolve(check.name());
      Path module = Files.createDirectories(tree.resolve("lib")).resolve("m.py");
      Files.writeString(module, "'''doc'''\nassert x\n");
      try (ByteCompiler compiler = compiler(tree, "/usr/bin/python3", check)) {
        compiler.addAll();
        assertThat(compiler.finish()).containsExactly(module);
      }
      byte[] content = Files.readAllBytes(tree.resolve("lib/__pycache__").resolve(file("m")));
      int flags = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
      assertThat(flags).isEqualTo(check == Check.UNCHECKED ? 1 : 3);
      assertThat(new String(content, StandardCharsets.ISO_8859_1))
          .as("not optimised, whatever the environment says")
          .contains("doc");
    }
  }

  private Map<String, String> kept(String tree, Path cache, String... sources) throws IOException {
    Path root = directory.resolve(tree);
    Path library = Files.createDirectories(root.resolve("lib"));
    for (int i = 0; i < sources.length; i++) {
      Files.writeString(library.resolve("m" + i + ".py"), sources[i]);
    }
    try (ByteCompiler compiler =
        new ByteCompiler(
            RUNNER,
            Path.of("/usr/bin/python3"),
            root,
            InstallPath.of("/opt/app"),
            Check.UNCHECKED,
            Optional.of(cache))) {
      compiler.addAll();
      compiler.finish();
    }
    return byteCode(root);
  }

  private static List<Path> entries(Path cache) {
    return Trees.regularFiles(cache).stream().filter(file -> !file.endsWith("pruned")).toList();
  }

  @Test
  void a_cache_gives_what_was_compiled_before_and_nothing_else() throws IOException {
    Path cache = directory.resolve("new/cache");
    String[] sources = {"x = 1\n", "y = 2\n", "def f(:\n", "x = 1\n"};
    Map<String, String> first = kept("first", cache, sources);
    assertThat(first).hasSize(3).isEqualTo(kept("none", Path.of("/dev/null/cache"), sources));
    assertThat(entries(cache)).as("the name of the file counts").hasSize(3);

    // half of an entry, another one's content, and one that is as it should be but for its sense
    List<Path> entries = entries(cache);
    byte[] whole = Files.readAllBytes(entries.get(0));
    Files.write(entries.get(0), Arrays.copyOf(whole, whole.length - 1));
    Files.write(entries.get(1), new byte[0]);
    assertThat(kept("second", cache, sources)).isEqualTo(first);
    assertThat(Files.readAllBytes(entries.get(0))).isEqualTo(whole);
    byte[] other = Files.readAllBytes(entries.get(1));
    entries.forEach(entry -> copy(other, entry));
    assertThat(Set.copyOf(kept("third", cache, sources).values())).as("it is used").hasSize(1);
    assertThat(kept("fourth", cache, "x = 3\n").values())
        .doesNotContainAnyElementsOf(first.values());
  }

  private static void copy(byte[] content, Path file) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_nobody_has_read_for_a_month_leaves_the_cache() throws IOException {
    Path cache = directory.resolve("cache");
    kept("first", cache, "x = 1\n", "y = 2\n");
    Path old = entries(cache).get(0);
    Files.getFileAttributeView(old, BasicFileAttributeView.class)
        .setTimes(FileTime.fromMillis(0), FileTime.fromMillis(0), FileTime.fromMillis(0));
    kept("second", cache, "z = 3\n");
    assertThat(old).as("it is looked for once a day").exists();
    Files.setLastModifiedTime(cache.resolve("pruned"), FileTime.fromMillis(0));
    kept("third", cache, "z = 3\n");
    assertThat(old).doesNotExist();
    assertThat(entries(cache)).hasSize(2);
  }

  @Test
  void it_does_not_depend_on_what_else_is_compiled_nor_when() throws IOException {
    String shared = "VALUE = {'alpha': 'beta_gamma', 'delta': ('epsilon', 7.5)}\n";
    for (String tree : List.of("few", "many")) {
      Path site = Files.createDirectories(directory.resolve(tree).resolve("lib/x"));
      List<Path> modules = new ArrayList<>();
      for (int i = 0; i < (tree.equals("few") ? 4 : 40); i++) {
        String text =
            shared
                + "class C"
                + i
                + ":\n    alpha = beta_gamma_"
                + i % 7
                + " = 'delta'\n"
                + "    def epsilon(self, alpha, beta_gamma=None):\n"
                + "        return lambda zeta: (self, alpha, zeta, frozenset(('a', 'b', None)))\n";
        modules.add(Files.writeString(site.resolve(String.format("m%02d.py", i)), text));
      }
      Collections.shuffle(modules, new Random(1));
      try (ByteCompiler compiler =
          compiler(directory.resolve(tree), "/usr/bin/python3", Check.UNCHECKED)) {
        for (Path module : modules) {
          compiler.add(module, module.hashCode());
        }
        assertThat(compiler.finish()).hasSize(modules.size());
      }
    }
    Map<String, String> many = byteCode(directory.resolve("many"));
    assertThat(many).hasSize(40).containsAllEntriesOf(byteCode(directory.resolve("few")));
  }

  @Test
  void an_old_file_is_replaced_and_what_it_links_to_is_not() throws IOException {
    Path cache = Files.createDirectories(directory.resolve("lib/__pycache__"));
    Files.writeString(directory.resolve("lib/m.py"), "x = 1\n");
    Path other = Files.writeString(directory.resolve("other"), "untouched");
    Path code = Files.createSymbolicLink(cache.resolve(file("m")), other);
    assertThat(compileAll(directory)).hasSize(1);
    assertThat(Files.isSymbolicLink(code)).isFalse();
    assertThat(other).hasContent("untouched");
  }

  @Test
  void an_interpreter_that_fails_is_named() {
    assertThatThrownBy(
            () -> {
              try (ByteCompiler compiler = compiler(directory, "/bin/false", Check.UNCHECKED)) {
                compiler.add(directory.resolve("lib/m.py"), 1);
                compiler.finish();
              }
            })
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot compile")
        .hasMessageContaining("status 1");
  }

  @Test
  void the_module_that_cannot_be_written_is_named_with_the_reason() throws IOException {
    Path module = Files.createDirectories(directory.resolve("lib")).resolve("m.py");
    Files.writeString(module, "pass\n");
    Files.writeString(module.resolveSibling("__pycache__"), "in the way\n");
    assertThatThrownBy(() -> compileAll(directory))
        .hasMessageContaining("cannot compile '" + module + "'")
        .hasMessageContaining("NotADirectoryError");
  }

  @Test
  void after_it_is_closed_nothing_is_written() throws IOException {
    Path site = Files.createDirectories(directory.resolve("lib"));
    for (int i = 0; i < 500; i++) {
      Files.writeString(site.resolve("m" + i + ".py"), "x = [" + "1, ".repeat(5000) + "]\n");
    }
    ByteCompiler compiler = compiler(directory, "/usr/bin/python3", Check.UNCHECKED);
    compiler.addAll();
    compiler.close();
    int count = byteCode(directory).size();
    assertThat(count).isLessThan(500);
    Trees.delete(site.resolve("__pycache__"));
    compiler.add(site.resolve("m1.py"), 1);
    assertThat(site.resolve("__pycache__")).doesNotExist();
  }

  /** Answers like an interpreter that dies after some modules. */
  private static ProgramStarter dying(AtomicInteger answers) {
    return command ->
        new RunningProgram() {
          private volatile boolean died;

          @Override
          public java.io.OutputStream input() {
            return java.io.OutputStream.nullOutputStream();
          }

          @Override
          public java.io.InputStream output() {
            return new java.io.InputStream() {
              @Override
              public int read() {
                died = answers.getAndDecrement() <= 0;
                return died ? -1 : '1';
              }
            };
          }

          @Override
          public CommandResult end() {
            return died
                ? new CommandResult(139, List.of("Fatal Python error"))
                : new CommandResult(0, List.of());
          }

          @Override
          public void close() {}
        };
  }

  @Test
  void a_crash_names_the_module_and_is_the_fault_of_the_tool() {
    ByteCompiler compiler =
        new ByteCompiler(
            dying(new AtomicInteger(3)),
            Path.of("/usr/bin/python3"),
            directory,
            InstallPath.of("/opt/app"),
            Check.UNCHECKED);
    for (int i = 0; i < 9; i++) {
      compiler.add(directory.resolve("lib/m" + i + ".py"), 1);
    }
    assertThatThrownBy(compiler::finish)
        .hasMessageContaining("cannot compile '" + directory)
        .hasMessageContaining("Fatal Python error")
        .extracting(failure -> ((EngineException) failure).code())
        .isEqualTo(ExitCode.TOOL);
  }
}
