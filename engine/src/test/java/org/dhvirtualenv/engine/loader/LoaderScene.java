package org.dhvirtualenv.engine.loader;

import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.HOST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;
import org.dhvirtualenv.engine.testing.FakeTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Plays the loader's part for objects whose bodies are made up and whose files are real. */
abstract class LoaderScene {
  @TempDir Path temporary;
  FakeTree tree;
  Path system;

  @BeforeEach
  void roots() throws IOException {
    tree = new FakeTree(temporary.toRealPath().resolve("staging"));
    system = Files.createDirectories(temporary.toRealPath().resolve("system"));
    Files.createDirectories(system.resolve("etc/conf.d"));
    Files.writeString(
        system.resolve("etc/ld.so.conf"), "include conf.d/*.conf # all\n/usr/local/lib\n");
    Files.writeString(system.resolve("etc/conf.d/multi.conf"), "/usr/lib/multi\n");
  }

  Loader loader(Path... builtTogether) {
    return loader(Optional.of(HOST), builtTogether);
  }

  Loader loader(Optional<ElfAbi> abi, Path... builtTogether) {
    Host host = new Host("multi", abi, new SystemLibraries(system, Optional.empty()));
    return new Loader(host, tree.inventory("/v"), List.of(builtTogether));
  }

  Location find(String object, String soname) {
    return loader().needs().linked().stream()
        .filter(need -> need.object().file().place().toString().equals(object))
        .filter(need -> need.soname().equals(new Soname(soname)))
        .findFirst()
        .orElseThrow()
        .location();
  }

  void library(String path) throws IOException {
    FakeTree.writeHead(system.resolve(path), HOST);
  }

  Location onSystem(String soname, String... paths) {
    return new Location.OnSystem(
        new SystemLibrary(
            new Soname(soname), Arrays.stream(paths).map(path -> system.resolve(path)).toList()));
  }

  Location inPackage(String place) {
    return new Location.InPackage(tree.path(place));
  }
}
