package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dhvirtualenv.engine.files.Trees;

/**
 * What is going to be written, decided before anything is: one content for each place.
 *
 * @param files what each place gets
 * @param claims what each wheel's RECORD lists, in the order of the wheels
 * @param unused members that are read and compared with RECORD only
 * @param overridden what gave way to a later wheel's file of the same place
 */
record InstallPlan(
    Map<Path, PlannedFile> files,
    List<Claims> claims,
    List<VerifiedMember> unused,
    List<Overridden> overridden) {
  /**
   * What the RECORD of a wheel lists.
   *
   * @param wheel whose it is
   * @param files their places
   */
  record Claims(OpenWheel wheel, Set<Path> files) {}

  /**
   * A file that a later one takes the place of.
   *
   * @param earlier what is not written
   * @param later what is
   */
  record Overridden(PlannedFile earlier, PlannedFile later) {}

  /**
   * Decides for {@code wheels}, of which later ones win.
   *
   * @param compiling whether byte code is made: then wheels bring none of their own
   * @throws org.dhvirtualenv.engine.error.EngineException if a place would be a file and a
   *     directory
   */
  static InstallPlan of(List<OpenWheel> wheels, WheelScheme scheme, boolean compiling) {
    Layout layout = new Layout(scheme);
    InstallPlan plan =
        new InstallPlan(
            new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (OpenWheel wheel : wheels) {
      Layout.Placed placed = layout.place(wheel);
      placed.unused().forEach(member -> plan.verify(wheel, member));
      Set<Path> byteCode = compiling ? byteCode(placed.files(), scheme) : Set.of();
      Set<Path> claimed = new LinkedHashSet<>();
      for (PlannedFile file : placed.files()) {
        if (byteCode.contains(file.target())
            && file.content() instanceof PlannedFile.Unpacked unpacked) {
          plan.verify(wheel, unpacked.member());
        } else {
          claimed.add(file.target());
          plan.put(file);
        }
      }
      plan.claims.add(new Claims(wheel, claimed));
    }
    plan.refuseFilesAsDirectories(scheme.tree());
    return plan;
  }

  private static Set<Path> byteCode(List<PlannedFile> files, WheelScheme scheme) {
    Set<Path> names = new HashSet<>();
    for (PlannedFile file : files) {
      if (scheme.module(file.target())) {
        scheme.byteCode(file.target()).ifPresent(names::add);
      }
    }
    return names;
  }

  private void verify(OpenWheel wheel, WheelMember member) {
    unused.add(new VerifiedMember(wheel.file(), wheel.archive(), member));
  }

  private void put(PlannedFile file) {
    PlannedFile before = files.put(file.target(), file);
    if (before != null) {
      overridden.add(new Overridden(before, file));
      before.content().source().ifPresent(member -> verify(before.wheel(), member));
    }
  }

  private void refuseFilesAsDirectories(Path tree) {
    for (Path directory : directories(tree)) {
      PlannedFile file = files.get(directory);
      if (file != null) {
        throw Refusal.of(
            file.wheel().file(),
            "brings a file '" + directory + "', which is also a directory of a wheel");
      }
    }
  }

  /** Returns the directories below {@code tree} that the files need, parents first. */
  SortedSet<Path> directories(Path tree) {
    Set<Path> result = new HashSet<>();
    for (Path file : files.keySet()) {
      Path directory = Trees.parent(file);
      while (!directory.equals(tree) && result.add(directory)) {
        directory = Trees.parent(directory);
      }
    }
    return new TreeSet<>(result);
  }

  /** Returns how many bytes its files have. */
  long size() {
    return files.values().stream().mapToLong(file -> file.content().size()).sum();
  }

  /** Returns what is written to {@code target}, which is one of the places. */
  PlannedFile file(Path target) {
    return Objects.requireNonNull(files.get(target));
  }

  /** Returns how many bytes the wheels will have when they are unpacked. */
  static long unpackedSize(List<OpenWheel> wheels) {
    long sum = 0;
    for (OpenWheel wheel : wheels) {
      for (WheelMember member : wheel.members()) {
        sum = Math.min(sum + member.entry().size(), Long.MAX_VALUE / 2);
      }
    }
    return sum;
  }
}
