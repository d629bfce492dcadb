package org.dhvirtualenv.engine.wheel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.bytecode.ByteCompiler;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.ByteCodeWhileUnpacking;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.phase.Progress;
import org.dhvirtualenv.engine.process.SystemCommandRunner;

/**
 * Installs wheels for perl/t/wheels.t and for benchmarks.
 *
 * <p>Each line of standard input is a virtualenv, its place, {@code compile} or {@code unpack}, and
 * wheels, separated by tabs. The answer is a line {@code done} or {@code refused: WHY}.
 */
final class InstallMain {
  private InstallMain() {}

  public static void main(String[] arguments) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(install(Arrays.asList(line.split("\t"))));
      }
    }
  }

  private static String install(List<String> fields) throws IOException {
    Path tree = Path.of(fields.get(0)).toRealPath();
    WheelScheme scheme =
        new WheelScheme(
            tree, InstallPath.of(fields.get(1)), Path.of(fields.get(1)), "3.11", "cpython-311");
    List<WheelFile> wheels =
        fields.subList(3, fields.size()).stream().map(InstallMain::wheel).toList();
    try {
      if (fields.get(2).equals("compile")) {
        compile(scheme, wheels);
      } else {
        install(scheme, wheels, ModuleListener.NONE);
      }
      return "done";
    } catch (EngineException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static void install(WheelScheme scheme, List<WheelFile> wheels, ModuleListener modules) {
    new WheelInstaller(scheme, Long.MAX_VALUE, new Findings(), modules).install(wheels);
  }

  private static void compile(WheelScheme scheme, List<WheelFile> wheels) {
    try (ByteCompiler compiler =
        new ByteCompiler(
            new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {}),
            Path.of("/usr/bin/python3"),
            scheme.tree(),
            scheme.place(),
            ByteCompiler.Check.UNCHECKED)) {
      Phases phases = new Phases(System::nanoTime, Progress.NONE);
      install(scheme, wheels, new ByteCodeWhileUnpacking(compiler, phases));
      compiler.finish();
    }
  }

  private static WheelFile wheel(String file) {
    String[] parts = Path.of(file).getFileName().toString().split("-");
    return new WheelFile(
        Path.of(file),
        new DistributionName(parts[0].replace('_', '-')),
        parts[1],
        new Provenance(Provenance.Kind.PREBUILT, "", Optional.empty()),
        true,
        Optional.empty());
  }
}
