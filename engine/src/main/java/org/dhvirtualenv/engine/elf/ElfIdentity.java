package org.dhvirtualenv.engine.elf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * The first 20 bytes of an object: enough to tell what it is.
 *
 * @param abi class, byte order and machine
 * @param type e_type
 */
public record ElfIdentity(ElfAbi abi, int type) {
  private static final int LENGTH = 20;
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;

  /** Reads the identity of {@code file}; empty if the file is no ELF object. */
  public static Optional<ElfIdentity> of(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LENGTH);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
    boolean magic =
        head.length == LENGTH
            && head[0] == 0x7f
            && head[1] == 'E'
            && head[2] == 'L'
            && head[3] == 'F';
    if (!magic || head[4] < 1 || head[4] > 2 || head[5] < 1 || head[5] > 2) {
      return Optional.empty();
    }
    boolean little = head[5] == 1;
    ByteBuffer buffer = ByteBuffer.wrap(head);
    buffer.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int machine = Short.toUnsignedInt(buffer.getShort(18));
    ElfAbi abi = new ElfAbi(head[4] == 1 ? 32 : 64, little, machine);
    return Optional.of(new ElfIdentity(abi, Short.toUnsignedInt(buffer.getShort(16))));
  }

  /** Returns whether the loader can use the object: an executable or a shared object. */
  public boolean loadable() {
    return type == ET_EXEC || type == ET_DYN;
  }
}
