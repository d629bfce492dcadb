package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.PipTool;

/** The pip that does the work, as a wheel that can be installed without any index. */
final class PipWheel {
  private PipWheel() {}

  static WheelFile of(PipTool pip) {
    Path file = pip.wheel();
    return new WheelFile(
        file,
        new DistributionName("pip"),
        String.valueOf(file.getFileName()).split("-")[1],
        new Provenance(Provenance.Kind.PREBUILT, file.toUri().toString(), Optional.empty()),
        false,
        Optional.empty());
  }
}
