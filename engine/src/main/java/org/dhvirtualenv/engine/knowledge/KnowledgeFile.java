package org.dhvirtualenv.engine.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Paragraphs;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.knowledge.KnownNeed.Kind;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.model.VersionRange;

/**
 * Reads files of knowledge, in deb822(5) format.
 *
 * <p>A paragraph has {@code Distribution}, one of {@code Loads}, {@code Links}, {@code Runs} and
 * {@code Reads}, {@code Strength} ({@code depends}, {@code recommends}, {@code suggests}, {@code
 * ignore}), {@code Package} (relations, separated by commas; not with ignore) and {@code Evidence}.
 * {@code Versions} is a range of the distribution's. The distribution and what it needs may have
 * several words: a fact for each pair.
 */
public final class KnowledgeFile {
  /** What a packager adds, in the source package. */
  public static final String OWN = "debian/python-virtualenv.needs";

  private static final String SHIPPED = "needs";
  private static final String VERSIONS = "Versions";
  private static final String IGNORE = "ignore";
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final Pattern WORDS = Pattern.compile("\\s+");
  private static final Map<String, Strength> STRENGTHS =
      Arrays.stream(Strength.values())
          .collect(
              Collectors.toMap(strength -> strength.name().toLowerCase(Locale.ROOT), one -> one));

  private final String name;

  private KnowledgeFile(String name) {
    this.name = name;
  }

  /** Returns what the packager knows, if {@code own} exists, and what comes with the engine. */
  public static Knowledge read(Path own) {
    List<KnownNeed> needs = new ArrayList<>();
    try {
      if (Files.exists(own)) {
        needs.addAll(new KnowledgeFile(OWN).parse(Files.readString(own)));
      }
    } catch (IOException e) {
      throw FileFailure.of(own, e);
    }
    needs.addAll(shipped());
    return new Knowledge(needs);
  }

  static List<KnownNeed> shipped() {
    return new KnowledgeFile(SHIPPED).parse(Resource.text(KnowledgeFile.class, SHIPPED));
  }

  private List<KnownNeed> parse(String text) {
    List<KnownNeed> needs = new ArrayList<>();
    for (Map<String, String> fields : Paragraphs.of(text)) {
      Optional<Strength> strength = strength(fields);
      List<Relation> relations = relations(fields, strength.isPresent());
      Kind kind = kind(fields);
      VersionRange versions = versions(fields);
      for (String distribution : WORDS.split(field(fields, "Distribution"))) {
        for (String thing : WORDS.split(field(fields, kind.field()))) {
          KnownNeed need =
              new KnownNeed(
                  DistributionName.normalised(distribution),
                  versions,
                  kind,
                  thing,
                  strength,
                  relations,
                  fields.getOrDefault("Evidence", name));
          if (need.ofAll() && fields.containsKey(VERSIONS)) {
            throw wrong(fields, "has " + VERSIONS + " of all distributions");
          }
          if (!name.equals(SHIPPED)) { // a test looks at what is shipped
            need.malformed()
                .ifPresent(
                    glob -> {
                      throw wrong(fields, "has the malformed pattern '" + glob + "'");
                    });
          }
          needs.add(need);
        }
      }
    }
    return needs;
  }

  private Kind kind(Map<String, String> fields) {
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : KINDS) {
      if (fields.containsKey(kind.field())) {
        kinds.add(kind);
      }
    }
    if (kinds.size() != 1) {
      throw wrong(fields, "has not one of Loads, Links, Runs and Reads");
    }
    return kinds.get(0);
  }

  private VersionRange versions(Map<String, String> fields) {
    String text = fields.getOrDefault(VERSIONS, "");
    try {
      return fields.containsKey(VERSIONS) ? VersionRange.parse(text) : VersionRange.ANY;
    } catch (IllegalArgumentException e) {
      throw wrong(fields, "has the malformed " + VERSIONS + " '" + text + "'");
    }
  }

  private Optional<Strength> strength(Map<String, String> fields) {
    String text = field(fields, "Strength");
    if (text.equals(IGNORE)) {
      return Optional.empty();
    }
    Strength strength = STRENGTHS.get(text);
    if (strength == null) {
      throw wrong(fields, "has the unknown Strength '" + text + "'");
    }
    return Optional.of(strength);
  }

  private List<Relation> relations(Map<String, String> fields, boolean needed) {
    return needed
        ? Arrays.stream(field(fields, "Package").split(","))
            .map(String::strip)
            .map(Relation::new)
            .toList()
        : List.of();
  }

  private String field(Map<String, String> fields, String field) {
    String value = fields.getOrDefault(field, "");
    if (value.isEmpty()) {
      throw wrong(fields, "has no " + field);
    }
    return value;
  }

  private EngineException wrong(Map<String, String> fields, String what) {
    return new EngineException(
        ExitCode.PACKAGING,
        "a paragraph of '"
            + name
            + "' "
            + what
            + ": "
            + fields.getOrDefault("Distribution", String.valueOf(fields)),
        "see the section NEEDS of dh_virtualenv_shlibdeps(1)");
  }
}
