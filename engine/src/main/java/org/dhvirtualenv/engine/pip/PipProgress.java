package org.dhvirtualenv.engine.pip;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;

/**
 * Understands from pip's lines what it is dealing with, and when it goes over from fetching to
 * building.
 */
final class PipProgress implements Consumer<String> {
  private static final String NAME = "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)";
  private static final Pattern COLLECTING = Pattern.compile("\\s*Collecting " + NAME + ".*");
  private static final Pattern PROCESSING =
      Pattern.compile("\\s*Processing (?:\\S*/)?([A-Za-z0-9][A-Za-z0-9._]*).*");
  private static final Pattern TO_BUILD =
      Pattern.compile("\\s*Building wheels for collected packages: (.*)");
  private static final Pattern BUILDING =
      Pattern.compile("\\s*Building wheel for " + NAME + " .*: started");

  private final Phases phases;
  private int all;
  private int done;

  /**
   * Creates a reader of lines.
   *
   * @param all how many distributions pip was told to get; 0 if nobody knows
   */
  PipProgress(Phases phases, int all) {
    this.phases = phases;
    this.all = all;
  }

  @Override
  public void accept(String line) {
    Matcher toBuild = TO_BUILD.matcher(line);
    if (toBuild.matches()) {
      phases.turn(Phase.BUILD);
      all = toBuild.group(1).split(",").length;
      done = 0;
      return;
    }
    for (Pattern pattern : new Pattern[] {COLLECTING, PROCESSING, BUILDING}) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        done++;
        phases.step(matcher.group(1) + (all > 0 ? ", " + done + " of " + all : ""));
        return;
      }
    }
  }
}
