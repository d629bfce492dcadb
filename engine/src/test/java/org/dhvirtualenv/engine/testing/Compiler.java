package org.dhvirtualenv.engine.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes real objects with gcc(1). */
public final class Compiler {
  private final Path work;

  /** Creates a compiler that keeps its sources, and the libraries to link with, in {@code work}. */
  public Compiler(Path work) {
    this.work = work;
  }

  /** Compiles {@code source} to the shared object {@code target}, with {@code flags} at the end. */
  public void shared(Path target, String source, String... flags)
      throws IOException, InterruptedException {
    Files.createDirectories(target.resolveSibling("."));
    Path file = Files.writeString(work.resolve(target.getFileName() + ".c"), source);
    List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-o"));
    command.addAll(List.of(target.toString(), file.toString()));
    command.addAll(List.of(flags));
    Process gcc =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
    String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new AssertionError(command + "\n" + output);
    }
  }
}
