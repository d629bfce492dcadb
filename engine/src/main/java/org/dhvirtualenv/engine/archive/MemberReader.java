package org.dhvirtualenv.engine.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads members of archives one after the other, in a fixed amount of memory.
 *
 * <p>For one thread; each has its own. The content is passed on as it is decompressed, so whoever
 * takes it learns only at the end whether it was right: its size is the declared one, its CRC-32
 * agrees, the compressed content ends where it should and the local header says the same as the
 * directory. Never passes on more bytes than the directory declares.
 */
public final class MemberReader implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** What most extra fields need at most. */
  private static final int USUAL_EXTRA = 64;

  private static final int MOST_EXTRA = 0xFFFF;

  /** Takes content. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the first {@code length} bytes of {@code buffer}, which is used again afterwards. */
    void accept(byte[] buffer, int length) throws IOException;
  }

  private final byte[] input = new byte[BUFFER];
  private final byte[] output = new byte[2 * BUFFER];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();

  /**
   * Passes the content of {@code member} to {@code sink}.
   *
   * @throws MalformedArchiveException if the archive is at fault; any other exception comes from
   *     {@code sink} or the file system
   */
  public void read(ZipArchive archive, ZipMember member, Sink sink) throws IOException {
    if (member.encrypted()) {
      throw new MalformedArchiveException("it is encrypted");
    }
    if (member.method() != ZipMember.STORED && member.method() != ZipMember.DEFLATED) {
      throw new MalformedArchiveException("it has compression method " + member.method());
    }
    int header = header(archive, member);
    crc.reset();
    long written =
        member.method() == ZipMember.STORED
            ? copy(archive, member, header, sink)
            : inflate(archive, member, header, sink);
    if (written != member.size()) {
      throw new MalformedArchiveException(
          "it has " + written + " bytes and declares " + member.size());
    }
    if (crc.getValue() != member.crc()) {
      throw new MalformedArchiveException("its CRC-32 is not the declared one");
    }
  }

  /** Reads the header and as much content as fits; returns how many bytes are header. */
  private int header(ZipArchive archive, ZipMember member) throws IOException {
    int usual = LocalHeader.FIXED + member.rawName().length() + USUAL_EXTRA;
    int length = (int) Math.min(Math.min(usual, BUFFER / 2), member.start());
    fill(archive, member.start() - length, (int) Math.min(length + member.compressed(), BUFFER));
    byte[] before = java.util.Arrays.copyOf(input, length);
    if (!LocalHeader.check(before, member, length == member.start())) {
      int most = LocalHeader.FIXED + member.rawName().length() + MOST_EXTRA;
      byte[] all = new byte[(int) Math.min(most, member.start())];
      archive.read(ByteBuffer.wrap(all), member.start() - all.length);
      LocalHeader.check(all, member, true);
    }
    return length;
  }

  private void fill(ZipArchive archive, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(input, 0, length);
    archive.read(buffer, position);
    if (buffer.hasRemaining()) {
      throw new MalformedArchiveException("it ends beyond the end of the archive");
    }
  }

  private long copy(ZipArchive archive, ZipMember member, int header, Sink sink)
      throws IOException {
    if (member.compressed() != member.size()) {
      return member.compressed();
    }
    int count = (int) Math.min(member.size(), BUFFER - header);
    System.arraycopy(input, header, output, 0, count);
    long done = 0;
    while (true) {
      crc.update(output, 0, count);
      sink.accept(output, count);
      done += count;
      if (done == member.size()) {
        return done;
      }
      count = (int) Math.min(member.size() - done, BUFFER);
      fill(archive, member.start() + done, count);
      System.arraycopy(input, 0, output, 0, count);
    }
  }

  private long inflate(ZipArchive archive, ZipMember member, int header, Sink sink)
      throws IOException {
    int first = (int) Math.min(member.compressed(), BUFFER - header);
    long taken = first;
    long done = 0;
    inflater.reset();
    inflater.setInput(input, header, first);
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(output);
        if (count > member.size() - done) {
          throw new MalformedArchiveException("it has more bytes than it declares");
        }
        if (count > 0) {
          crc.update(output, 0, count);
          sink.accept(output, count);
          done += count;
        } else if (inflater.needsDictionary()) {
          throw new MalformedArchiveException("its compressed content is damaged");
        } else if (inflater.needsInput() && !inflater.finished()) {
          int more = (int) Math.min(member.compressed() - taken, BUFFER);
          if (more == 0) {
            throw new MalformedArchiveException("its compressed content is incomplete");
          }
          fill(archive, member.start() + taken, more);
          inflater.setInput(input, 0, more);
          taken += more;
        }
      }
    } catch (DataFormatException e) {
      throw new MalformedArchiveException("its compressed content is damaged", e);
    }
    if (taken - inflater.getRemaining() != member.compressed()) {
      throw new MalformedArchiveException("its compressed content ends too early");
    }
    return done;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
