package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dhvirtualenv.engine.bytecode.ByteCompiler;
import org.dhvirtualenv.engine.bytecode.CacheTag;
import org.dhvirtualenv.engine.install.ByteCodeWhileUnpacking;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.phase.Progress;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Wheels whose modules the machine's own interpreter compiles while they are unpacked. */
@Timeout(60)
class CompiledWheelTest {
  @TempDir Path directory;

  private static ByteCompiler compiler(TestTree tree) {
    return new ByteCompiler(
        new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {}),
        Path.of("/usr/bin/python3"),
        tree.scheme.tree(),
        InstallPath.of("/opt/app"),
        ByteCompiler.Check.UNCHECKED);
  }

  private static void install(TestTree tree, ByteCompiler compiler, TestWheel... wheels)
      throws IOException {
    Phases phases = new Phases(System::nanoTime, Progress.NONE);
    tree.install(Long.MAX_VALUE, new ByteCodeWhileUnpacking(compiler, phases), wheels);
  }

  /** Waits for the byte code, so that RECORD can have it. */
  private record Waiting(ByteCompiler compiler) implements ModuleListener {
    @Override
    public void complete(Path module, long size) {
      compiler.add(module, size);
    }

    @Override
    public Set<Path> compiled() {
      return compiler.finish();
    }

    @Override
    public void abandon() {
      compiler.close();
    }
  }

  private static TestWheel wheel() {
    TestWheel wheel = new TestWheel("demo", "1").file("demo/bad.py", "def f(:\n");
    for (int i = 0; i < 50; i++) {
      wheel.file("demo/m" + i + ".py", "x = " + i + "\n");
    }
    return wheel.file("demo/__pycache__/m1." + CacheTag.own() + ".pyc", "theirs");
  }

  @Test
  void the_result_is_the_same_each_time_and_record_is_true() throws IOException {
    TreeSet<String> results = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      TestTree tree = new TestTree(directory.resolve("try" + i), "/opt/app", CacheTag.own());
      try (ByteCompiler compiler = compiler(tree)) {
        tree.install(Long.MAX_VALUE, new Waiting(compiler), wheel());
      }
      RecordAudit.check(tree);
      assertThat(tree.path(TestTree.SITE + "/demo/__pycache__").toFile().list()).hasSize(50);
      results.add(String.join("\n", tree.listing()));
    }
    assertThat(results).hasSize(1);
  }

  /** Byte code that appears when its module has given way would be that of nothing. */
  @Test
  void modules_give_way_only_when_nobody_reads_them() throws IOException {
    TestTree tree = new TestTree(directory, "/opt/app", CacheTag.own());
    try (ByteCompiler compiler = compiler(tree)) {
      for (int i = 0; i < 30; i++) {
        TestWheel wheel = new TestWheel("demo", "1." + i).file("demo/m" + i + ".py", "x = 1\n");
        for (int j = 0; j < 20; j++) {
          wheel.file("demo/common" + j + ".py", "y = " + i + "\n");
        }
        install(tree, compiler, wheel);
      }
      compiler.finish();
    }
    String suffix = "." + CacheTag.own() + ".pyc";
    assertThat(tree.path(TestTree.SITE + "/demo/__pycache__").toFile().list())
        .hasSize(21)
        .contains("m29" + suffix)
        .doesNotContain("m28" + suffix);
  }

  @Test
  void byte_code_is_made_on_when_everything_is_installed() throws IOException {
    TestTree tree = new TestTree(directory, "/opt/app", CacheTag.own());
    try (ByteCompiler compiler = compiler(tree)) {
      install(tree, compiler, wheel());
      install(tree, compiler, new TestWheel("other", "1").file("other.py", "x = 1\n"));
      assertThat(compiler.finish()).hasSize(51).contains(tree.path(TestTree.SITE + "/other.py"));
    }
    assertThat(tree.path(TestTree.SITE + "/demo/__pycache__").toFile().list()).hasSize(50);
  }

  @Test
  void a_refused_wheel_leaves_no_byte_code() throws IOException {
    TestTree tree = new TestTree(directory, "/opt/app", CacheTag.own());
    tree.install(new TestWheel("before", "1").file("demo/kept.txt", ""));
    List<String> before = tree.listing();
    TestWheel bad = new TestWheel("bad", "1").file("z", "", member -> member.crc++);
    assertThatThrownBy(() -> install(tree, compiler(tree), wheel(), bad))
        .hasMessageContaining("CRC-32");
    assertThat(tree.listing()).isEqualTo(before);
  }
}
