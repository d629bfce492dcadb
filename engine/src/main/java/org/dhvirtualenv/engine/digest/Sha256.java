package org.dhvirtualenv.engine.digest;

import java.io.Closeable;

/** Computes SHA-256 digests (FIPS 180-4), one after the other, for one thread. */
public interface Sha256 extends Closeable {
  /** Begins with another content. */
  void begin();

  /** Takes the first {@code length} bytes of {@code content}. */
  void update(byte[] content, int length);

  /** Returns the digest of what was taken, once. */
  byte[] digest();

  @Override
  void close();
}
