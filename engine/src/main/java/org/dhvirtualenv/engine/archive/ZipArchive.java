package org.dhvirtualenv.engine.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * An open ZIP archive, whose members can be read in any order by several threads at once.
 *
 * <p>Members come in the order of the central directory; what else lies in the file is not looked
 * at. Names are not checked here, and one name can occur more than once.
 */
public final class ZipArchive implements Closeable {
  private final FileChannel channel;
  private final List<ZipMember> members;

  private ZipArchive(FileChannel channel, List<ZipMember> members) {
    this.channel = channel;
    this.members = List.copyOf(members);
  }

  /**
   * Opens {@code file}.
   *
   * @throws MalformedArchiveException if it is no archive or a damaged one
   */
  public static ZipArchive open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ZipArchive(channel, directory(file));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @SuppressWarnings("deprecation") // the replacement is newer than commons-compress in bookworm
  private static List<ZipMember> directory(Path file) throws IOException {
    List<ZipMember> members = new ArrayList<>();
    try (ZipFile zip =
        new ZipFile(
            FileChannel.open(file, StandardOpenOption.READ), file.toString(), "UTF-8", false)) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        members.add(member(entry));
      }
    } catch (IOException | RuntimeException e) {
      // whatever a parser meets in a damaged file, it is the file's fault
      throw new MalformedArchiveException("it is not a whole ZIP archive: " + e.getMessage(), e);
    }
    return members;
  }

  private static ZipMember member(ZipArchiveEntry entry) throws MalformedArchiveException {
    ZipMember member =
        new ZipMember(
            new String(entry.getRawName(), StandardCharsets.ISO_8859_1),
            entry.getGeneralPurposeBit().usesUTF8ForNames(),
            entry.getGeneralPurposeBit().usesEncryption(),
            entry.getMethod(),
            (int) (entry.getExternalAttributes() >> 16) & 0xFFFF,
            entry.getCompressedSize(),
            entry.getSize(),
            entry.getCrc(),
            entry.getDataOffset());
    if (member.size() < 0 || member.compressed() < 0 || member.start() < 0) {
      throw new MalformedArchiveException("a member has no size or no place: " + entry.getName());
    }
    return member;
  }

  /** Returns its members. */
  public List<ZipMember> members() {
    return members;
  }

  /** Reads from {@code position} on into {@code buffer}; fewer bytes only at the file's end. */
  void read(ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
