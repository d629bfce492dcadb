package org.dhvirtualenv.engine.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dhvirtualenv.engine.error.FileFailure;

/** Computes digests of files. */
public final class Digest {
  private static final int BUFFER = 1 << 16;

  private Digest() {}

  /** Returns the SHA-256 digest of {@code file} in hexadecimal. */
  public static String sha256(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
        digest.update(buffer, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
