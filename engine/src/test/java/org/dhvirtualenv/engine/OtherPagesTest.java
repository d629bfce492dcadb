package org.dhvirtualenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.inventory.DamagedObject;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.InventoryReader;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.loader.Host;
import org.dhvirtualenv.engine.loader.Loader;
import org.dhvirtualenv.engine.loader.Location;
import org.dhvirtualenv.engine.loader.Need;
import org.dhvirtualenv.engine.loader.Needs;
import org.dhvirtualenv.engine.loader.SystemLibraries;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.testing.Compiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three pages that the engine does not have, each a few lines over the same facts and needs, on a
 * tree of real objects. None of them knows dpkg.
 */
class OtherPagesTest {
  private static final String SITE = "lib/python3.11/site-packages/";

  @TempDir Path temporary;
  private Path root;
  private Path system;

  /** Stages a wheel that bundles one library, links to one of the system, and lacks a third. */
  @BeforeEach
  void stage() throws IOException, InterruptedException {
    root = Files.createDirectories(temporary.toRealPath().resolve("root"));
    system = Files.createDirectories(temporary.toRealPath().resolve("system/usr/lib"));
    Path site = root.resolve("opt/app/" + SITE);
    Path work = Files.createDirectories(temporary.toRealPath().resolve("work"));
    Files.writeString(work.resolve("sys.map"), "SYS_2.1 { global: *; };\n");
    Compiler gcc = new Compiler(work);
    String bare = "-nostdlib";
    gcc.shared(
        system.resolve("libsys.so.2"),
        "int sys(void) { return 1; }",
        bare,
        "-Wl,-soname,libsys.so.2,--version-script=sys.map");
    gcc.shared(
        site.resolve("zed.libs/libown-1f2e.so.1"),
        "int own(void) { return 1; }",
        bare,
        "-Wl,-soname,libown-1f2e.so.1");
    gcc.shared(
        work.resolve("libgone.so.3"),
        "int gone(void) { return 1; }",
        bare,
        "-Wl,-soname,libgone.so.3");
    gcc.shared(
        site.resolve("zed/_ext.so"),
        "int sys(void); int own(void); int gone(void);"
            + " int f(void) { return sys() + own() + gone(); }",
        bare,
        system.resolve("libsys.so.2").toString(),
        site.resolve("zed.libs/libown-1f2e.so.1").toString(),
        work.resolve("libgone.so.3").toString(),
        "-Wl,-rpath,$ORIGIN/../zed.libs:/home/me/lib");
    byte[] whole = Files.readAllBytes(site.resolve("zed/_ext.so"));
    Files.write(site.resolve("zed/_cut.so"), Arrays.copyOf(whole, 900));
    Files.createDirectories(site.resolve("zed-1.0.dist-info"));
    Files.writeString(
        site.resolve("zed-1.0.dist-info/RECORD"),
        "zed/_ext.so,,\nzed/_cut.so,,\nzed.libs/libown-1f2e.so.1,,\n");
    Files.createDirectories(site.resolve("pure-2.0.dist-info"));
  }

  private Inventory inventory() {
    return new InventoryReader(new LibelfReader())
        .read(new StagingRoot(root), List.of(InstallPath.of("/opt/app")));
  }

  private Needs needs(Inventory inventory) {
    Host host =
        new Host(
            "any",
            ElfIdentity.of(system.resolve("libsys.so.2")).map(ElfIdentity::abi),
            new SystemLibraries(system.getParent().getParent(), Optional.empty()));
    return new Loader(host, inventory, List.of()).needs();
  }

  /** What RPM's elfdeps would write: {@code soname(version)(64bit)}, and () without a version. */
  private static SortedSet<String> rpmRequires(Needs needs) {
    SortedSet<String> requires = new TreeSet<>();
    for (Need need : needs.linked()) {
      if (need.location() instanceof Location.InPackage) {
        continue;
      }
      String marker = need.object().elf().abi().bits() == 64 ? "(64bit)" : "";
      requires.add(need.soname() + "()" + marker);
      for (SymbolReference symbol : need.object().elf().versions()) {
        symbol
            .version()
            .filter(version -> version.library().equals(need.soname().value()))
            .ifPresent(
                version -> requires.add(need.soname() + "(" + version.name() + ")" + marker));
      }
    }
    return requires;
  }

  /** What an inspection of a finished package would complain about. */
  private static SortedSet<String> audit(Inventory inventory, Needs needs) {
    SortedSet<String> problems = new TreeSet<>();
    for (DamagedObject object : inventory.damaged()) {
      problems.add(object.file() + ": damaged");
    }
    for (LoadableObject object : inventory.objects()) {
      object.elf().runpath().stream()
          .filter(directory -> !directory.startsWith("$ORIGIN"))
          .forEach(directory -> problems.add(object + ": searches " + directory));
    }
    for (Need need : needs.linked()) {
      if (!need.location().found()) {
        problems.add(need.object() + ": lacks " + need.soname());
      }
    }
    return problems;
  }

  /** What is in the package, and which distribution has brought it. */
  private static SortedSet<String> billOfMaterials(Inventory inventory) {
    SortedSet<String> parts = new TreeSet<>();
    for (Distribution distribution : inventory.distributions()) {
      parts.add("pkg:pypi/" + distribution.name() + "@" + distribution.version());
    }
    for (LoadableObject object : inventory.objects()) {
      object
          .elf()
          .soname()
          .ifPresent(
              soname ->
                  parts.add(
                      object.file().owner().map(Distribution::toString).orElse("?")
                          + " bundles "
                          + soname));
    }
    return parts;
  }

  @Test
  void requirements_for_rpm() {
    String marker = inventory().objects().get(0).elf().abi().bits() == 64 ? "(64bit)" : "";
    assertThat(rpmRequires(needs(inventory())))
        .containsExactly(
            "libgone.so.3()" + marker, "libsys.so.2()" + marker, "libsys.so.2(SYS_2.1)" + marker);
  }

  @Test
  void an_audit() {
    String site = "'/opt/app/" + SITE;
    assertThat(audit(inventory(), needs(inventory())))
        .containsExactly(
            site + "zed/_cut.so' of zed 1.0: damaged",
            site + "zed/_ext.so' of zed 1.0: lacks libgone.so.3",
            site + "zed/_ext.so' of zed 1.0: searches /home/me/lib");
  }

  @Test
  void a_bill_of_materials() {
    assertThat(billOfMaterials(inventory()))
        .containsExactly(
            "pkg:pypi/pure@2.0", "pkg:pypi/zed@1.0", "zed 1.0 bundles libown-1f2e.so.1");
  }
}
