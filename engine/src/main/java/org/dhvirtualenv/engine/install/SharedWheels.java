package org.dhvirtualenv.engine.install;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.PipArguments;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.Python;
import org.dhvirtualenv.engine.plan.Sources;

/**
 * The wheels of all virtualenvs that one run of the engine makes: packages that ask for the same
 * get the same ones, decided, fetched and built once.
 *
 * <p>They lie in the temporary directories of those that asked first, which are held until the run
 * ends. A virtualenv that is added to, or whose back ends see what it has ({@code
 * --no-build-isolation}), shares nothing.
 */
public final class SharedWheels implements AutoCloseable {
  private record Key(Sources sources, Python python, Map<String, String> compilerFlags) {}

  private record Answers(Key key, String asked, List<List<WheelFile>> wheels) {}

  /** A list, since most runs have one, and the hash of all that a plan has takes its time. */
  private final List<Answers> known = new ArrayList<>();

  private final List<Runnable> removals = new ArrayList<>();

  /** Keeps a directory with wheels for the rest of the run; {@code removal} removes it. */
  public void hold(Runnable removal) {
    removals.add(removal);
  }

  /**
   * Returns what answers the requests of {@code plan} in their order: what answered an equal plan
   * before, or else {@code supply}.
   */
  Function<Request, List<WheelFile>> of(
      BuildPlan plan, Supplier<Function<Request, List<WheelFile>>> supply, PipLog log) {
    if (plan.extend() || !isolated(plan.sources())) {
      return supply.get();
    }
    Key key = new Key(plan.sources(), plan.python(), plan.machine().compilerFlags());
    for (Answers before : known) {
      if (before.key().equals(key)) {
        log.say("taking the wheels of '" + before.asked() + "', which asks for the same");
        Iterator<List<WheelFile>> wheels = before.wheels().iterator();
        return request -> wheels.next();
      }
    }
    Answers answers = new Answers(key, plan.target().name().value(), new ArrayList<>());
    known.add(answers);
    Function<Request, List<WheelFile>> asked = supply.get();
    return request -> {
      List<WheelFile> wheels = asked.apply(request);
      answers.wheels().add(wheels);
      return wheels;
    };
  }

  private static boolean isolated(Sources sources) {
    return PipArguments.of(sources.pipArguments(), sources.directory()).isolated();
  }

  /** Removes the directories. */
  @Override
  public void close() {
    removals.forEach(Runnable::run);
  }
}
