package org.dhvirtualenv.engine.digest;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C names of OpenSSL 3 that compute digests, nothing more. */
@SuppressWarnings({"checkstyle:all", "MemberName", "MethodName"})
final class Libcrypto {
  static {
    Native.register(Libcrypto.class, "libcrypto.so.3");
  }

  private Libcrypto() {}

  static native Pointer EVP_sha256();

  static native Pointer EVP_MD_CTX_new();

  static native void EVP_MD_CTX_free(Pointer context);

  static native int EVP_DigestInit_ex(Pointer context, Pointer type, Pointer engine);

  static native int EVP_DigestUpdate(Pointer context, Pointer data, long count);

  static native int EVP_DigestFinal_ex(Pointer context, Pointer digest, Pointer length);
}
