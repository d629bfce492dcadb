package org.dhvirtualenv.engine.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares this machine's OpenSSL, where it has one, with what Java does. */
class DigestsTest {
  private static final long MUCH = 1 << 30;

  private final Random random = new Random(42);

  @TempDir Path directory;

  private byte[] content(int size) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return content;
  }

  /** Returns the digest of parts of {@code content}, a {@code step} apart and as long. */
  private static byte[] digest(Sha256 digest, byte[] content, int step) {
    digest.begin();
    for (int done = 0; done < content.length; done += step) {
      int length = Math.min(step, content.length - done);
      byte[] part = new byte[step];
      System.arraycopy(content, done, part, 0, length);
      digest.update(part, length);
    }
    return digest.digest();
  }

  @Test
  void openssl_and_java_say_the_same() {
    try (Sha256 openssl = Digests.of(MUCH);
        Sha256 java = new JavaSha256()) {
      assumeTrue(openssl instanceof OpensslSha256, "no OpenSSL 3, or 32 bits");
      for (int size : new int[] {0, 1, 55, 56, 64, 1000, 131_071, 131_072, 131_073, 500_000}) {
        byte[] content = content(size);
        byte[] known = digest(java, content, Math.max(1, size));
        for (int step : new int[] {997, 65_536, 131_072, 262_144, 400_001}) {
          assertThat(digest(openssl, content, step)).isEqualTo(known);
          assertThat(digest(java, content, step)).isEqualTo(known);
        }
      }
    }
  }

  @Test
  void what_was_given_up_leaves_no_trace() {
    for (Sha256 digest : new Sha256[] {Digests.of(MUCH), new JavaSha256()}) {
      byte[] content = content(100);
      byte[] known = digest(digest, content, 100);
      digest.begin();
      digest.update(content, 50);
      assertThat(digest(digest, content, 7)).isEqualTo(known);
      digest.close();
    }
  }

  @Test
  void a_library_that_says_something_else_is_not_used() {
    try (Sha256 java = new JavaSha256()) {
      Sha256 wrong =
          new Sha256() {
            @Override
            public void begin() {
              // keeps what it had
            }

            @Override
            public void update(byte[] content, int length) {
              java.update(content, length - 1);
            }

            @Override
            public byte[] digest() {
              return java.digest();
            }

            @Override
            public void close() {
              java.close();
            }
          };
      assertThat(Digests.right(wrong)).isFalse();
    }
    try (Sha256 java = new JavaSha256()) {
      assertThat(Digests.right(java)).isTrue();
    }
  }

  @Test
  void digests_of_files_are_those_of_their_content() throws IOException {
    String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(Digests.hexadecimal(file)).isEqualTo(empty);
    for (int size : new int[] {3, 65_536, 65_537, 20_000_000}) {
      byte[] content = content(size);
      Files.write(file, content);
      try (Sha256 java = new JavaSha256()) {
        assertThat(Digests.sha256(file)).isEqualTo(digest(java, content, size));
      }
    }
  }
}
