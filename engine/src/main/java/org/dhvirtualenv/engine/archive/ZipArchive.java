package org.dhvirtualenv.engine.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An open ZIP archive, whose members can be read in any order by several threads at once.
 *
 * <p>Members come in the order of the central directory; what else lies in the file is not looked
 * at. Names are not checked here, and one name can occur more than once.
 */
public final class ZipArchive implements Closeable {
  private final FileChannel channel;
  private final List<ZipMember> members;
  private final long end;

  private ZipArchive(FileChannel channel, List<ZipMember> members, long end) {
    this.channel = channel;
    this.members = List.copyOf(members);
    this.end = end;
  }

  /**
   * Opens {@code file}.
   *
   * @throws MalformedArchiveException if it is no archive or a damaged one
   */
  public static ZipArchive open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      EndOfDirectory end = EndOfDirectory.find(channel);
      return new ZipArchive(channel, CentralDirectory.read(channel, end), end.start());
    } catch (MalformedArchiveException e) {
      channel.close();
      throw new MalformedArchiveException("it is not a whole ZIP archive: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns its members. */
  public List<ZipMember> members() {
    return members;
  }

  /**
   * Reads from {@code position} on into {@code buffer}; fewer bytes only where the directory
   * begins, which is the end of all content.
   */
  void read(ByteBuffer buffer, long position) throws IOException {
    long left = Math.max(0, end - position);
    if (buffer.remaining() > left) {
      buffer.limit(buffer.position() + (int) left);
    }
    Bytes.fill(channel, position, buffer);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
