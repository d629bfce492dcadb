package org.dhvirtualenv.engine.process;

import java.util.regex.Pattern;

/** Removes credentials from text that a person may read. */
public final class Redaction {
  /** The user information of a URL (RFC 3986 section 3.2.1). */
  private static final Pattern USER_INFORMATION =
      Pattern.compile("(?<=[A-Za-z0-9+.-]://)[^/?#\\s'\"]*@");

  private Redaction() {}

  /** Returns {@code text} with the user information of every URL in it replaced by stars. */
  public static String redact(String text) {
    return text.indexOf('@') < 0 ? text : USER_INFORMATION.matcher(text).replaceAll("****@");
  }
}
