package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * What pip has chosen for an isolated build.
 *
 * @param requirements what the back end asked for
 * @param chosen what that led to
 */
record BuildReport(List<String> requirements, List<Resolved> chosen) {
  private static final String ASKED = ".requirements";

  /** Returns where the reports of {@code settings} lie if they are asked for. */
  static Path directory(Path temporary) {
    return temporary.resolve("build-reports");
  }

  /** Returns those of all environments so far, by name; one that failed has no report. */
  static List<BuildReport> all(PipSettings settings) {
    Path directory = directory(settings.temporary());
    List<Path> files = new ArrayList<>();
    List<BuildReport> reports = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return reports;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + ASKED)) {
      found.forEach(files::add);
      for (Path file : files.stream().sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        Path report = file.resolveSibling(name.replace(ASKED, ".json"));
        if (Files.isRegularFile(report)) {
          reports.add(
              new BuildReport(
                  Files.readAllLines(file, StandardCharsets.UTF_8), ReportFile.read(report)));
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    return reports;
  }
}
