package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.Strength;

/**
 * A loadable object of the package.
 *
 * @param file where it is staged, without symbolic links
 * @param installPath where it will be on the target
 * @param owner the distribution that installed it, with its version, or "no distribution"
 * @param strength how much the package needs what the object needs
 * @param elf what it says of itself
 */
record ScannedObject(
    Path file, InstallPath installPath, String owner, Strength strength, ElfObject elf) {
  @Override
  public String toString() {
    return "'" + installPath + "' of " + owner;
  }
}
