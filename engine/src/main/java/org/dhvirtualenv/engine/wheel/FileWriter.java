package org.dhvirtualenv.engine.wheel;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.dhvirtualenv.engine.archive.Decompressor;
import org.dhvirtualenv.engine.archive.MemberReader;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.digest.Sha256;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.error.FileFailure;

/** Writes planned files, one after the other; each thread has its own. */
final class FileWriter implements Closeable {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** The largest program that is looked at as a whole; that of a larger one is no script. */
  private static final long LARGEST_SCRIPT = 1 << 22;

  private final MemberReader reader;
  private final Sha256 digest;
  private final WheelScheme scheme;
  private final ProgramText text;
  private final TreeChange change;

  FileWriter(WheelScheme scheme, TreeChange change, Decompressor decompressor, Sha256 digest) {
    this.digest = digest;
    this.reader = new MemberReader(decompressor);
    this.scheme = scheme;
    this.text = new ProgramText(scheme.home());
    this.change = change;
  }

  /** Compares a member with RECORD and writes nothing. */
  void verify(VerifiedMember member) {
    try {
      member.read(reader, digest, (buffer, length) -> {});
    } catch (IOException e) {
      throw FileFailure.of(member.wheel().file(), e);
    }
  }

  /** Writes {@code file} and returns its row in RECORD. */
  RecordRow write(PlannedFile file) {
    change.create(file.target());
    try (FileChannel out =
        FileChannel.open(file.target(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      RecordRow row = write(file, out);
      // not when it is created, which would leave the last word to the umask
      Files.setPosixFilePermissions(file.target(), file.executable() ? PROGRAM : FILE);
      return row;
    } catch (IOException e) {
      throw FileFailure.of(file.target(), e);
    }
  }

  private RecordRow write(PlannedFile file, FileChannel out) throws IOException {
    String path = scheme.recordPath(file.target());
    if (file.content() instanceof PlannedFile.Written written) {
      byte[] bytes = written.text().getBytes(StandardCharsets.UTF_8);
      append(out, bytes, bytes.length);
      return new RecordRow(path, written.row().hash(), written.row().size());
    }
    WheelMember member = file.content().source().orElseThrow();
    VerifiedMember source = new VerifiedMember(file.wheel().file(), file.wheel().archive(), member);
    if (file.content() instanceof PlannedFile.Rewritten program) {
      return member.entry().size() > LARGEST_SCRIPT
          ? writeLarge(source, program, path, out)
          : writeProgram(source, program, path, out);
    }
    source.read(reader, digest, (buffer, length) -> append(out, buffer, length));
    return new RecordRow(path, member.row().hash(), member.row().size());
  }

  private RecordRow writeProgram(
      VerifiedMember source, PlannedFile.Rewritten program, String path, FileChannel out)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    source.read(reader, digest, (buffer, length) -> content.write(buffer, 0, length));
    byte[] before = content.toByteArray();
    byte[] after = text.rewritten(program.script() ? text.filled(before) : before);
    append(out, after, after.length);
    RecordRow row = program.member().row();
    return after == before
        ? new RecordRow(path, row.hash(), row.size())
        : RecordedHash.row(path, after);
  }

  private RecordRow writeLarge(
      VerifiedMember source, PlannedFile.Rewritten program, String path, FileChannel out)
      throws IOException {
    try (Sha256 changed = Digests.of(program.member().entry().size())) {
      changed.begin();
      source.read(
          reader,
          digest,
          (buffer, length) -> {
            byte[] part = buffer;
            int count = length;
            if (program.script() && out.position() == 0) {
              part = text.filled(Arrays.copyOf(buffer, length));
              count = part.length;
            }
            changed.update(part, count);
            append(out, part, count);
          });
      return RecordRow.of(path, changed.digest(), out.position());
    }
  }

  private static void append(FileChannel out, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  @Override
  public void close() {
    reader.close();
    digest.close();
  }
}
