package org.dhvirtualenv.engine.wheel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.archive.ZipArchive;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * A wheel that is open and has passed every check that needs no content of its files.
 *
 * @param file what it is
 * @param archive to read members from
 * @param metadata the name of its .dist-info directory
 * @param members its files, in the archive's order
 * @param entryPoints the scripts that it asks for
 */
record OpenWheel(
    WheelFile file,
    ZipArchive archive,
    String metadata,
    List<WheelMember> members,
    EntryPoints entryPoints)
    implements Closeable {
  /** Copies the list. */
  OpenWheel {
    members = List.copyOf(members);
  }

  /** Returns how messages name the distribution. */
  String title() {
    return file.name() + " " + file.version();
  }

  /** Returns where its metadata is going to be. */
  Path directory(WheelScheme scheme) {
    return scheme.site().resolve(metadata);
  }

  /** Returns where its RECORD is going to be. */
  Path record(WheelScheme scheme) {
    return directory(scheme).resolve("RECORD");
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
