package org.dhvirtualenv.engine.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes digests with what Java has. */
final class JavaSha256 implements Sha256 {
  private final MessageDigest digest;

  /** Creates one that has taken nothing. */
  JavaSha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public void begin() {
    digest.reset();
  }

  @Override
  public void update(byte[] content, int length) {
    digest.update(content, 0, length);
  }

  @Override
  public byte[] digest() {
    return digest.digest();
  }

  @Override
  public void close() {
    digest.reset();
  }
}
