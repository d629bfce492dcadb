package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * A file that is to be in the tree.
 *
 * @param wheel that brings it
 * @param target where it goes
 * @param content what is in it
 * @param executable whether its mode is 0755 instead of 0644
 */
record PlannedFile(OpenWheel wheel, Path target, Content content, boolean executable) {
  /** What is in a planned file. */
  sealed interface Content permits Unpacked, Rewritten, Written {
    /** Returns a text that two contents share only if they are equal. */
    String fingerprint();

    /** Returns the member that it is made of. */
    default Optional<WheelMember> source() {
      return Optional.empty();
    }

    /** Returns how many bytes there are to read. */
    long size();
  }

  /**
   * A member as it is.
   *
   * @param member where the bytes are
   */
  record Unpacked(WheelMember member) implements Content {
    @Override
    public String fingerprint() {
      return member.row().hash();
    }

    @Override
    public Optional<WheelMember> source() {
      return Optional.of(member);
    }

    @Override
    public long size() {
      return member.entry().size();
    }
  }

  /**
   * A member whose first line may change.
   *
   * @param member where the bytes are
   * @param script whether the wheel calls it a script
   */
  record Rewritten(WheelMember member, boolean script) implements Content {
    @Override
    public String fingerprint() {
      return (script ? "script " : "program ") + member.row().hash();
    }

    @Override
    public Optional<WheelMember> source() {
      return Optional.of(member);
    }

    @Override
    public long size() {
      return member.entry().size();
    }
  }

  /**
   * Text that the installer has made.
   *
   * @param text the content, written as UTF-8
   * @param row its row in RECORD
   */
  record Written(String text, RecordRow row) implements Content {
    @Override
    public String fingerprint() {
      return row.hash();
    }

    @Override
    public long size() {
      return text.length();
    }
  }
}
