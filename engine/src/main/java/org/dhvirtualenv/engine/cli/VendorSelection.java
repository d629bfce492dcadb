package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.plan.BuildMachine;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.plan.CommandLinks;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.plan.Python;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.plan.Target;
import org.dhvirtualenv.engine.plan.Wishes;
import org.dhvirtualenv.engine.vendor.VendorDirectory;

/**
 * Reads what dh_virtualenv would build, in a place where nobody looks.
 *
 * @param environment of the process
 * @param scratch a private directory
 * @param vendor what is used in place of all indexes; empty to ask these
 */
record VendorSelection(Environment environment, Path scratch, Optional<VendorDirectory> vendor) {
  private static final PackageName NAME = new PackageName("vendor");

  /** Returns what {@code options}, those of a binary package, stand for. */
  BuildRequest of(Options options) {
    Path source = PackageOptions.real(environment.directory());
    Wishes wishes =
        new WishedSources(options, environment)
            .wishes(ByteSize.of("0"), Optional.empty(), vendor); // nothing is unpacked
    return new BuildRequest(
        new Target(
            NAME,
            false,
            new StagingRoot(PackageOptions.real(scratch.resolve("root"))),
            InstallPath.of("/vendor/virtualenv")),
        new Python(
            options.text("python"),
            Optional.empty(),
            options.flag("use-system-packages") ? SystemSite.AT_CREATION : SystemSite.HIDDEN,
            Planner.systemPackages(options.list("system-package")),
            List.of(),
            false),
        wishes,
        machine(source),
        CommandLinks.NONE,
        List.of(),
        Leniency.NONE,
        false,
        true);
  }

  private BuildMachine machine(Path source) {
    return new BuildMachine(
        source,
        scratch.resolve("tools"),
        PackageOptions.temporary(environment),
        PackageOptions.compilerFlags(environment),
        Optional.empty());
  }

  /** Creates a private directory. */
  static Path scratch(Environment environment) {
    Path parent = PackageOptions.temporary(environment);
    try {
      return Files.createTempDirectory(parent, "dh_virtualenv_vendor.").toRealPath();
    } catch (IOException e) {
      throw FileFailure.of(parent, e);
    }
  }
}
