package org.dhvirtualenv.engine.lock;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.pip.Request;

/** What a lock file has for one interpreter and one selection; only this room can make it. */
public final class LockedRequirements {
  private final String lock;
  private final List<String> options;
  private final List<String> hashed;
  private final List<String> others;
  private final List<String> unhashed;
  private final Map<String, String> indexes;
  private final Optional<String> omitted;

  /** Keeps what our program has said of the lock file of that name. */
  LockedRequirements(String lock, JsonObject answer) {
    this.lock = lock;
    options = strings(answer, "options");
    hashed = strings(answer, "hashed");
    others = strings(answer, "unhashed");
    unhashed = strings(answer, "remarks");
    indexes = indexes(strings(answer, "indexes"), answer.get("pypi").getAsBoolean());
    omitted =
        Optional.of(answer.get("omitted"))
            .filter(reason -> !reason.isJsonNull())
            .map(JsonElement::getAsString);
  }

  /** Returns the variables by which pip's runner learns of indexes, which may hold credentials. */
  private static Map<String, String> indexes(List<String> urls, boolean pypi) {
    Map<String, String> variables = new LinkedHashMap<>();
    int first = pypi ? 0 : Math.min(1, urls.size());
    if (first > 0) {
      variables.put("DH_PIP_LOCKED_INDEX_URL", urls.get(0));
    }
    if (first < urls.size()) {
      variables.put(
          "DH_PIP_LOCKED_EXTRA_INDEX_URL", String.join(" ", urls.subList(first, urls.size())));
    }
    return variables;
  }

  private static List<String> strings(JsonObject object, String name) {
    JsonArray array = object.get(name).getAsJsonArray();
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
  }

  /** Returns how many distributions there are, in words. */
  String count() {
    int all = hashed.size() + others.size();
    return all + (all == 1 ? " distribution" : " distributions");
  }

  /** Returns distributions of an index that the lock file has no hash of. */
  List<String> unhashed() {
    return unhashed;
  }

  /** Returns why the project is not installed besides, which is to be said; empty if it is. */
  public Optional<String> omitted() {
    return omitted;
  }

  /** Returns lines that name directories or files, which may be outside of the source directory. */
  public List<String> places() {
    return Stream.concat(hashed.stream(), others.stream())
        .filter(line -> line.contains(" @ file:"))
        .toList();
  }

  /** Returns variables for pip that name the indexes of the lock file. */
  public Map<String, String> indexes() {
    return indexes;
  }

  /**
   * Returns what pip is to be asked for, in this order: what has hashes, which pip then enforces,
   * and the rest, such as directories and commits, since pip wants hashes of all or of none.
   *
   * @param directory where files may be written
   * @param translation says where a place in the source has its copy
   */
  public List<Request> requests(Path directory, UnaryOperator<String> translation) {
    List<Request> requests = new ArrayList<>();
    if (!hashed.isEmpty()) {
      requests.add(
          new Request.Locked(
              write(directory.resolve("locked-hashes.txt"), hashed, translation), lock, true));
    }
    if (!others.isEmpty()) {
      requests.add(
          new Request.Locked(
              write(directory.resolve("locked.txt"), others, translation), lock, false));
    }
    return requests;
  }

  private Path write(Path file, List<String> lines, UnaryOperator<String> translation) {
    try {
      return Files.write(
          file, Stream.concat(options.stream(), lines.stream().map(translation)).toList());
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
