package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.dhvirtualenv.engine.archive.MalformedArchiveException;
import org.dhvirtualenv.engine.archive.MemberReader;
import org.dhvirtualenv.engine.archive.ZipArchive;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * A member whose content is compared with RECORD while it is read.
 *
 * @param wheel whose it is
 * @param archive that holds it
 * @param member what is to be read
 */
record VerifiedMember(WheelFile wheel, ZipArchive archive, WheelMember member) {
  /**
   * Passes the content to {@code sink}, before it is known to be right.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if it is not what RECORD says
   */
  void read(MemberReader reader, MemberReader.Sink sink) throws IOException {
    Optional<RecordedHash> recorded = RecordedHash.of(member.row());
    long size = member.entry().size();
    if (recorded.isPresent() && recorded.get().size().orElse(size) != size) {
      throw Refusal.of(
          wheel,
          member.name(),
          "of " + size + " bytes, and RECORD says " + recorded.get().size().orElseThrow());
    }
    MessageDigest digest =
        RecordedHash.digest(recorded.map(RecordedHash::algorithm).orElse(RecordedHash.USUAL));
    try {
      reader.read(
          archive,
          member.entry(),
          (buffer, length) -> {
            digest.update(buffer, 0, length);
            sink.accept(buffer, length);
          });
    } catch (MalformedArchiveException e) {
      throw Refusal.of(wheel, member.name(), "that cannot be read: " + e.getMessage());
    }
    if (recorded.isPresent() && !recorded.get().matches(digest.digest())) {
      throw Refusal.of(wheel, member.name(), "whose hash is not the one in RECORD");
    }
  }
}
