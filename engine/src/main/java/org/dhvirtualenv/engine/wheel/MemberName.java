package org.dhvirtualenv.engine.wheel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.archive.ZipMember;
import org.dhvirtualenv.engine.model.WheelFile;

/** Decides what the name of a wheel's member is and whether it may become a file. */
final class MemberName {
  private static final int LONGEST_COMPONENT = 255;
  private static final Charset ORIGINAL = Charset.forName("IBM437");

  private MemberName() {}

  /**
   * Returns the name of {@code member}, without empty and {@code .} components.
   *
   * <p>A name that is not ASCII is UTF-8 if the archive says so. If it does not, the format's
   * original code page applies, but many programs write UTF-8 regardless, so {@code recorded}, what
   * RECORD lists, decides.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if it cannot be a file of a wheel
   */
  static String of(WheelFile wheel, ZipMember member, Predicate<String> recorded) {
    if (plain(member.rawName())) {
      return member.rawName();
    }
    Optional<String> utf8 = strictUtf8(member.nameBytes());
    if (member.utf8() && utf8.isEmpty()) {
      throw Refusal.of(wheel, member.rawName(), "whose name is not UTF-8");
    }
    String original = new String(member.nameBytes(), ORIGINAL);
    String name = utf8.orElse(original);
    if (!member.utf8() && !recorded.test(normalised(name)) && recorded.test(normalised(original))) {
      name = original;
    }
    check(wheel, name);
    return normalised(name);
  }

  /** Returns whether {@code name} is one of those that need no closer look, as nearly all are. */
  private static boolean plain(String name) {
    char before = '/';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~' || c == '\\' || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return before != '/' && name.length() <= LONGEST_COMPONENT;
  }

  private static void check(WheelFile wheel, String name) {
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(wheel, name, "with a control character in its name");
    }
    if (name.indexOf('\\') >= 0) {
      throw Refusal.of(wheel, name, "with a backslash in its name");
    }
    if (name.startsWith("/") || List.of(name.split("/")).contains("..")) {
      throw Refusal.of(wheel, name, "that leads out of the wheel");
    }
    String normal = normalised(name);
    if (normal.isEmpty() && !name.endsWith("/")) {
      throw Refusal.of(wheel, name, "without a name");
    }
    for (String component : normal.split("/")) {
      if (component.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMPONENT) {
        throw Refusal.of(wheel, name, "whose name is longer than file systems allow");
      }
    }
  }

  /** Returns {@code path} without empty and {@code .} components. */
  static String normalised(String path) {
    if (path.startsWith("/")) {
      return path; // which no member is called
    }
    if (!path.equals(".")
        && !path.startsWith("./")
        && !path.contains("//")
        && !path.contains("/.")
        && !path.endsWith("/")) {
      return path;
    }
    List<String> components = new ArrayList<>();
    for (String component : path.split("/")) {
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return String.join("/", components);
  }

  /** Returns {@code bytes} as text, or nothing if they are not UTF-8. */
  static Optional<String> strictUtf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
