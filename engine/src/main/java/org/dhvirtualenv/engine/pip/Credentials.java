package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Users and passwords of hosts, which pip leaves out of its report and needs to fetch what that
 * names.
 *
 * <p>They are found where pip found them: in the URLs of requirements and, by the program that
 * starts pip, in those of indexes. A requirements file of ours refers to them by variables, which
 * pip replaces, so that no file has them.
 */
final class Credentials {
  private static final Pattern URL = Pattern.compile("https?://([^/@\\s]+)@([^/?#\\s\"']+)");
  private static final Pattern REPOSITORY =
      Pattern.compile("(?:git|hg|svn|bzr)\\+https?://[^/@\\s]+@");
  private static final Pattern PLAIN = Pattern.compile("(?:[a-z]+\\+)?https?://([^/@?#\\s]+)(?=/)");
  private static final List<String> DECLARATIONS =
      List.of("pyproject.toml", "setup.cfg", "setup.py");

  /** What stands in front of a host's name, by host. */
  private final Map<String, String> users = new LinkedHashMap<>();

  private boolean repositories;

  /** Creates credentials; {@code hosts} are those that the program that starts pip knows. */
  Credentials(Set<String> hosts) {
    hosts.forEach(host -> users.put(host, reference(host)));
  }

  /** Returns the name of the variable for {@code host}. */
  private static String variable(String host) {
    return "DH_PIP_AUTH_"
        + HexFormat.of().withUpperCase().formatHex(host.getBytes(StandardCharsets.UTF_8));
  }

  private static String reference(String host) {
    return "${" + variable(host) + "}";
  }

  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Learns from what declares the project in {@code directory}. */
  void learnProject(Path directory) {
    for (String name : DECLARATIONS) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          learn(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
          throw FileFailure.of(file, e);
        }
      }
    }
  }

  /** Returns whether a repository asks for any. */
  synchronized boolean ofRepositories() {
    return repositories;
  }

  /** Learns from the URLs in {@code text}. */
  synchronized void learn(String text) {
    repositories |= REPOSITORY.matcher(text).find();
    Matcher matcher = URL.matcher(text);
    while (matcher.find()) {
      String user = matcher.group(1) + "@";
      String host = matcher.group(2).toLowerCase(Locale.ROOT);
      if (user.contains("${")) { // a variable of the caller, which pip replaces as well
        users.put(host, user);
      } else {
        users.put(host, reference(host));
        variables.put(variable(host), user);
      }
    }
  }

  /** Returns {@code line} with a reference to the credentials of the host in its URL. */
  synchronized String refer(String line) {
    Matcher matcher = PLAIN.matcher(line);
    if (!matcher.find()) {
      return line;
    }
    String user = users.getOrDefault(matcher.group(1).toLowerCase(Locale.ROOT), "");
    return new StringBuilder(line).insert(matcher.start(1), user).toString();
  }

  /** Returns the variables that the references are to. */
  synchronized Map<String, String> variables() {
    return Map.copyOf(variables);
  }
}
