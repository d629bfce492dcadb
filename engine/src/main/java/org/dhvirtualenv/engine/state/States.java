package org.dhvirtualenv.engine.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dhvirtualenv.engine.model.InstallPath;

/** The states of a package's virtualenvs with their manifests, in a directory of the build. */
public final class States {
  private final Path directory;
  private final StateFile file;

  /**
   * Creates a view.
   *
   * @param file the states, for anybody to read
   * @param directory a private directory for the manifests
   */
  public States(Path file, Path directory) {
    this.file = new StateFile(file);
    this.directory = directory;
  }

  /** Returns all states. */
  public List<VirtualenvState> all() {
    return file.all();
  }

  /** Returns and forgets the state of the virtualenv at {@code place}, which is about to change. */
  public Optional<VirtualenvState> take(InstallPath place) {
    Optional<VirtualenvState> state = file.at(place);
    file.remove(place);
    return state;
  }

  /** Remembers a virtualenv and those of its files that need no second look. */
  public void put(VirtualenvState state, Manifest manifest) {
    manifest.write(manifestFile(state.place()));
    file.put(state);
  }

  /** Remembers what was {@code added} to a virtualenv that was in the state {@code earlier}. */
  public void add(VirtualenvState earlier, VirtualenvState added, Manifest manifest) {
    Manifest before = manifest(added.place(), manifest.tree());
    put(earlier.and(added), manifest.and(before));
  }

  /** Returns which files of the virtualenv, which lies in {@code tree}, need no second look. */
  public Manifest manifest(InstallPath place, Path tree) {
    return Manifest.read(manifestFile(place), tree);
  }

  private Path manifestFile(InstallPath place) {
    byte[] name = place.toString().getBytes(StandardCharsets.UTF_8);
    return directory.resolve(UUID.nameUUIDFromBytes(name) + ".manifest");
  }
}
