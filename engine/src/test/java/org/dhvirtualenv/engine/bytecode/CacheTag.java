package org.dhvirtualenv.engine.bytecode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.SystemCommandRunner;

/** What the machine's own interpreter puts in names of byte code files (PEP 3147). */
public final class CacheTag {
  private CacheTag() {}

  /** Returns the tag of {@code /usr/bin/python3}, such as {@code cpython-311}. */
  public static String own() {
    List<String> line =
        List.of("/usr/bin/python3", "-c", "import sys; print(sys.implementation.cache_tag)");
    return new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, said -> {})
        .query(new Command(line, Path.of("/"), Map.of()))
        .output()
        .get(0);
  }
}
