package org.dhvirtualenv.engine.lock;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.LockFormat;
import org.dhvirtualenv.engine.plan.Sources;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.process.RunningProgram;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Translates a lock file into requirements for pip.
 *
 * <p>A program of ours does it, run by the virtualenv's interpreter, which decides about markers,
 * with the libraries in pip. The tool that has made the lock file is not needed.
 */
public final class LockTranslator {
  private static final List<String> PROGRAMS =
      List.of(
          "lock_translator.py",
          "lock_requirements.py",
          "lock_markers.py",
          "lock_uv.py",
          "lock_poetry.py",
          "lock_pylock.py",
          "lock_pipfile.py");

  /** The status with which our program says what is wrong with the lock file. */
  private static final int REFUSED = 3;

  private final ProgramStarter starter;
  private final PipLog log;
  private final Findings findings;

  /**
   * Creates a translator.
   *
   * @param starter starts the interpreter
   * @param log is told which lock file it is
   * @param findings is told which distributions it has no hash of
   */
  public LockTranslator(ProgramStarter starter, PipLog log, Findings findings) {
    this.starter = starter;
    this.log = log;
    this.findings = findings;
  }

  /**
   * Translates the lock file of {@code plan}; empty if it has none.
   *
   * @param virtualenv for whose interpreter the lock file is read
   * @throws EngineException if the lock file is malformed or out of date, or has not what is asked
   *     for
   */
  public Optional<LockedRequirements> translate(BuildPlan plan, Virtualenv virtualenv) {
    return translate(plan, virtualenv, Map.of());
  }

  /**
   * Does the same for another interpreter.
   *
   * @param variables how the libraries of pip learn of it
   */
  public Optional<LockedRequirements> translate(
      BuildPlan plan, Virtualenv virtualenv, Map<String, String> variables) {
    return plan.sources().lock().map(file -> translate(file, plan, virtualenv, variables));
  }

  private LockedRequirements translate(
      Path file, BuildPlan plan, Virtualenv virtualenv, Map<String, String> variables) {
    String name = String.valueOf(file.getFileName());
    Command usual = command(plan, virtualenv);
    JsonObject answer =
        ask(
            new Command(usual.arguments(), usual.directory(), variables),
            request(file, plan.sources()),
            file);
    LockedRequirements locked = new LockedRequirements(name, answer);
    log.say("using " + name + ", which has " + locked.count() + " for this interpreter");
    locked
        .omitted()
        .filter(reason -> plan.sources().project())
        .ifPresent(reason -> log.say("leaving out the project itself: " + reason));
    if (!locked.unhashed().isEmpty()) {
      findings.add(
          Finding.warning(
              name,
              "'"
                  + name
                  + "' has no hash of "
                  + String.join(", ", locked.unhashed())
                  + ", so whatever the index has of that version is taken",
              "lock against an index that tells hashes"));
    }
    return locked;
  }

  private static Command command(BuildPlan plan, Virtualenv virtualenv) {
    Path tools = plan.machine().tools();
    return PipTool.in(tools, PipTool.WHEELS)
        .run(virtualenv.interpreter().executable(), program(tools.resolve("lock")), List.of());
  }

  private static JsonObject request(Path file, Sources sources) {
    JsonObject request = new JsonObject();
    request.addProperty(
        "format", LockFormat.of(file).orElseThrow().name().toLowerCase(Locale.ROOT));
    request.addProperty("lock", file.toString());
    request.addProperty("source", sources.directory().toString());
    request.add("extras", names(sources.extras()));
    request.add("groups", names(sources.groups()));
    return request;
  }

  private static JsonArray names(List<DistributionName> names) {
    JsonArray array = new JsonArray();
    names.forEach(name -> array.add(name.value()));
    return array;
  }

  /** Returns the answer, which may hold passwords; so it is neither output nor shown. */
  private JsonObject ask(Command command, JsonObject request, Path file) {
    try (RunningProgram program = starter.start(command)) {
      String answer = exchange(program, request.toString());
      CommandResult result = program.end();
      if (result.status() == REFUSED) {
        JsonObject refusal = JsonParser.parseString(answer).getAsJsonObject();
        throw new EngineException(
            ExitCode.PACKAGING,
            refusal.get("what").getAsString(),
            refusal.get("hint").getAsString());
      }
      if (!result.succeeded()) {
        throw ToolFailure.of(
            "cannot read '" + file + "'",
            command,
            result,
            "check the interpreter given with --python");
      }
      return JsonParser.parseString(answer).getAsJsonObject();
    }
  }

  private static String exchange(RunningProgram program, String request) {
    try (OutputStream input = program.input()) {
      input.write(request.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it has ended, and its status tells why
    }
    try {
      return new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // as before
    }
  }

  private static Path program(Path directory) {
    try {
      Files.createDirectories(directory);
      for (String name : PROGRAMS) {
        Files.write(directory.resolve(name), Resource.bytes(LockTranslator.class, name));
      }
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    return directory.resolve(PROGRAMS.get(0));
  }
}
