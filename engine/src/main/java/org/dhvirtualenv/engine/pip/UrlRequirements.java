package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.DistributionName;

/** Finds requirements that say by URL where a distribution comes from (PEP 508). */
final class UrlRequirements {
  private static final String NAME = "([A-Za-z0-9][A-Za-z0-9._-]*)";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("^\\s*" + NAME + "\\s*(?:\\[[^\\]]*\\])?\\s*@\\s*\\S.*"),
          Pattern.compile(".*[#&]egg=" + NAME + ".*"),
          Pattern.compile("(?:.*[/=\\s])?" + NAME + "-[0-9][^/]*\\.whl\\b.*"));

  private UrlRequirements() {}

  /** Returns the names of those among {@code requirements}. */
  static Set<DistributionName> in(Collection<String> requirements) {
    Set<DistributionName> names = new HashSet<>();
    for (String requirement : requirements) {
      FORMS.stream()
          .map(form -> form.matcher(requirement))
          .filter(Matcher::matches)
          .findFirst()
          .map(matcher -> matcher.group(1))
          .filter(DistributionName::valid)
          .map(DistributionName::new)
          .ifPresent(names::add);
    }
    return names;
  }

  /** Returns the names of those that {@code wheel}, which was built here, requires. */
  static Set<DistributionName> of(Path wheel) {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      Optional<? extends ZipEntry> metadata =
          zip.stream()
              .filter(entry -> entry.getName().matches("[^/]+\\.dist-info/METADATA"))
              .findFirst();
      if (metadata.isEmpty()) {
        return Set.of(); // pip will say what is wrong with it
      }
      byte[] content = zip.getInputStream(metadata.get()).readAllBytes();
      return in(
          new String(content, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("Requires-Dist:"))
              .map(line -> line.replaceFirst("^Requires-Dist:", ""))
              .toList());
    } catch (IOException e) {
      throw FileFailure.of(wheel, e);
    }
  }
}
