package org.dhvirtualenv.engine.archive.isal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import org.dhvirtualenv.engine.archive.Decompressor;
import org.dhvirtualenv.engine.archive.MalformedArchiveException;

/**
 * Decompresses with ISA-L.
 *
 * <p>{@code struct inflate_state} (igzip_lib.h) begins with what callers set and read; of the rest
 * only that it is smaller than what it gets here is relied upon. Whether a content has ended stands
 * in that rest, so it is found out otherwise: what has ended takes no more input.
 */
public final class IsalDecompressor implements Decompressor {
  private static final int STATE = 1 << 19;
  private static final int NEXT_OUT = 0;
  private static final int AVAIL_OUT = 8;
  private static final int NEXT_IN = 16;
  private static final int AVAIL_IN = 32;
  private static final int BITS_READ = 36;

  private static final int ROOM = 1 << 17;
  private static final int MORE = 8;

  private final Memory state = new Memory(STATE);
  private final Memory in = new Memory(MOST_INPUT);
  private final Memory out = new Memory(ROOM);

  private IsalDecompressor() {
    state.clear();
    Isal.isal_inflate_init(state);
  }

  /** Returns a decompressor; fails with a {@link LinkageError} where there is no ISA-L. */
  public static IsalDecompressor load() {
    if (Native.POINTER_SIZE != Long.BYTES) {
      throw new UnsatisfiedLinkError("the structure is another one here");
    }
    return new IsalDecompressor();
  }

  @Override
  public void reset() {
    Isal.isal_inflate_reset(state);
    state.setInt(AVAIL_IN, 0);
  }

  @Override
  public void take(byte[] input, int offset, int length) {
    in.write(0, input, offset, length);
    take(length);
  }

  private void take(int length) {
    state.setPointer(NEXT_IN, in);
    state.setInt(AVAIL_IN, length);
  }

  @Override
  public int give(byte[] output) throws MalformedArchiveException {
    int room = Math.min(output.length, ROOM);
    if (!inflate(room)) {
      throw new MalformedArchiveException("its compressed content is damaged");
    }
    int count = room - state.getInt(AVAIL_OUT);
    out.read(0, output, 0, count);
    return count;
  }

  private boolean inflate(int room) {
    state.setPointer(NEXT_OUT, out);
    state.setInt(AVAIL_OUT, room);
    return Isal.isal_inflate(state) >= 0;
  }

  @Override
  public boolean hungry() {
    return state.getInt(AVAIL_IN) == 0;
  }

  @Override
  public boolean ended() {
    if (!hungry()) {
      return true;
    }
    int bits = state.getInt(BITS_READ);
    in.setLong(0, 0);
    take(MORE);
    boolean ended =
        inflate(ROOM) && state.getInt(AVAIL_IN) == MORE && state.getInt(BITS_READ) == bits;
    state.setInt(AVAIL_IN, 0);
    return ended;
  }

  @Override
  public int unused() {
    return state.getInt(AVAIL_IN) + state.getInt(BITS_READ) / Byte.SIZE;
  }

  @Override
  public void close() {
    state.close();
    in.close();
    out.close();
  }
}
