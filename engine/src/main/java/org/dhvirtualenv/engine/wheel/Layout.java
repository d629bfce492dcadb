package org.dhvirtualenv.engine.wheel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.script.Shebang;

/**
 * Decides where each file of a wheel goes, and which files are written besides.
 *
 * <p>In the order in which pip writes them, since of two for one place the later one stays: the
 * root of the wheel, .data without its scripts, scripts, scripts of entry points, metadata. What
 * the wheel says about how it was installed is never believed.
 */
final class Layout {
  private static final String DATA = ".data";
  private static final String SCRIPTS = "scripts";

  /** Which tool has installed a distribution (recording installed projects). */
  static final String INSTALLER = "dh-python-virtualenv\n";

  private static final Set<String> OURS =
      Set.of("RECORD", "INSTALLER", "REQUESTED", "direct_url.json");

  /**
   * What becomes of a wheel.
   *
   * @param files what is written, in order, without RECORD
   * @param unused members that are not
   */
  record Placed(List<PlannedFile> files, List<WheelMember> unused) {}

  private final WheelScheme scheme;
  private final TargetPaths paths;
  private final Shebang shebang;

  Layout(WheelScheme scheme) {
    this.scheme = scheme;
    this.paths = new TargetPaths(scheme.tree());
    this.shebang = new Shebang(scheme.home());
  }

  /** Places the files of {@code wheel}. */
  Placed place(OpenWheel wheel) {
    List<PlannedFile> root = new ArrayList<>();
    List<PlannedFile> data = new ArrayList<>();
    List<PlannedFile> scripts = new ArrayList<>();
    List<WheelMember> unused = new ArrayList<>();
    for (WheelMember member : wheel.members()) {
      String[] parts = member.name().split("/", 3);
      if (parts[0].equals(wheel.metadata()) && parts.length == 2 && OURS.contains(parts[1])) {
        unused.add(member);
      } else if (parts.length == 1 || !parts[0].endsWith(DATA)) {
        root.add(unpacked(wheel, member, target(wheel, member, scheme.site(), member.name())));
      } else if (parts.length == 2) {
        throw Refusal.of(wheel.file(), member.name(), "that is in no part of .data");
      } else if (parts[1].equals(SCRIPTS)) {
        String file = parts[2].substring(parts[2].lastIndexOf('/') + 1);
        if (wheel.entryPoints().replace(file)) {
          unused.add(member);
        } else {
          Path target = target(wheel, member, scheme.scripts(), parts[2]);
          scripts.add(
              new PlannedFile(wheel, target, new PlannedFile.Rewritten(member, true), true));
        }
      } else {
        Path base =
            scheme
                .directory(parts[1], wheel.file().name())
                .orElseThrow(
                    () ->
                        Refusal.of(
                            wheel.file(), member.name(), "in a part of .data that is unknown"));
        data.add(unpacked(wheel, member, target(wheel, member, base, parts[2])));
      }
    }
    List<PlannedFile> all = new ArrayList<>(root);
    all.addAll(data);
    all.addAll(scripts);
    generate(wheel, all);
    return new Placed(all, unused);
  }

  private void generate(OpenWheel wheel, List<PlannedFile> all) {
    for (EntryPoint point : wheel.entryPoints().scripts(scheme.python())) {
      Path target =
          paths
              .resolve(scheme.scripts(), point.name())
              .filter(file -> !scheme.essential(file))
              .orElseThrow(
                  () ->
                      Refusal.of(
                          wheel.file(),
                          "asks for a script that is a part of the virtualenv: '"
                              + point.name()
                              + "'"));
      all.add(written(wheel, target, point.script(shebang), true));
    }
    Path metadata = wheel.directory(scheme);
    all.add(written(wheel, metadata.resolve("INSTALLER"), INSTALLER, false));
    if (wheel.file().requested()) {
      all.add(written(wheel, metadata.resolve("REQUESTED"), "", false));
    }
    wheel
        .file()
        .directUrl()
        .ifPresent(url -> all.add(written(wheel, metadata.resolve("direct_url.json"), url, false)));
  }

  private PlannedFile unpacked(OpenWheel wheel, WheelMember member, Path target) {
    boolean program = Trees.parent(target).equals(scheme.scripts());
    PlannedFile.Content content =
        program ? new PlannedFile.Rewritten(member, false) : new PlannedFile.Unpacked(member);
    return new PlannedFile(wheel, target, content, member.executable());
  }

  private PlannedFile written(OpenWheel wheel, Path target, String content, boolean executable) {
    String path = scheme.recordPath(target);
    return new PlannedFile(
        wheel,
        target,
        new PlannedFile.Written(
            content, RecordedHash.row(path, content.getBytes(StandardCharsets.UTF_8))),
        executable);
  }

  private Path target(OpenWheel wheel, WheelMember member, Path base, String name) {
    Path target =
        paths
            .resolve(base, name)
            .orElseThrow(
                () ->
                    Refusal.of(
                        wheel.file(), member.name(), "that would lie outside of the virtualenv"));
    if (scheme.essential(target)) {
      throw Refusal.of(wheel.file(), member.name(), "that is a part of the virtualenv");
    }
    Path site = scheme.site();
    boolean root = name.equals(member.name());
    if (!root
        && target.startsWith(site)
        && site.relativize(target).getName(0).toString().endsWith(".dist-info")) {
      throw Refusal.of(wheel.file(), member.name(), "among the metadata of distributions");
    }
    return target;
  }
}
