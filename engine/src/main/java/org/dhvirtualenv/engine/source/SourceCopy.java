package org.dhvirtualenv.engine.source;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.files.FileUrl;
import org.dhvirtualenv.engine.finding.Finding;

/** A private copy of a source directory, valid as long as the directory in which it was made. */
public final class SourceCopy {
  /**
   * The variables that name a repository to git. A build that runs in a git hook has some of them;
   * back ends must not inherit them, or git would ask the original for what the copy has.
   */
  public static final List<String> REPOSITORY_VARIABLES =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_COMMON_DIR",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_NAMESPACE",
          "GIT_PREFIX");

  /** Ends before a fragment, a marker, an option or a comment, as pip reads requirements files. */
  private static final Pattern PATH_ARGUMENT =
      Pattern.compile(
          "(?<before>\\s*(?:-[erc] *|--(?:editable|requirement|constraint)[= ] *)?"
              + "(?:[\\w.-]+ *(?:\\[[^\\]]*\\])? *@ *)?)"
              + "(?<scheme>file:(?://(?:localhost)?)?(?=/))?"
              + "(?<path>/(?:(?!\\s+[#;\\\\-])[^\\[\\]#;\\x00])*)(?<rest>.*)");

  private final SourceTree original;
  private final Region region;
  private final List<Finding> remarks;

  SourceCopy(SourceTree original, Region region, List<Finding> remarks) {
    this.original = original;
    this.region = region;
    this.remarks = List.copyOf(remarks);
  }

  /** Returns the copy of the source directory: the working directory of everything that builds. */
  public Path directory() {
    return region.counterpart(region.source());
  }

  /** Returns the copy of {@code path}, which is absolute, or itself if it has not been copied. */
  public Path locate(Path path) {
    Path normal = path.normalize();
    Path real =
        normal.startsWith(original.directory())
            ? region.source().resolve(original.directory().relativize(normal))
            : normal;
    if (!region.contains(real)) {
      return path;
    }
    Path copy = region.counterpart(real);
    return Files.exists(copy, LinkOption.NOFOLLOW_LINKS) ? copy : path;
  }

  /**
   * Returns an argument of pip, or a line of a requirements file, that names a project or a file,
   * with the copy in the place of the original: {@code /path[extra]}, {@code -e /path}, {@code
   * name @ file:///path}; any other one as it is.
   */
  public String translate(String argument) {
    Matcher matcher = PATH_ARGUMENT.matcher(argument);
    if (!matcher.matches()) {
      return argument;
    }
    boolean url = matcher.group("scheme") != null;
    try {
      String name = matcher.group("path").strip();
      Path path = Path.of(url ? URI.create("file:" + name).getPath() : name);
      Path copy = locate(path);
      String place = url ? FileUrl.of(copy) : copy.toString();
      return copy.equals(path)
          ? argument
          : matcher.group("before") + place + trailing(matcher) + matcher.group("rest");
    } catch (IllegalArgumentException e) {
      return argument; // it is no path, or no URL
    }
  }

  private static String trailing(Matcher matcher) {
    String path = matcher.group("path");
    return path.substring(path.stripTrailing().length());
  }

  /**
   * Returns variables for everything that builds: git looks for no repository above the copy, where
   * it could find one to which the directory for temporary files belongs.
   */
  public Map<String, String> environment() {
    return Map.of("GIT_CEILING_DIRECTORIES", region.home().toString());
  }

  /** Returns notes on what a build could miss: what cannot be read, and what is thought stale. */
  public List<Finding> remarks() {
    return remarks;
  }
}
