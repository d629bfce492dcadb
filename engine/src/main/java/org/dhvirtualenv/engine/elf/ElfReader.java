package org.dhvirtualenv.engine.elf;

import java.nio.file.Path;

/** Reads ELF objects; a seam at which a test puts a fake. */
public interface ElfReader {
  /**
   * Reads the loadable object {@code file}, whose identity has been looked at before.
   *
   * @throws MalformedElfException if a table of the object is damaged
   */
  ElfObject read(Path file);
}
