package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * A wheel that is in the tree.
 *
 * @param wheel what it was
 * @param metadata its .dist-info directory
 * @param rows what its RECORD says, sorted
 */
public record InstalledWheel(WheelFile wheel, Path metadata, List<RecordRow> rows) {
  /** Copies the rows. */
  public InstalledWheel {
    rows = List.copyOf(rows);
  }
}
