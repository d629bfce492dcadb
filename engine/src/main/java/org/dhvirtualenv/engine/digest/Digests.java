package org.dhvirtualenv.engine.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.dhvirtualenv.engine.error.FileFailure;

/** Computes digests, and chooses what does: the results are the same. */
public final class Digests {
  private static final int BUFFER = 1 << 16;

  /** Of less, digests are computed sooner than a library is loaded. */
  private static final long WORTH_LOADING = 1 << 24;

  private static final int TRIED = 300_000;

  /** The bytes that were announced so far, to all threads. */
  private static final AtomicLong ASKED = new AtomicLong();

  private Digests() {}

  /**
   * Returns what computes digests of contents that will have {@code bytes} bytes in all. OpenSSL
   * does when there has been enough of them in this run; for few bytes it is not set up.
   */
  public static Sha256 of(long bytes) {
    return bytes > BUFFER && ASKED.addAndGet(bytes) >= WORTH_LOADING && Openssl.WORKS
        ? OpensslSha256.load()
        : new JavaSha256();
  }

  /** Returns the SHA-256 digest of {@code file}. */
  public static byte[] sha256(Path file) {
    try (InputStream content = Files.newInputStream(file);
        Sha256 digest = of(Files.size(file))) {
      byte[] buffer = new byte[BUFFER];
      digest.begin();
      for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
        digest.update(buffer, length);
      }
      return digest.digest();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns the SHA-256 digest of {@code file} in hexadecimal. */
  public static String hexadecimal(Path file) {
    return HexFormat.of().formatHex(sha256(file));
  }

  /** Is asked for the first time when there is enough to do. */
  private static final class Openssl {
    static final boolean WORKS = works();

    /** Returns whether this machine's OpenSSL is there and is the library that it is taken for. */
    private static boolean works() {
      try (Sha256 digest = OpensslSha256.load()) {
        return right(digest);
      } catch (LinkageError | IllegalStateException e) {
        return false;
      }
    }
  }

  /** Returns whether {@code digest} says the same as Java, twice. */
  static boolean right(Sha256 digest) {
    byte[] content = new byte[TRIED];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ((i * i) >> 7);
    }
    try (Sha256 java = new JavaSha256()) {
      byte[] known = twoParts(java, content);
      byte[] first = twoParts(digest, content);
      byte[] second = twoParts(digest, content);
      return Arrays.equals(first, known) && Arrays.equals(second, known);
    }
  }

  private static byte[] twoParts(Sha256 digest, byte[] content) {
    digest.begin();
    digest.update(content, content.length);
    digest.update(content, content.length / 7);
    return digest.digest();
  }
}
