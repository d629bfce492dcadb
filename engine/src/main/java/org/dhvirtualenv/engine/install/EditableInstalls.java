package org.dhvirtualenv.engine.install;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * Turns editable installs, such as those of {@code -e .} in a requirements file, into normal ones.
 *
 * <p>An editable distribution is only a pointer to its source directory (PEP 660), which the target
 * does not have. It is known by {@code dir_info.editable} in direct_url.json (PEP 610).
 */
final class EditableInstalls {
  private static final Pattern EDITABLE = Pattern.compile("\"editable\"\\s*:\\s*true");
  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"(file:[^\"]*)\"");

  private EditableInstalls() {}

  /** Installs each of them anew and removes the sources that pip has put into the virtualenv. */
  static void replace(Path virtualenv, PipInstaller installer) {
    for (Distribution distribution : InstalledDistributions.in(virtualenv).all()) {
      Path origin = distribution.metadata().resolve("direct_url.json");
      if (!Files.isRegularFile(origin)) {
        continue;
      }
      try {
        String text = new String(Files.readAllBytes(origin), StandardCharsets.UTF_8);
        Matcher url = URL.matcher(text);
        if (EDITABLE.matcher(text).find() && url.find()) {
          Path source = Path.of(URI.create(url.group(1)));
          installer.install(
              new PipInstall(
                  "the editable requirement '" + distribution.name() + "'",
                  List.of("--no-deps", "--force-reinstall", source.toString()),
                  true));
        }
      } catch (IOException e) {
        throw FileFailure.of(origin, e);
      }
    }
    Trees.delete(virtualenv.resolve("src")); // where pip checks out editable ones from a repository
  }
}
