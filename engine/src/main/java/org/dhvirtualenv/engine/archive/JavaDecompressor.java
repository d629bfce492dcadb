package org.dhvirtualenv.engine.archive;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses with what Java has. */
public final class JavaDecompressor implements Decompressor {
  private final Inflater inflater = new Inflater(true);

  @Override
  public void reset() {
    inflater.reset();
  }

  @Override
  public void take(byte[] input, int offset, int length) {
    inflater.setInput(input, offset, length);
  }

  @Override
  public int give(byte[] output) throws MalformedArchiveException {
    try {
      return inflater.inflate(output);
    } catch (DataFormatException e) {
      throw new MalformedArchiveException("its compressed content is damaged", e);
    }
  }

  @Override
  public boolean hungry() {
    return inflater.needsInput() && !inflater.finished();
  }

  @Override
  public boolean ended() {
    return inflater.finished();
  }

  @Override
  public int unused() {
    return inflater.getRemaining();
  }

  @Override
  public void close() {
    inflater.end();
  }
}
