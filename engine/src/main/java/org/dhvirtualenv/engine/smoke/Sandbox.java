package org.dhvirtualenv.engine.smoke;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Runs trials in a private root, in namespaces that a program of ours makes; it needs Python's
 * ctypes.
 *
 * <p>strace(1) tells what they look for in vain, if it is installed and may trace.
 */
public final class Sandbox {
  private static final String PROGRAM = "private_root.py";
  private static final int UNAVAILABLE = 3;
  private static final Gson GSON = new Gson();

  private final CommandRunner runner;
  private final Path scratch;

  /** Creates one that works in the directory {@code scratch}, which must exist. */
  public Sandbox(CommandRunner runner, Path scratch) {
    this.runner = runner;
    this.scratch = scratch;
  }

  /** Tells that this user can have no private root on this machine. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String reason) {
      super(reason);
    }
  }

  /**
   * Runs {@code trials} one after the other.
   *
   * @param search PATH of their programs
   * @param seconds the longest that one may take
   * @throws Unavailable if there can be no private root
   */
  public List<Outcome> run(PrivateRoot root, List<Trial> trials, String search, long seconds)
      throws Unavailable {
    Path program = scratch.resolve(PROGRAM);
    Path plan = scratch.resolve("plan.json");
    Path trace = scratch.resolve("trace");
    try {
      Files.deleteIfExists(trace);
      Files.write(program, Resource.bytes(Sandbox.class, PROGRAM));
      Path mounted = Files.createDirectories(scratch.resolve("root"));
      JsonObject all = plan(root, trials);
      all.addProperty("root", mounted.toString());
      all.addProperty("programs", search);
      all.addProperty("seconds", seconds);
      Files.write(plan, GSON.toJson(all).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileFailure.of(scratch, e);
    }
    List<String> words = new ArrayList<>(tracer(trace));
    words.addAll(List.of("python3", "-I", "-B", program.toString(), plan.toString()));
    List<JsonObject> answers = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    Command command = new Command(words, scratch, Map.of());
    CommandResult result =
        runner.run(
            command,
            line -> {
              if (line.startsWith("{")) {
                answers.add(GSON.fromJson(line, JsonObject.class));
              } else {
                rest.add(line);
              }
            });
    if (result.status() == UNAVAILABLE && answers.isEmpty()) {
      throw new Unavailable(String.join("; ", rest));
    }
    if (!result.succeeded() || answers.size() != trials.size()) {
      throw ToolFailure.of(
          "the private root for the test failed",
          command,
          new CommandResult(result.status(), rest),
          "run dh_virtualenv_test -v for details; it can be left out with DEB_BUILD_OPTIONS=nocheck");
    }
    return outcomes(trials, answers, Trace.read(trace, trials.size()));
  }

  private static List<Outcome> outcomes(
      List<Trial> trials, List<JsonObject> answers, List<Set<Absence>> traced) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      JsonObject answer = answers.get(i);
      outcomes.add(
          OutputReader.outcome(
              trials.get(i),
              answer.get("status").getAsInt(),
              answer.get("late").getAsBoolean(),
              answer.get("output").getAsString().lines().toList(),
              traced.get(i)));
    }
    return outcomes;
  }

  private static JsonObject plan(PrivateRoot root, List<Trial> trials) {
    JsonObject plan = new JsonObject();
    JsonArray entries = new JsonArray();
    root.entries().forEach((path, entry) -> entries.add(pair(path, entry)));
    plan.add("entries", entries);
    JsonArray commands = new JsonArray();
    for (Trial trial : trials) {
      JsonArray words = new JsonArray();
      trial.command().forEach(word -> words.add(new JsonPrimitive(word)));
      commands.add(words);
    }
    plan.add("trials", commands);
    return plan;
  }

  private static JsonArray pair(Path path, Entry entry) {
    JsonArray pair = new JsonArray();
    pair.add(new JsonPrimitive(path.toString()));
    if (entry instanceof Entry.Link link) {
      pair.add(words("link", link.target()));
    } else if (entry instanceof Entry.Mount mount) {
      pair.add(words("mount", mount.source()));
    } else {
      pair.add(JsonNull.INSTANCE);
    }
    return pair;
  }

  private static JsonArray words(String kind, Path value) {
    JsonArray words = new JsonArray();
    words.add(new JsonPrimitive(kind));
    words.add(new JsonPrimitive(value.toString()));
    return words;
  }

  /** Returns the words in front of a command that note in {@code trace} what is not there. */
  private List<String> tracer(Path trace) {
    List<String> strace =
        List.of(
            "strace",
            "--follow-forks",
            "--quiet=all",
            "--seccomp-bpf",
            "--signal=none",
            "--failed-only",
            "--trace=?open,openat,execve",
            "--output=" + trace);
    List<String> attempt = new ArrayList<>(strace);
    attempt.add("true");
    try {
      return runner.query(new Command(attempt, scratch, Map.of())).succeeded() ? strace : List.of();
    } catch (EngineException e) {
      return List.of(); // it is not installed
    }
  }
}
