package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * Installs wheels into a virtualenv, all of them or none.
 *
 * <p>Everything is decided before the first file is written, so the result does not depend on which
 * thread is faster: all wheels are opened and checked, each place gets one content, distributions
 * of the same name that are there already give way. Then members are read on all processors, and
 * each one's size and hash is compared with RECORD while it is written. If anything is wrong, the
 * tree becomes what it was.
 */
public final class WheelInstaller {
  private final WheelScheme scheme;
  private final long maxUnpacked;
  private final Findings findings;
  private final ModuleListener modules;

  /**
   * Creates an installer.
   *
   * @param scheme the virtualenv, which exists
   * @param maxUnpacked how many bytes the files of one call may have in all
   * @param findings takes what is no reason to fail
   * @param modules is told of each module as soon as it is complete
   */
  public WheelInstaller(
      WheelScheme scheme, long maxUnpacked, Findings findings, ModuleListener modules) {
    this.scheme = scheme;
    this.maxUnpacked = maxUnpacked;
    this.findings = findings;
    this.modules = modules;
  }

  /**
   * Installs {@code wheels}; of two that bring the same file the later one wins.
   *
   * @throws EngineException with {@link ExitCode#PACKAGING} if a wheel is refused; then the tree is
   *     what it was
   */
  public List<InstalledWheel> install(List<WheelFile> wheels) {
    OpenWheel[] opened = new OpenWheel[wheels.size()];
    try {
      ParallelTasks.run(
          opened.length,
          ParallelTasks.each(i -> opened[i] = WheelOpener.open(wheels.get(i), findings)));
      return install(Arrays.asList(opened), names(wheels));
    } catch (RuntimeException | Error e) {
      modules.abandon();
      throw e;
    } finally {
      Arrays.stream(opened).filter(Objects::nonNull).forEach(WheelInstaller::close);
    }
  }

  private static Set<DistributionName> names(List<WheelFile> wheels) {
    Set<DistributionName> names = new HashSet<>();
    for (WheelFile wheel : wheels) {
      if (!names.add(wheel.name())) {
        throw Refusal.of(wheel, "is the second one of " + wheel.name());
      }
    }
    return names;
  }

  private List<InstalledWheel> install(List<OpenWheel> wheels, Set<DistributionName> names) {
    if (InstallPlan.unpackedSize(wheels) > maxUnpacked) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "the wheels are larger than " + new ByteSize(maxUnpacked) + " when they are unpacked",
          "check that they are what you asked for, and if so, raise --max-unpacked");
    }
    InstalledFiles installed =
        new InstalledFiles(
            scheme, InstalledDistributions.in(scheme.tree()).all(), one -> named(one, names));
    Set<Path> removed = installed.removed();
    InstallPlan plan = InstallPlan.of(wheels, scheme, modules.compiling());
    new Collisions(scheme, findings).report(plan, installed);
    TreeChange change = new TreeChange(scheme, modules::settle);
    try {
      removed.forEach(change::displace);
      prepare(plan, change);
      List<InstalledWheel> result =
          new PlanWriter(scheme, plan, installed, modules, change).write();
      change.keep();
      return result;
    } catch (RuntimeException | Error e) {
      undo(change, e);
      throw e;
    }
  }

  private void undo(TreeChange change, Throwable reason) {
    try {
      modules.abandon();
    } finally {
      try {
        change.undo();
      } catch (RuntimeException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Makes room: directories exist, and no file is where another one is going to be. */
  private void prepare(InstallPlan plan, TreeChange change) {
    Set<Path> fresh = new HashSet<>();
    for (Path directory : plan.directories(scheme.tree())) {
      if (fresh.contains(directory.getParent())
          || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        change.directory(directory);
        fresh.add(directory);
      }
    }
    List<Path> targets = new ArrayList<>(plan.files().keySet());
    plan.claims().forEach(one -> targets.add(one.wheel().record(scheme)));
    for (Path target : targets) {
      if (!fresh.contains(target.getParent())) {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new EngineException(
              ExitCode.PACKAGING,
              "a wheel brings a file '" + target + "', where there is a directory",
              "remove the directory, or start with an empty virtualenv");
        }
        change.displace(target);
      }
    }
  }

  private static boolean named(Distribution distribution, Set<DistributionName> names) {
    return DistributionName.valid(distribution.name())
        && names.contains(new DistributionName(distribution.name()));
  }

  private static void close(OpenWheel wheel) {
    try {
      wheel.close();
    } catch (IOException e) {
      throw FileFailure.of(wheel.file().file(), e);
    }
  }
}
