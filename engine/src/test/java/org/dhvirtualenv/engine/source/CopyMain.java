package org.dhvirtualenv.engine.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.process.SystemCommandRunner;

/** Copies a source directory as a process of its own, which may run as another user. */
final class CopyMain {
  private CopyMain() {}

  /** Copies the first argument to the second one, prints the remarks, removes all the others. */
  public static void main(String[] arguments) {
    Path source = Path.of(arguments[0]);
    SourceCopy copy =
        new SourceCopier(new SystemCommandRunner(System.getenv(), false, line -> {}))
            .copy(
                new SourceTree(source, source, Set.of(), List.of(), List.of()),
                Path.of(arguments[1]));
    copy.remarks().forEach(remark -> System.out.println(remark.what()));
    for (int i = 2; i < arguments.length; i++) {
      Trees.delete(Path.of(arguments[i]));
    }
  }
}
