package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.phase.Phases;

/** Decides what a request needs: asks pip, or uv in its place where uv can do that. */
final class Decider {
  private final PipSession session;
  private final PipLog log;
  private final Resolver pip;
  private final Optional<Resolver> uv;
  private boolean excused;

  /**
   * Creates one that asks {@code tool}, or pip if there is none.
   *
   * @param session what pip was told for all requests
   * @param log is told why pip decides after all
   * @param phases is told what is dealt with
   */
  Decider(
      PipSession session, PipSettings settings, Optional<UvTool> tool, PipLog log, Phases phases) {
    this.session = session;
    this.log = log;
    pip = resolver(session.pip(), settings, phases);
    uv =
        tool.map(one -> new Program.Uv(one, settings.temporary(), settings.tool().uv()))
            .map(program -> resolver(session.calling(program), settings, phases));
  }

  private static Resolver resolver(PipCaller caller, PipSettings settings, Phases phases) {
    return new Resolver(caller, settings.temporary(), settings.constraints(), phases);
  }

  /** Returns what would be installed; see {@link Resolver#resolve}. */
  List<Resolved> resolve(
      String what,
      PipArguments arguments,
      Decided decided,
      Optional<DistributionName> except,
      Set<DistributionName> urls) {
    return asked().resolve(what, arguments, decided, except, urls);
  }

  /** Returns who is asked; uv would have the passwords of repositories on command lines. */
  private Resolver asked() {
    if (uv.isPresent() && session.credentials().ofRepositories()) {
      if (!excused) {
        log.say("pip decides, because a repository asks for a password");
        excused = true;
      }
      return pip;
    }
    return uv.orElse(pip);
  }

  /** Returns {@code resolved} as its wheel {@code file} says it, which pip has read and uv not. */
  Resolved described(Resolved resolved, Path file) {
    return uv.isPresent() ? resolved.as(BuiltMetadata.of(file)) : resolved;
  }
}
