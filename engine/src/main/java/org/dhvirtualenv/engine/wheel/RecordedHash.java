package org.dhvirtualenv.engine.wheel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * What a row of RECORD says about the content of a file.
 *
 * @param algorithm as {@link MessageDigest} names it; SHA-256 or better, as the specification asks
 * @param digest the hash, in URL-safe base64
 * @param size in bytes, if the row tells it
 */
record RecordedHash(String algorithm, String digest, Optional<Long> size) {
  static final String USUAL = "SHA-256";

  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "sha256", USUAL,
          "sha384", "SHA-384",
          "sha512", "SHA-512",
          "sha3_256", "SHA3-256",
          "sha3_384", "SHA3-384",
          "sha3_512", "SHA3-512");

  /** Returns what {@code row} says; nothing if it has no hash or none that is allowed. */
  static Optional<RecordedHash> of(RecordRow row) {
    int equals = row.hash().indexOf('=');
    String algorithm = equals < 0 ? null : ALGORITHMS.get(row.hash().substring(0, equals));
    if (algorithm == null) {
      return Optional.empty();
    }
    try {
      String digest = row.hash().substring(equals + 1);
      bytes(digest);
      Optional<Long> size =
          row.size().isBlank() ? Optional.empty() : Optional.of(Long.parseLong(row.size().strip()));
      return Optional.of(new RecordedHash(algorithm, digest, size));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns whether this is the hash {@code other}. */
  boolean matches(byte[] other) {
    return MessageDigest.isEqual(bytes(digest), other);
  }

  private static byte[] bytes(String digest) {
    int end = digest.length();
    while (end > 0 && digest.charAt(end - 1) == '=') {
      end--; // which is not to be there, and some write as many as they like
    }
    return Base64.getUrlDecoder().decode(digest.substring(0, end));
  }

  /** Returns the row for a file with {@code content}. */
  static RecordRow row(String path, byte[] content) {
    return RecordRow.of(path, digest(USUAL).digest(content), content.length);
  }

  /** Returns a new digest. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform from 9 on has all of them
    }
  }
}
