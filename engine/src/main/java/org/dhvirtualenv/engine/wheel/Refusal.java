package org.dhvirtualenv.engine.wheel;

import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.WheelFile;

/** Words why a wheel is not installed. */
final class Refusal {
  private Refusal() {}

  /** Returns the failure for the whole of {@code wheel}. */
  static EngineException of(WheelFile wheel, String why) {
    return new EngineException(
        ExitCode.PACKAGING,
        "wheel '" + visible(String.valueOf(wheel.file().getFileName())) + "' " + why,
        "fetch it again; if that is what its author published, pin another version of "
            + wheel.name()
            + " or build it here with --extra-pip-arg=--no-binary="
            + wheel.name());
  }

  /** Returns the failure for one member of {@code wheel}. */
  static EngineException of(WheelFile wheel, String member, String why) {
    return of(wheel, "has a member '" + visible(member) + "' " + why);
  }

  /** Returns {@code name} with control characters replaced, which could rewrite a terminal. */
  static String visible(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                text.append(String.format("\\x%02x", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
