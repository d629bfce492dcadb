package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualenvPlaceTest {
  /** Roots as in packagings that exist, and names of their packages. */
  @ParameterizedTest
  @CsvSource({
    "/usr/share/python,app,/usr/share/python/app",
    "/opt/venvs,app,/opt/venvs/app",
    "//opt//venvs/,app,/opt/venvs/app",
    "/opt/./venvs/.,./app/,/opt/venvs/app",
    "/opt,app,/opt/app",
    "/,srv/x,",
    "/usr/lib,app,/usr/lib/app",
    "/usr,lib/app,/usr/lib/app",
    "/usr/share,app,/usr/share/app",
    "/usr/share/app,venv,/usr/share/app/venv",
    "/usr/lib/python3/dist-packages,app,/usr/lib/python3/dist-packages/app",
    "/usr/lib/x86_64-linux-gnu,app,/usr/lib/x86_64-linux-gnu/app",
    "/usr/libexec,app,/usr/libexec/app",
    "/usr/local,app,/usr/local/app",
    "/usr/local/lib,app,/usr/local/lib/app",
    "/srv,x,/srv/x",
    "/var/lib,x,/var/lib/x",
    "/var/www,site,/var/www/site",
    "/home/deploy,app,/home/deploy/app",
    "/opt,a/b-1.0+x~1@y=z_,/opt/a/b-1.0+x~1@y=z_",
    "/app,venv,/app/venv"
  })
  void a_directory_of_its_own_is_a_place(String root, String suffix, String place) {
    if (place == null) {
      assertThatThrownBy(() -> VirtualenvPlace.in(root, suffix))
          .hasMessageContaining("'/' is not an absolute path below the root directory");
    } else {
      assertThat(VirtualenvPlace.in(root, suffix)).hasToString(place);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr",
        "/opt",
        "/var",
        "/srv",
        "/home",
        "/home/somebody",
        "/root",
        "/boot/x",
        "/dev/x",
        "/media/x",
        "/mnt/x",
        "/proc/x",
        "/run/x",
        "/sys/x",
        "/tmp",
        "/tmp/x",
        "/etc",
        "/etc/x",
        "/bin",
        "/bin/x",
        "/sbin/x",
        "/lib",
        "/lib/x",
        "/lib64",
        "/lib64/x",
        "/usr/bin",
        "/usr/bin/x",
        "/usr/sbin/x",
        "/usr/games",
        "/usr/local/bin/x",
        "/usr/lib",
        "/usr/lib32",
        "/usr/libexec",
        "/usr/share",
        "/usr/include",
        "/usr/src",
        "/usr/local",
        "/usr/local/lib",
        "/usr/local/share",
        "/usr/lib/python3",
        "/usr/lib/python3/dist-packages",
        "/usr/lib/python3.11",
        "/usr/local/lib/python3.11/dist-packages",
        "/usr/lib/systemd",
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/arm-linux-gnueabihf",
        "/usr/lib/i386-gnu",
        "/usr/lib/debug/x",
        "/usr/share/doc",
        "/usr/share/doc/x",
        "/usr/share/man/x",
        "/usr/share/locale/x",
        "/usr/share/python",
        "/usr/share/python3",
        "/usr/share/applications",
        "/var/lib",
        "/var/log",
        "/var/cache/x",
        "/var/tmp/x",
        "/var/run/x",
        "/var/lib/dpkg",
        "/var/www"
      })
  void a_directory_of_the_system_is_none(String place) {
    assertThatThrownBy(() -> VirtualenvPlace.check(InstallPath.of(place)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'" + place + "' is no place for a virtualenv: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my venvs|a blank",
        "a;rm|the character ;",
        "$HOME|the character $",
        "a:b|the character :",
        "a\\b|the character \\",
        "a*|the character *",
        "a`b|the character `",
        "a\"b|the character \"",
        "gr\u00f6\u00dfe|the character U+00F6"
      })
  void characters_that_mean_something_elsewhere_are_refused(String name, String reason) {
    assertThatThrownBy(() -> VirtualenvPlace.in("/opt/" + name, "app"))
        .isInstanceOf(EngineException.class)
        .hasMessage("'/opt/" + name + "' is no path for a virtualenv: it has " + reason);
    assertThatThrownBy(() -> VirtualenvPlace.in("/opt", name))
        .isInstanceOf(EngineException.class)
        .hasMessage("'" + name + "' is no path for a virtualenv: it has " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "a\u0000b", "a\u007fb", "a\rb", "a'b"})
  void messages_are_one_line_whatever_they_quote(String name) {
    assertThatThrownBy(() -> VirtualenvPlace.in("/opt", name))
        .isInstanceOf(EngineException.class)
        .hasMessageMatching("'a.b' is no path for a virtualenv: it has the character \\S+");
  }

  @Test
  void the_place_is_checked_not_the_root() {
    assertThatThrownBy(() -> VirtualenvPlace.in("/usr/share", "python"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'/usr/share/python' is no place");
    assertThat(VirtualenvPlace.in("/usr", "share/python/app")).hasToString("/usr/share/python/app");
  }

  @Test
  void a_root_needs_no_place_of_its_own_but_a_good_path() {
    assertThat(VirtualenvPlace.root("/opt//")).hasToString("/opt");
    for (String root : new String[] {"/opt/../usr", "opt", "", "/", "/opt/a b"}) {
      assertThatThrownBy(() -> VirtualenvPlace.root(root)).isInstanceOf(EngineException.class);
    }
  }

  @Test
  void a_suffix_stays_below_the_root() {
    for (String suffix : new String[] {"..", "../x", "/x", ".", "", "a/../../b"}) {
      assertThatThrownBy(() -> VirtualenvPlace.in("/opt/venvs", suffix))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("does not stay below");
    }
  }
}
