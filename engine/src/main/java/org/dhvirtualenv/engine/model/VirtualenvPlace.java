package org.dhvirtualenv.engine.model;

import java.util.List;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * Checks where a package may have a virtualenv: a directory that is its own, with a path that
 * shebangs, PATH, shell scripts and maintainer scripts can hold as it is.
 *
 * <p>A virtualenv's directory is replaced, searched and cleaned as a whole, so that it must not be
 * one into which other packages or the administrator put files.
 */
public final class VirtualenvPlace {
  /** What nothing quotes, splits or expands; Policy 10.10 asks for ASCII where possible. */
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9/._+@~=-]");

  private static final String HINT =
      "set DH_VIRTUALENV_INSTALL_ROOT to a directory such as /opt/venvs or /usr/share/python, and"
          + " --install-suffix to a name";

  private static final String SHARED = "other packages and programs have their files there";

  private record Rule(Pattern places, String reason) {
    Rule(String places, String reason) {
      this(Pattern.compile(places), reason);
    }
  }

  /** The first one that matches counts; directories are those of the FHS 3.0 and of Debian. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("/usr", SHARED),
          new Rule("/(?:home|opt|root|srv|var)", SHARED),
          new Rule("/home/[^/]+", "it is somebody's home directory"),
          new Rule(
              "/(?:boot|dev|lost\\+found|media|mnt|proc|run|sys|tmp)(?:/.*)?"
                  + "|/var/(?:cache|lock|run|tmp)(?:/.*)?",
              "what a package puts there is hidden or does not last (FHS)"),
          new Rule(
              "/etc(?:/.*)?", "every file of it would be a configuration file (Policy 10.7.2)"),
          new Rule(
              "/(?:bin|sbin|lib|lib32|lib64|libx32)(?:/.*)?",
              "it is a link into /usr on the target, and dpkg loses files that come through it"),
          new Rule(
              "/usr/(?:bin|games|sbin)(?:/.*)?|/usr/local/(?:bin|games|sbin)(?:/.*)?",
              "only programs are there, and no directories (FHS 4.4)"),
          new Rule(
              "/usr/share/(?:doc|info|locale|man)(?:/.*)?",
              "installations may leave out what is there (dpkg --path-exclude, Policy 12.3)"),
          new Rule("/usr/lib/debug(?:/.*)?", "it is for detached debugging symbols (dh_strip(1))"),
          new Rule("/usr/(?:include|lib(?:32|64|x32|exec)?|local|share|src)", SHARED),
          new Rule("/usr/local/(?:etc|include|lib|man|share|src)", SHARED),
          new Rule("/usr/(?:local/)?lib/python[0-9.]*(?:/(?:dist|site)-packages)?", SHARED),
          new Rule("/usr/lib/[a-z0-9_]+-(?:linux|kfreebsd|gnu)[a-z0-9-]*", SHARED),
          new Rule(
              "/usr/lib/(?:apt|binfmt\\.d|dpkg|environment\\.d|firmware|git-core|init|jvm|mime"
                  + "|modules|modules-load\\.d|modprobe\\.d|ssl|sysctl\\.d|systemd|sysusers\\.d"
                  + "|tmpfiles\\.d|udev|valgrind)",
              SHARED),
          new Rule(
              "/usr/share/(?:applications|base-files|bash-completion|bug|common-licenses|dbus-1"
                  + "|debconf|debhelper|dict|doc-base|fonts|games|icons|java|javascript|keyrings"
                  + "|lintian|maven-repo|metainfo|mime|misc|pam-configs|perl|perl5|pixmaps|polkit-1"
                  + "|python|python-wheels|python3|sounds|systemd|terminfo|themes|xml|xsessions"
                  + "|zoneinfo|zsh)",
              SHARED),
          new Rule("/var/(?:backups|lib|local|log|mail|opt|spool|www)", SHARED),
          new Rule("/var/lib/(?:apt|dpkg|misc|private|systemd|ucf|update-rc\\.d)", SHARED));

  private VirtualenvPlace() {}

  /** Returns the directory {@code root} on the target, in which virtualenvs are made. */
  public static InstallPath root(String root) {
    checkCharacters(root);
    if ((root + "/").contains("/../")) {
      // other commands of debhelper look for the root in the names of files as it stands there
      throw new EngineException(
          ExitCode.COMMAND_LINE, "the install root '" + root + "' has '..' in it", HINT);
    }
    return InstallPath.of(root);
  }

  /**
   * Returns the place of the virtualenv {@code suffix} in {@code root}.
   *
   * @param suffix a relative path, usually the name of the package
   */
  public static InstallPath in(String root, String suffix) {
    checkCharacters(suffix);
    InstallPath place = root(root).resolve(suffix);
    check(place);
    return place;
  }

  /** Refuses a place that is not for one package alone, or not for packages at all. */
  static void check(InstallPath place) {
    for (Rule rule : RULES) {
      if (rule.places().matcher(place.toString()).matches()) {
        throw new EngineException(
            ExitCode.COMMAND_LINE,
            "'" + place + "' is no place for a virtualenv: " + rule.reason(),
            HINT);
      }
    }
  }

  private static void checkCharacters(String path) {
    var unfit = UNFIT.matcher(path);
    if (unfit.find()) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'%s' is no path for a virtualenv: it has %s"
              .formatted(path.replaceAll("\\p{Cntrl}", "?"), name(unfit.group().charAt(0))),
          "use letters and digits of ASCII and . _ + - @ ~ = only: shebangs, PATH and shell"
              + " scripts take other characters for their own");
    }
  }

  private static String name(char character) {
    if (character == ' ') {
      return "a blank";
    }
    return character < ' ' || character > '~'
        ? "the character U+%04X".formatted((int) character)
        : "the character " + character;
  }
}
