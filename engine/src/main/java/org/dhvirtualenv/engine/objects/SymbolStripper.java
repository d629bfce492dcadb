package org.dhvirtualenv.engine.objects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Strips objects that were compiled during this build, as dh_strip(1) would.
 *
 * <p>Objects of prebuilt wheels stay as they are: patched ones do not survive strip
 * (auditwheel#716, dh-virtualenv#150).
 */
final class SymbolStripper {
  private static final int BATCH = 200;

  private final CommandRunner runner;
  private final String strip;

  /** Creates a stripper that runs {@code strip}, the host architecture's if cross-building. */
  SymbolStripper(CommandRunner runner, String strip) {
    this.runner = runner;
    this.strip = strip;
  }

  /** Strips {@code objects}, which were compiled here and lie in {@code virtualenv}. */
  void strip(List<Path> objects, Path virtualenv) {
    for (int from = 0; from < objects.size(); from += BATCH) {
      run(objects.subList(from, Math.min(from + BATCH, objects.size())), virtualenv);
    }
  }

  private void run(List<Path> objects, Path virtualenv) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                strip,
                "--remove-section=.comment",
                "--remove-section=.note",
                "--strip-unneeded",
                "--enable-deterministic-archives"));
    objects.forEach(object -> arguments.add(object.toString()));
    Command command = new Command(arguments, virtualenv, Map.of());
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot strip the objects that were compiled here",
          command,
          result,
          "install binutils, or build with DEB_BUILD_OPTIONS=nostrip");
    }
    objects.forEach(BuildId::renew);
  }
}
