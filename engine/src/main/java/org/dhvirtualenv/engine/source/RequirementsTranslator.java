package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Lets absolute paths in the copies of requirements files lead to copies, since pip would build
 * what they name in place.
 */
final class RequirementsTranslator {
  private static final Pattern LINE = Pattern.compile("[^\\r\\n]+");

  private final Region region;
  private final SourceCopy copy;

  RequirementsTranslator(Region region, SourceCopy copy) {
    this.region = region;
    this.copy = copy;
  }

  /**
   * Translates the copies of {@code files} and returns the originals of those that have changed.
   */
  List<Path> translate(Collection<Path> files) {
    List<Path> changed = new ArrayList<>();
    for (Path file : files) {
      Path its = region.counterpart(file);
      try {
        if (region.copies(file) && Files.isRegularFile(its) && translate(its)) {
          changed.add(file);
        }
      } catch (CharacterCodingException e) {
        // no path of ours has such characters
      } catch (IOException e) {
        throw FileFailure.of(its, e);
      }
    }
    return changed;
  }

  private boolean translate(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String translated =
        LINE.matcher(text)
            .replaceAll(line -> Matcher.quoteReplacement(copy.translate(line.group())));
    if (translated.equals(text)) {
      return false;
    }
    Files.writeString(file, translated, StandardCharsets.UTF_8);
    return true;
  }
}
