package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.dhvirtualenv.engine.archive.MalformedArchiveException;
import org.dhvirtualenv.engine.archive.MemberReader;
import org.dhvirtualenv.engine.archive.ZipArchive;
import org.dhvirtualenv.engine.digest.Sha256;
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
  void read(MemberReader reader, Sha256 usual, MemberReader.Sink sink) throws IOException {
    Optional<RecordedHash> recorded = RecordedHash.of(member.row());
    long size = member.entry().size();
    if (recorded.isPresent() && recorded.get().size().orElse(size) != size) {
      throw Refusal.of(
          wheel,
          member.name(),
          "of " + size + " bytes, and RECORD says " + recorded.get().size().orElseThrow());
    }
    Optional<MessageDigest> other =
        recorded
            .map(RecordedHash::algorithm)
            .filter(algorithm -> !algorithm.equals(RecordedHash.USUAL))
            .map(RecordedHash::digest);
    usual.begin();
    try {
      reader.read(
          archive,
          member.entry(),
          (buffer, length) -> {
            if (other.isPresent()) {
              other.get().update(buffer, 0, length);
            } else {
              usual.update(buffer, length);
            }
            sink.accept(buffer, length);
          });
    } catch (MalformedArchiveException e) {
      throw Refusal.of(wheel, member.name(), "that cannot be read: " + e.getMessage());
    }
    byte[] digest = other.map(MessageDigest::digest).orElseGet(usual::digest);
    if (recorded.isPresent() && !recorded.get().matches(digest)) {
      throw Refusal.of(wheel, member.name(), "whose hash is not the one in RECORD");
    }
  }
}
