package org.dhvirtualenv.engine.inventory;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds libraries that Python code loads through ctypes or cffi by a literal name.
 *
 * <p>Only literals count: {@code find_library("magic")}, {@code CDLL("libmagic.so.1")}, {@code
 * cdll.LoadLibrary("libmagic.so.1")}, {@code ffi.dlopen("libmagic.so.1")}. What a program computes
 * is beyond a scan.
 */
final class PythonLiterals {
  private static final Pattern CALL =
      Pattern.compile(
          "\\bfind_library\\(\\s*[\"']([A-Za-z0-9_+.-]+)[\"']"
              + "|\\b(?:CDLL|PyDLL|LoadLibrary|dlopen)\\(\\s*[\"'](lib[A-Za-z0-9_+.-]+\\.so(?:\\.[0-9.]+)?)[\"']");

  /** What a file without any of it is not searched for. */
  private static final List<String> CALLS =
      List.of("find_library", "CDLL", "PyDLL", "LoadLibrary", "dlopen");

  /** Names of libraries of other systems. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\.(?:dll|dylib)$", Pattern.CASE_INSENSITIVE);

  private PythonLiterals() {}

  /** Returns the names in {@code source}, each once, in order. */
  static Set<String> names(byte[] source) {
    String text = new String(source, StandardCharsets.ISO_8859_1);
    Set<String> names = new LinkedHashSet<>();
    if (CALLS.stream().anyMatch(text::contains)) {
      Matcher call = CALL.matcher(text);
      while (call.find()) {
        String name = call.group(1) == null ? call.group(2) : call.group(1);
        if (!ELSEWHERE.matcher(name).find()) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
