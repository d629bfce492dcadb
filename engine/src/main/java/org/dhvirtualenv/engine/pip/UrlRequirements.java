package org.dhvirtualenv.engine.pip;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
}
