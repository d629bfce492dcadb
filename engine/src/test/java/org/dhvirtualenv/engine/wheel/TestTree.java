package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.WheelFile;

/** A virtualenv like those that venv makes, with nothing in it. */
final class TestTree {
  static final String SITE = "lib/python3.11/site-packages";

  final Path wheels;
  final WheelScheme scheme;
  final Findings findings = new Findings();

  TestTree(Path directory, String place, String cacheTag) throws IOException {
    Path root = Files.createDirectories(directory).toRealPath();
    wheels = root.resolve("wheels");
    Path tree = root.resolve("tree");
    scheme = new WheelScheme(tree, InstallPath.of(place), Path.of(place), "3.11", cacheTag);
    Files.createDirectories(tree.resolve(SITE));
    Files.createDirectories(tree.resolve("bin"));
    Files.createDirectories(tree.resolve("include/python3.11"));
    Files.createSymbolicLink(tree.resolve("lib64"), Path.of("lib"));
    Files.createSymbolicLink(tree.resolve("bin/python3"), Path.of("python3.11"));
    Files.writeString(tree.resolve("pyvenv.cfg"), "home = /usr/bin\n");
    Files.writeString(tree.resolve("bin/activate"), "# activate\n");
  }

  TestTree(Path directory, String place) throws IOException {
    this(directory, place, "cpython-311");
  }

  TestTree(Path directory) throws IOException {
    this(directory, "/opt/app");
  }

  List<InstalledWheel> install(TestWheel... wheels) throws IOException {
    return install(Long.MAX_VALUE, ModuleListener.NONE, wheels);
  }

  List<InstalledWheel> install(long limit, ModuleListener modules, TestWheel... given)
      throws IOException {
    List<WheelFile> files = new java.util.ArrayList<>();
    for (TestWheel wheel : given) {
      files.add(wheel.write(wheels));
    }
    return new WheelInstaller(scheme, limit, findings, modules).install(files);
  }

  Path path(String file) {
    return scheme.tree().resolve(file);
  }

  String read(String file) throws IOException {
    return new String(Files.readAllBytes(path(file)), StandardCharsets.UTF_8);
  }

  /** Returns a line for each entry: type, mode, path below site-packages as {@code @}, content. */
  List<String> listing() throws IOException {
    Path tree = scheme.tree();
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(path -> !path.equals(tree)).map(this::line).sorted().toList();
    }
  }

  private String line(Path path) {
    String name =
        scheme.tree().relativize(path).toString().replaceFirst("^" + SITE + "(?=/|$)", "@");
    try {
      if (Files.isSymbolicLink(path)) {
        return "L " + name + " " + Files.readSymbolicLink(path);
      }
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      if (Files.isDirectory(path)) {
        return "D " + name + (mode.equals("rwxr-xr-x") ? "" : " " + mode);
      }
      int hash = Arrays.hashCode(Files.readAllBytes(path));
      return "F " + name + " " + mode + " " + Integer.toHexString(hash);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Returns the entries that {@code before} does not have, without hashes of content. */
  List<String> added(List<String> before) throws IOException {
    return listing().stream()
        .filter(line -> !before.contains(line))
        .map(line -> line.startsWith("F") ? line.replaceFirst(" [0-9a-f]+$", "") : line)
        .map(line -> line.replaceFirst(" rw-r--r--$", ""))
        .toList();
  }
}
