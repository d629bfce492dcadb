package org.dhvirtualenv.engine.relocate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.archive.ZipMembers;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.relocate.BuildPathScanner.Sight;
import org.dhvirtualenv.engine.script.ScriptRewriter;

/**
 * Rewrites one file of a virtualenv and says what became of it.
 *
 * <p>Files with a NUL byte are binary: only a shebang in front of them is changed, and the file
 * keeps its length.
 */
final class FileRelocator {
  /** The beginning of the URL of a local directory in direct_url.json (PEP 610). */
  private static final Pattern LOCAL_URL = Pattern.compile("\"url\"\\s*:\\s*\"file:");

  /** What is said there of a repository; its commit tells something wherever that lies. */
  private static final Pattern COMMIT = Pattern.compile("\"commit_id\"\\s*:");

  private static final int ENOUGH = 3;

  /** What a program runs or is configured by: its modules, scripts without a suffix, settings. */
  private static final Pattern READ =
      Pattern.compile("^\\.?[^.]+$|\\.(?:py|pth|sh|ini|cfg|conf|toml|ya?ml|json|env)$");

  /**
   * What only compilers read: Cython, say, writes absolute paths of its sources into the C that it
   * makes.
   */
  private static final Pattern SOURCE =
      Pattern.compile("\\.(?:c|cc|cpp|cxx|cu|f|f90|h|hh|hpp|hxx|pxd|pxi|pyx|rs|s|S)$");

  /** What a file names, or named before it was rewritten; the worst comes last. */
  enum Trace {
    NONE,
    /** A directory of the build that means nothing any more. */
    TEMPORARY,
    /** The private copy of a source, in a text: files are looked for where none will be. */
    COPY,
    /** A forbidden path, which is left. */
    FORBIDDEN
  }

  /**
   * What became of a file.
   *
   * @param changed whether it was rewritten or removed
   * @param context where the trace is
   */
  record Outcome(boolean changed, Trace trace, String context) {
    static final Outcome KEPT = new Outcome(false, Trace.NONE, "");
    static final Outcome REMOVED = new Outcome(true, Trace.NONE, "");
  }

  private final Path executables;
  private final BuildPathScanner scanner;
  private final BuildPathScanner forbidden;
  private final BuildPathScanner copies;
  private final BuildPathScanner temporary;
  private final List<PathMapping> mappings;
  private final ScriptRewriter scripts;

  FileRelocator(Virtualenv virtualenv, BuildPaths paths) {
    executables = virtualenv.executables();
    forbidden = new BuildPathScanner(paths.forbidden());
    temporary = new BuildPathScanner(paths.temporary().stream().collect(Collectors.toSet()));
    copies =
        new BuildPathScanner(
            paths.temporary().stream().map(BuildPaths::copies).collect(Collectors.toSet()));
    Set<Path> all = new HashSet<>(paths.forbidden());
    all.addAll(paths.moved().keySet());
    scanner = new BuildPathScanner(all);
    mappings =
        paths.moved().entrySet().stream()
            .map(move -> new PathMapping(move.getKey(), move.getValue()))
            .toList();
    scripts = new ScriptRewriter(virtualenv.home());
  }

  Outcome relocate(Path file) {
    try {
      Sight sight;
      try (InputStream in = Files.newInputStream(file)) {
        sight = scanner.look(in);
      }
      if (file.endsWith("direct_url.json") && local(file, sight)) {
        Files.delete(file);
        return Outcome.REMOVED;
      }
      if (sight.found() && staleByteCode(file)) {
        Files.delete(file);
        return Outcome.REMOVED;
      }
      boolean script = sight.script() && Trees.parent(file).equals(executables);
      Outcome outcome = sight.found() || script ? rewrite(file, sight, script) : Outcome.KEPT;
      if (sight.archive() && outcome.trace() == Trace.NONE) {
        List<String> members = ZipMembers.matching(file, content -> scanner.look(content).found());
        return members.isEmpty()
            ? outcome
            : new Outcome(
                outcome.changed(),
                ZipMembers.matching(file, content -> forbidden.look(content).found()).isEmpty()
                    ? Trace.TEMPORARY
                    : Trace.FORBIDDEN,
                inside(members));
      }
      return outcome;
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns whether direct_url.json is about this machine only. */
  private static boolean local(Path file, Sight sight) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return LOCAL_URL.matcher(text).find() && (sight.found() || !COMMIT.matcher(text).find());
  }

  /** Says whether {@code file} is byte code that the interpreter or our compiler makes anew. */
  private static boolean staleByteCode(Path file) {
    Path directory = Trees.parent(file);
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".pyc")
        && directory.endsWith("__pycache__")
        && Files.exists(directory.resolveSibling(name.replaceFirst("\\..*", ".py")));
  }

  private Outcome rewrite(Path file, Sight sight, boolean script) throws IOException {
    byte[] before = Files.readAllBytes(file);
    boolean binary = binary(before);
    byte[] after = before;
    if (!binary) {
      for (PathMapping mapping : mappings) {
        after = mapping.apply(after);
      }
      after = script ? scripts.rewrite(after) : after;
    } else if (sight.script()) {
      after = ArchiveShebang.replace(before, mappings);
    }
    if (after != before) {
      Files.write(file, after);
    }
    Trace trace = Trace.NONE;
    if (sight.found()) {
      trace = binary || metadata(file) ? left(after) : worst(left(after), forgotten(file, before));
    }
    return new Outcome(after != before, trace, binary ? "binary" : "text");
  }

  private Trace left(byte[] content) throws IOException {
    if (forbidden.found(content)) {
      return Trace.FORBIDDEN;
    }
    return scanner.found(content) ? Trace.TEMPORARY : Trace.NONE;
  }

  private Trace forgotten(Path file, byte[] content) throws IOException {
    if (!copies.found(content)) {
      return temporary.found(content) ? Trace.TEMPORARY : Trace.NONE;
    }
    String name = String.valueOf(file.getFileName());
    if (SOURCE.matcher(name).find()) {
      return Trace.NONE;
    }
    return READ.matcher(name).find() ? Trace.COPY : Trace.TEMPORARY;
  }

  private static Trace worst(Trace one, Trace other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Says whether {@code file} only tells of its distribution (PEP 376, 770). */
  private static boolean metadata(Path file) {
    for (Path name : file) {
      if (name.toString().matches(".*\\.(dist|egg)-info")) {
        return true;
      }
    }
    return false;
  }

  private static String inside(List<String> members) {
    String some = String.join(", ", members.subList(0, Math.min(ENOUGH, members.size())));
    return "in " + some + (members.size() > ENOUGH ? " and more" : "");
  }

  private static boolean binary(byte[] content) {
    for (byte b : content) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
