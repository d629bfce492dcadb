package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private static ModuleListener compiling(TestTree tree) {
    return new ByteCodeWhileUnpacking(
        new ByteCompiler(
            new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {}),
            Path.of("/usr/bin/python3"),
            tree.scheme.tree(),
            InstallPath.of("/opt/app"),
            ByteCompiler.Check.UNCHECKED),
        new Phases(System::nanoTime, Progress.NONE));
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
      tree.install(Long.MAX_VALUE, compiling(tree), wheel());
      RecordAudit.check(tree);
      assertThat(tree.path(TestTree.SITE + "/demo/__pycache__").toFile().list()).hasSize(50);
      results.add(String.join("\n", tree.listing()));
    }
    assertThat(results).hasSize(1);
  }

  @Test
  void a_refused_wheel_leaves_no_byte_code() throws IOException {
    TestTree tree = new TestTree(directory, "/opt/app", CacheTag.own());
    tree.install(new TestWheel("before", "1").file("demo/kept.txt", ""));
    List<String> before = tree.listing();
    assertThatThrownBy(
            () ->
                tree.install(
                    Long.MAX_VALUE,
                    compiling(tree),
                    wheel(),
                    new TestWheel("bad", "1").file("z", "", member -> member.crc++)))
        .hasMessageContaining("CRC-32");
    assertThat(tree.listing()).isEqualTo(before);
  }
}
