package org.dhvirtualenv.engine.digest;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Computes digests with OpenSSL (EVP_DigestInit(3ssl)). */
final class OpensslSha256 implements Sha256 {
  private static final int BYTES = 32;
  private static final int ROOM = 1 << 17;

  private final Pointer type = Libcrypto.EVP_sha256();
  private final Pointer context = Libcrypto.EVP_MD_CTX_new();
  private final Memory buffer = new Memory(ROOM);

  private OpensslSha256() {}

  /** Returns one; fails with a {@link LinkageError} where there is no such OpenSSL. */
  static OpensslSha256 load() {
    if (Native.POINTER_SIZE != Long.BYTES) {
      throw new UnsatisfiedLinkError("size_t is no long here");
    }
    return new OpensslSha256();
  }

  @Override
  public void begin() {
    succeed(Libcrypto.EVP_DigestInit_ex(context, type, Pointer.NULL));
  }

  @Override
  public void update(byte[] content, int length) {
    for (int done = 0; done < length; done += ROOM) {
      int count = Math.min(ROOM, length - done);
      buffer.write(0, content, done, count);
      succeed(Libcrypto.EVP_DigestUpdate(context, buffer, count));
    }
  }

  @Override
  public byte[] digest() {
    succeed(Libcrypto.EVP_DigestFinal_ex(context, buffer, Pointer.NULL));
    return buffer.getByteArray(0, BYTES);
  }

  private static void succeed(int status) {
    if (status != 1) {
      throw new IllegalStateException("OpenSSL computes no digest");
    }
  }

  @Override
  public void close() {
    Libcrypto.EVP_MD_CTX_free(context);
    buffer.close();
  }
}
