package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and malicious wheels are refused or installed, and nothing else happens.
 *
 * <p>What is installed has a true RECORD and is gone after it is removed; what is refused leaves
 * the tree as it was; nothing outside of the tree changes. {@code -Dwheel.fuzz.inputs=N
 * -Dwheel.fuzz.seed=S} makes it longer or different; a failure names the seed of its input.
 */
class WheelFuzzTest {
  private static final int INPUTS = Integer.getInteger("wheel.fuzz.inputs", 400);
  private static final long SEED = Long.getLong("wheel.fuzz.seed", 1);

  private static final String[] PIECES = {
    "..",
    ".",
    "/",
    "//",
    "\\",
    "\0",
    "\n",
    "\r",
    " ",
    ",",
    "\"",
    "demo",
    "demo-1.dist-info",
    "RECORD",
    "METADATA",
    "WHEEL",
    "INSTALLER",
    "REQUESTED",
    "direct_url.json",
    "entry_points.txt",
    "demo-1.data",
    "other-1.data",
    "scripts",
    "data",
    "headers",
    "purelib",
    "platlib",
    "bin",
    "python3",
    "activate",
    "pyvenv.cfg",
    "lib",
    "lib64",
    "python3.11",
    "site-packages",
    "link",
    "x.py",
    "__init__.py",
    "__pycache__",
    "x.cpython-311.pyc",
    "\u00e4",
    "\ud83d\udc0d",
    "C:",
    "~",
    "kept-1.dist-info",
    "=",
    ":",
    "[console_scripts]",
    "sha256=",
    "%s",
    "\u2028",
  };

  private static final int[] MODES = {
    0, 0644, 0100644, 0100755, 0104755, 0120777, 0040755, 0020666, 0xFFFF
  };

  @TempDir Path directory;

  private static TestWheel wheel() {
    TestWheel wheel = new TestWheel("demo", "1");
    return wheel
        .file("demo/__init__.py", "x = 1\n".repeat(40))
        .file("demo/data.bin", "\0\1\2".repeat(30_000))
        .file("demo/small", "s")
        .program("demo/tool", "#!/bin/sh\n")
        .file(wheel.data("scripts/run"), "#!python\nprint(1)\n")
        .file(wheel.data("data/share/demo"), "shared")
        .file(wheel.data("headers/demo.h"), "")
        .file(
            wheel.info("entry_points.txt"),
            "[console_scripts]\ndemo = demo.cli:main [extra]\n[gui_scripts]\ng = demo:g\n");
  }

  private static String name(Random random, Path root) {
    StringBuilder name = new StringBuilder();
    if (random.nextInt(12) == 0) {
      name.append(root).append('/');
    }
    int pieces = 1 + random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
      if (random.nextInt(3) > 0) {
        name.append('/');
      }
    }
    return name.append(random.nextInt(4) == 0 ? "" : "evil").toString();
  }

  private static String text(Random random, String text) {
    int edits = 1 + random.nextInt(3);
    String result = text;
    for (int i = 0; i < edits; i++) {
      int from = random.nextInt(result.length() + 1);
      int to = Math.min(result.length(), from + random.nextInt(8));
      String piece = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : "";
      result = result.substring(0, from) + piece + result.substring(to);
    }
    return result;
  }

  private static byte[] structure(Random random, Path root) {
    TestWheel wheel = wheel();
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      String content = "content " + i;
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> wheel.file(name(random, root), content);
        case 3 -> {
          String local = name(random, root);
          wheel.file(
              "demo/x" + i,
              content,
              member -> member.localName = local.getBytes(StandardCharsets.UTF_8));
        }
        case 4 ->
            wheel.file(
                "demo/x" + i,
                content,
                member -> {
                  member.mode = MODES[random.nextInt(MODES.length)];
                  member.flags = random.nextInt(4) == 0 ? random.nextInt(0xFFFF) : member.flags;
                });
        case 5 ->
            wheel.file(
                "demo/x" + i,
                content.repeat(100),
                member -> {
                  switch (random.nextInt(5)) {
                    case 0 -> member.size = random.nextInt();
                    case 1 -> member.localSize = random.nextInt();
                    case 2 -> member.crc = random.nextInt();
                    case 3 -> member.method = random.nextInt(100);
                    default -> member.packed = Arrays.copyOf(member.packed, random.nextInt(200));
                  }
                });
        case 6 -> {
          String file = List.of("METADATA", "WHEEL", "entry_points.txt").get(random.nextInt(3));
          String before =
              switch (file) {
                case "METADATA" -> "Metadata-Version: 2.1\nName: demo\nVersion: 1\n";
                case "WHEEL" -> "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n";
                default -> "[console_scripts]\ndemo = demo.cli:main [extra]\n";
              };
          wheel.file(wheel.info(file), text(random, before));
        }
        default -> wheel.row(text(random, "demo/small,sha256=BDxGBzQDcmF5,1"));
      }
    }
    return wheel.bytes();
  }

  private static byte[] damaged(Random random, byte[] whole) {
    byte[] content = whole.clone();
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int edits = 1 + random.nextInt(6);
    for (int i = 0; i < edits; i++) {
      // most of the damage hits the directory, which is at the end
      int where =
          random.nextInt(3) == 0
              ? random.nextInt(content.length)
              : content.length - 1 - random.nextInt(Math.min(1500, content.length));
      switch (random.nextInt(4)) {
        case 0 -> content[where] ^= (byte) (1 << random.nextInt(8));
        case 1 -> content[where] = (byte) random.nextInt();
        case 2 -> buffer.putShort(Math.min(where, content.length - 2), (short) random.nextInt());
        default -> buffer.putInt(Math.min(where, content.length - 4), -1 >>> random.nextInt(32));
      }
    }
    return random.nextInt(20) == 0
        ? Arrays.copyOf(content, random.nextInt(content.length))
        : content;
  }

  private List<String> outside() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !path.toString().contains("/tree/"))
          .filter(path -> !path.toString().endsWith(".whl"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  @Test
  void mutated_wheels_are_survived() throws IOException {
    TestTree tree = new TestTree(directory);
    Files.createSymbolicLink(tree.path("link"), directory);
    tree.install(new TestWheel("kept", "1").file("kept.py", ""));
    WheelFile file = wheel().write(tree.wheels);
    byte[] good = Files.readAllBytes(file.file());
    List<String> before = tree.listing();
    List<String> outside = outside();
    int installed = 0;
    for (int i = 0; i < INPUTS; i++) {
      long seed = SEED * 1_000_003 + i;
      Random random = new Random(seed);
      byte[] content =
          switch (i % 4) {
            case 0 -> damaged(random, good);
            case 1 -> damaged(random, structure(random, directory));
            default -> structure(random, directory);
          };
      Files.write(file.file(), content);
      try {
        if (survives(tree, file)) {
          installed++;
          RecordAudit.check(tree);
          new WheelUninstaller(tree.scheme).uninstall(Set.of(new DistributionName("demo")));
        }
        assertThat(tree.listing()).isEqualTo(before);
        assertThat(outside()).isEqualTo(outside);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("input with seed " + seed, e);
      }
    }
    assertThat(installed).as("wheels that are still good").isBetween(INPUTS / 50, INPUTS / 2);
  }

  private static boolean survives(TestTree tree, WheelFile file) {
    try {
      new WheelInstaller(tree.scheme, 1 << 24, tree.findings, ModuleListener.NONE)
          .install(List.of(file));
      return true;
    } catch (EngineException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ExitCode.PACKAGING);
      assertThat(e.getMessage()).isNotEmpty();
      return false;
    }
  }
}
