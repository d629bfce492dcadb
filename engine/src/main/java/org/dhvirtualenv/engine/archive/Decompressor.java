package org.dhvirtualenv.engine.archive;

import java.io.Closeable;

/**
 * Decompresses DEFLATE (RFC 1951), one content after the other, for one thread.
 *
 * <p>Input is taken in parts and output given in parts. When nothing comes out, more input is
 * needed or the content has ended.
 */
public interface Decompressor extends Closeable {
  /** The most bytes that are taken at once. */
  int MOST_INPUT = 1 << 16;

  /** Begins with another content. */
  void reset();

  /** Takes the next {@code length} bytes of {@code input}; those that it had are used up. */
  void take(byte[] input, int offset, int length);

  /**
   * Puts the next bytes into {@code output} and returns how many they are.
   *
   * @throws MalformedArchiveException if the content is damaged
   */
  int give(byte[] output) throws MalformedArchiveException;

  /** Returns whether its input is used up, and it has not seen the end of the content in it. */
  boolean hungry();

  /** Returns whether the content has ended; asked once, when no more input will come. */
  boolean ended();

  /** Returns how many bytes of its input stand behind the content, which has ended. */
  int unused();

  @Override
  void close();
}
