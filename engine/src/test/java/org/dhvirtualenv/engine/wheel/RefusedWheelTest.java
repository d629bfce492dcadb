package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.archive.RawZip;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wheel that is refused is named, and nothing of it or of its companions is left. */
class RefusedWheelTest {
  private static final String LONG = "x = 1\n".repeat(100);

  private static final String WRONG = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

  @TempDir Path directory;

  private void refused(TestWheel wheel, String message) throws IOException {
    refused(Long.MAX_VALUE, wheel, message);
  }

  private void refused(long limit, TestWheel wheel, String message) throws IOException {
    TestTree tree = new TestTree(directory);
    tree.install(new TestWheel("before", "1").file("before.py", "x").file("shared.txt", "old"));
    List<String> before = tree.listing();
    List<String> outside = outside();
    Abandoned modules = new Abandoned();
    TestWheel good =
        new TestWheel("good", "1")
            .file("good/__init__.py", LONG)
            .file("shared.txt", "new")
            .file("good/sub/x.py", LONG);
    Throwable failure = catchThrowable(() -> tree.install(limit, modules, good, wheel));
    assertThat(failure).isInstanceOf(EngineException.class).hasMessageContaining(message);
    assertThat(((EngineException) failure).code()).isEqualTo(ExitCode.PACKAGING);
    assertThat(((EngineException) failure).hint()).isNotEmpty();
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(tree.listing()).isEqualTo(before);
    assertThat(outside()).isEqualTo(outside);
    RecordAudit.check(tree);
  }

  private List<String> outside() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(Path::toString)
          .filter(path -> !path.contains("/tree/") && !path.endsWith(".whl"))
          .sorted()
          .toList();
    }
  }

  /** Writes byte code as a compiler would, so that it has to be taken back. */
  private static final class Abandoned implements ModuleListener {
    @Override
    public void complete(Path module, long size) {
      try {
        Path cache = Files.createDirectories(module.resolveSibling("__pycache__"));
        String name = module.getFileName().toString().replace(".py", ".cpython-311.pyc");
        Files.writeString(cache.resolve(name), "byte code");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public Set<Path> compiled() {
      return Set.of();
    }

    @Override
    public void abandon() {}
  }

  private static TestWheel bad() {
    return new TestWheel("bad", "1");
  }

  private static TestWheel edited(Consumer<RawZip.Member> edit) {
    return bad().file("bad.py", LONG, edit);
  }

  static Stream<Arguments> wheels() {
    return Stream.of(
        // content
        Arguments.of(
            "whose hash is not the one in RECORD",
            renamed("other.py").row("other.py," + WRONG + ",600")),
        Arguments.of(
            "of 600 bytes, and RECORD says 7", renamed("other.py").row("other.py," + WRONG + ",7")),
        Arguments.of("'other.py' without a hash in RECORD", renamed("other.py")),
        Arguments.of(
            "with a hash in RECORD that is not allowed: md5=abc",
            renamed("other.py").row("other.py,md5=abc,")),
        Arguments.of("without a hash in RECORD", renamed("other.py").row("other.py,,")),
        Arguments.of("more bytes than it declares", declaring(599)),
        Arguments.of("it has 600 bytes and declares 601", declaring(601)),
        Arguments.of("its CRC-32 is not the declared one", edited(member -> member.crc ^= 1)),
        Arguments.of(
            "its compressed content is damaged",
            edited(member -> Arrays.fill(member.packed, (byte) 0xff))),
        Arguments.of(
            "its compressed content is incomplete",
            edited(member -> member.packed = Arrays.copyOf(member.packed, 10))),
        Arguments.of(
            "its compressed content ends too early",
            edited(
                member -> member.packed = Arrays.copyOf(member.packed, member.packed.length + 3))),
        Arguments.of("it is encrypted", edited(member -> member.flags |= 1)),
        Arguments.of(
            "it has compression method 12",
            edited(member -> member.method = member.localMethod = 12)),
        Arguments.of(
            "its local header differs", edited(member -> member.localName = bytes("evl.py"))),
        Arguments.of(
            "its local header differs", edited(member -> member.localName = bytes("evil.py"))),
        Arguments.of("its local header differs", edited(member -> member.localSize = 3)),
        Arguments.of("its local header differs", edited(member -> member.localMethod = 0)),
        // names
        Arguments.of("'bad.py' twice", bad().file("bad.py", LONG).file("bad.py#1", LONG)),
        Arguments.of("'bad.py' twice", bad().file("bad.py", LONG).file(".//bad.py", LONG)),
        Arguments.of("'/bad.py' that leads out", bad().file("/bad.py", LONG)),
        Arguments.of("'../bad.py' that leads out", bad().file("../bad.py", LONG)),
        Arguments.of("'x/../../bad.py' that leads out", bad().file("x/../../bad.py", LONG)),
        Arguments.of("'x/..' that leads out", bad().file("x/..", LONG)),
        Arguments.of("that leads out", bad().file("bad-1.data/data/../../x", LONG)),
        Arguments.of("with a backslash", bad().file("x\\bad.py", LONG)),
        Arguments.of("'x\\x00.py' with a control character", bad().file("x\0.py", LONG)),
        Arguments.of("'x\\x0a.py' with a control character", renamed("x\n.py")),
        Arguments.of("whose name is longer", bad().file("x".repeat(256), LONG)),
        Arguments.of(
            "whose name is not UTF-8",
            edited(
                member -> {
                  member.name = member.localName = new byte[] {'x', (byte) 0xff};
                  member.flags = RawZip.UTF8;
                })),
        Arguments.of("without a name", bad().file(".", LONG)),
        Arguments.of("also a directory", bad().file("bad.py", LONG).file("bad.py/x", LONG)),
        // types
        Arguments.of("that is a link", edited(member -> member.mode = 0120777)),
        Arguments.of("that is a link, a device", edited(member -> member.mode = 0020666)),
        Arguments.of("that is a link, a device", edited(member -> member.mode = 0010666)),
        // metadata
        Arguments.of("has no WHEEL", bad().without("bad-1.dist-info/WHEEL")),
        Arguments.of("has no METADATA", bad().without("bad-1.dist-info/METADATA")),
        Arguments.of(
            "no valid Wheel-Version",
            bad().file("bad-1.dist-info/WHEEL", "Root-Is-Purelib: true\n")),
        Arguments.of(
            "has Wheel-Version 2.0", bad().file("bad-1.dist-info/WHEEL", "Wheel-Version: 2.0\n")),
        Arguments.of(
            "several .dist-info directories: bad-1.dist-info, good-1.dist-info",
            bad().file("good-1.dist-info/METADATA", "x")),
        Arguments.of("is worse 1, not bad 1", metadata("Name: worse\nVersion: 1\n")),
        Arguments.of("is bad 2, not bad 1", metadata("Name: bad\nVersion: 2\n")),
        Arguments.of("without name or version", metadata("Name: bad\n\nVersion: 1\n")),
        Arguments.of("which its name does not say", bad().named("other-1-py3-none-any.whl")),
        Arguments.of("which its name does not say", bad().named("bad-1.1-py3-none-any.whl")),
        Arguments.of("which its name does not say", bad().named("bad.whl")),
        Arguments.of("has a RECORD that is no text", bad().record("x\0,,\n")),
        Arguments.of("has a RECORD with the row 'x,y,z'", bad().record("x,y,z\n")),
        Arguments.of(
            "has a RECORD with two hashes of 'x'", bad().row("x,sha256=a,").row("x,sha256=b,")),
        Arguments.of(
            "has a RECORD that is no text",
            bad().file("bad-1.dist-info/RECORD", new byte[] {(byte) 0xff, 'x'}, member -> {})),
        // places
        Arguments.of("in no part of .data", bad().file("bad-1.data/x", LONG)),
        Arguments.of("in a part of .data that is unknown", bad().file("bad-1.data/stdlib/x", LONG)),
        Arguments.of("is a part of the virtualenv", bad().file("bad-1.data/data/pyvenv.cfg", LONG)),
        Arguments.of("is a part of the virtualenv", bad().file("bad-1.data/scripts/python3", LONG)),
        Arguments.of(
            "is a part of the virtualenv", bad().file("bad-1.data/data/bin/activate", LONG)),
        Arguments.of("is a part of the virtualenv", points("python3.11 = bad:main")),
        Arguments.of("would lie outside", bad().file("bad-1.data/data/bin/python3/x", LONG)),
        Arguments.of(
            "among the metadata", bad().file("bad-1.data/purelib/before-1.dist-info/RECORD", LONG)),
        // scripts
        Arguments.of("cannot be a file: 'a/b = bad:main'", points("a/b = bad:main")),
        Arguments.of("cannot be a file: '.. = bad:main'", points(".. = bad:main")),
        Arguments.of("cannot be a file: '= bad:main'", points("= bad:main")),
        Arguments.of("cannot be a file: 'a\\x07 = bad:main'", points("a\u0007 = bad:main")),
        Arguments.of("not MODULE:FUNCTION: 'a = bad'", points("a = bad")),
        Arguments.of("not MODULE:FUNCTION: 'a = bad:'", points("a = bad:")),
        Arguments.of("not MODULE:FUNCTION: 'a = os:system(1)'", points("a = os:system(1)")),
        Arguments.of("cannot be a file: 'nonsense'", points("nonsense")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static TestWheel renamed(String name) {
    return edited(member -> member.name = member.localName = bytes(name));
  }

  /** Returns a wheel whose headers agree on a wrong size, and RECORD has none. */
  private static TestWheel declaring(long size) {
    return edited(
            member -> {
              member.name = member.localName = bytes("other.py");
              member.size = member.localSize = size;
            })
        .row("other.py," + WRONG + ",");
  }

  private static TestWheel metadata(String text) {
    return bad().file("bad-1.dist-info/METADATA", text);
  }

  private static TestWheel points(String line) {
    return bad().file("bad-1.dist-info/entry_points.txt", "[console_scripts]\n" + line + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wheels")
  void is_named(String message, TestWheel wheel) throws IOException {
    refused(wheel, message);
  }

  @Test
  void more_than_the_limit_is_refused_before_it_is_unpacked() throws IOException {
    refused(100_000, bad().file("zeros", "\0".repeat(200_000)), "larger than 100000 when");
  }

  @Test
  void no_record_is_refused() throws IOException {
    TestTree tree = new TestTree(directory);
    RawZip zip = new RawZip();
    zip.add("bad-1.dist-info/METADATA", bytes("Name: bad\nVersion: 1\n"), false);
    var file = bad().write(tree.wheels);
    Files.write(file.file(), zip.bytes());
    Throwable failure =
        catchThrowable(
            () ->
                new WheelInstaller(tree.scheme, 1000, tree.findings, ModuleListener.NONE)
                    .install(List.of(file)));
    assertThat(failure).hasMessage("wheel 'bad-1-py3-none-any.whl' has no RECORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "no archive at all"})
  void no_archive_is_refused(String content) throws IOException {
    TestTree tree = new TestTree(directory);
    var file = bad().write(tree.wheels);
    Files.writeString(file.file(), content);
    Throwable failure =
        catchThrowable(
            () ->
                new WheelInstaller(tree.scheme, 1000, tree.findings, ModuleListener.NONE)
                    .install(List.of(file)));
    assertThat(failure)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot be read: it is not a whole ZIP archive");
  }
}
