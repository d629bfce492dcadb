package org.dhvirtualenv.engine.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * Reads members of archives one after the other, in a fixed amount of memory.
 *
 * <p>For one thread; each has its own. The content is passed on as it is decompressed, so whoever
 * takes it learns only at the end whether it was right: its size is the declared one, its CRC-32
 * agrees, the compressed content ends where it should and the local header says the same as the
 * directory. Never passes on more bytes than the directory declares.
 */
public final class MemberReader implements Closeable {
  private static final int BUFFER = Decompressor.MOST_INPUT;

  /** What most extra fields need at most; of one that is longer only the length is read. */
  private static final int USUAL_EXTRA = 64;

  /** Takes content. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the first {@code length} bytes of {@code buffer}, which is used again afterwards. */
    void accept(byte[] buffer, int length) throws IOException;
  }

  private final byte[] input = new byte[BUFFER];
  private final ByteBuffer bytes = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] output = new byte[2 * BUFFER];
  private final Decompressor decompressor;
  private final CRC32 crc = new CRC32();

  /** Creates a reader that uses {@code decompressor}, which is closed with it. */
  public MemberReader(Decompressor decompressor) {
    this.decompressor = decompressor;
  }

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
    int usual = LocalHeader.FIXED + member.rawName().length() + USUAL_EXTRA;
    int count = fill(archive, member.header(), usual + member.compressed());
    int header = LocalHeader.check(bytes, count, member);
    bytes.position(Math.min(header, count));
    bytes.limit((int) Math.min(count, bytes.position() + member.compressed()));
    long start = member.header() + header;
    crc.reset();
    long written =
        member.method() == ZipMember.STORED
            ? copy(archive, member, start, sink)
            : inflate(archive, member, start, sink);
    if (written != member.size()) {
      throw new MalformedArchiveException(
          "it has " + written + " bytes and declares " + member.size());
    }
    if (crc.getValue() != member.crc()) {
      throw new MalformedArchiveException("its CRC-32 is not the declared one");
    }
  }

  /** Reads as much as there is room for and returns how much that is. */
  private int fill(ZipArchive archive, long position, long length) throws IOException {
    bytes.clear().limit((int) Math.min(length, BUFFER));
    archive.read(bytes, position);
    int count = bytes.position();
    bytes.clear();
    return count;
  }

  /** Reads more of a member's content, of which {@code left} bytes are missing. */
  private int more(ZipArchive archive, long position, long left) throws IOException {
    int count = fill(archive, position, left);
    if (count < Math.min(left, BUFFER)) {
      throw new MalformedArchiveException("it ends beyond the end of the archive");
    }
    return count;
  }

  private long copy(ZipArchive archive, ZipMember member, long start, Sink sink)
      throws IOException {
    if (member.compressed() != member.size()) {
      return member.compressed();
    }
    int count = bytes.remaining();
    System.arraycopy(input, bytes.position(), output, 0, count);
    long done = 0;
    while (true) {
      crc.update(output, 0, count);
      sink.accept(output, count);
      done += count;
      if (done == member.size()) {
        return done;
      }
      count = more(archive, start + done, member.size() - done);
      System.arraycopy(input, 0, output, 0, count);
    }
  }

  private long inflate(ZipArchive archive, ZipMember member, long start, Sink sink)
      throws IOException {
    long taken = bytes.remaining();
    long done = 0;
    decompressor.reset();
    decompressor.take(input, bytes.position(), bytes.remaining());
    while (true) {
      int count = decompressor.give(output);
      if (count > member.size() - done) {
        throw new MalformedArchiveException("it has more bytes than it declares");
      }
      if (count > 0) {
        crc.update(output, 0, count);
        sink.accept(output, count);
        done += count;
      } else if (decompressor.hungry() && taken < member.compressed()) {
        int more = more(archive, start + taken, member.compressed() - taken);
        decompressor.take(input, 0, more);
        taken += more;
      } else {
        break;
      }
    }
    if (!decompressor.ended()) {
      throw new MalformedArchiveException("its compressed content is incomplete");
    }
    if (taken - decompressor.unused() != member.compressed()) {
      throw new MalformedArchiveException("its compressed content ends too early");
    }
    return done;
  }

  @Override
  public void close() {
    decompressor.close();
  }
}
