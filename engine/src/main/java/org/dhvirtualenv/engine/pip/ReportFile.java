package org.dhvirtualenv.engine.pip;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.pip.Resolved.Kind;
import org.dhvirtualenv.engine.pip.Resolved.Origin;

/**
 * Reads what {@code pip install --report} has written.
 *
 * <p>Format version 1, and 0 of pip 22.2 and 22.3, which differs only in having no {@code hashes};
 * download_info is that of direct_url.json (PEP 610).
 */
final class ReportFile {
  private static final String DIGEST = "sha256";

  private ReportFile() {}

  /** Returns what {@code file} says is to be installed, in its order. */
  static List<Resolved> read(Path file) {
    try {
      JsonElement report = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
      List<Resolved> all = new ArrayList<>();
      for (JsonElement item : member(report.getAsJsonObject(), "install").getAsJsonArray()) {
        all.add(resolved(item.getAsJsonObject()));
      }
      return all;
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    } catch (JsonParseException | IllegalStateException e) {
      throw new EngineException(
          ExitCode.TOOL,
          "pip has written a report that cannot be understood: " + e.getMessage(),
          "use a pip from 22.2 to 26.3, such as that of the package python3-pip-whl",
          e);
    }
  }

  private static Resolved resolved(JsonObject item) {
    JsonObject metadata = object(item, "metadata");
    return new Resolved(
        new DistributionName(string(metadata, "name")),
        string(metadata, "version"),
        origin(string(metadata, "name"), object(item, "download_info"), flag(item, "is_direct")),
        flag(item, "requested"),
        strings(item, "requested_extras"),
        strings(metadata, "requires_dist"));
  }

  private static Origin origin(String name, JsonObject info, boolean direct) {
    String url = string(info, "url");
    String below = info.has("subdirectory") ? string(info, "subdirectory") : "";
    if (info.has("vcs_info")) {
      JsonObject vcs = object(info, "vcs_info");
      String source = string(vcs, "vcs") + "+" + url + "@" + string(vcs, "commit_id");
      return new Origin(
          Kind.REPOSITORY,
          source,
          Optional.empty(),
          source + fragment(List.of("egg=" + name), below),
          Optional.of(PythonJson.of(info)));
    }
    if (info.has("dir_info")) {
      return new Origin(
          Kind.DIRECTORY, url, Optional.empty(), url + fragment(List.of(), below), none());
    }
    Optional<String> digest = digest(object(info, "archive_info"));
    boolean wheel = url.replaceFirst("[?#].*", "").endsWith(".whl");
    return new Origin(
        wheel ? Kind.WHEEL : Kind.SDIST,
        url,
        digest,
        // pip looks into its cache of wheels only for what has a name
        name
            + " @ "
            + url
            + fragment(digest.stream().map(hex -> DIGEST + "=" + hex).toList(), below),
        direct && !url.startsWith("file:") ? Optional.of(PythonJson.of(info)) : none());
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static String fragment(List<String> first, String subdirectory) {
    List<String> parts = new ArrayList<>(first);
    if (!subdirectory.isEmpty()) {
      parts.add("subdirectory=" + subdirectory);
    }
    return parts.isEmpty() ? "" : "#" + String.join("&", parts);
  }

  private static Optional<String> digest(JsonObject archive) {
    if (archive.has("hashes") && object(archive, "hashes").has(DIGEST)) {
      return Optional.of(string(object(archive, "hashes"), DIGEST));
    }
    return Optional.of(archive)
        .filter(info -> info.has("hash"))
        .map(info -> string(info, "hash"))
        .filter(hash -> hash.startsWith(DIGEST + "="))
        .map(hash -> hash.substring(DIGEST.length() + 1));
  }

  private static JsonElement member(JsonObject object, String name) {
    JsonElement member = object.get(name);
    if (member == null) {
      throw new JsonParseException("'" + name + "' is missing");
    }
    return member;
  }

  private static JsonObject object(JsonObject object, String name) {
    return member(object, name).getAsJsonObject();
  }

  private static String string(JsonObject object, String name) {
    return member(object, name).getAsString();
  }

  private static boolean flag(JsonObject object, String name) {
    return object.has(name) && member(object, name).getAsBoolean();
  }

  private static List<String> strings(JsonObject object, String name) {
    List<String> strings = new ArrayList<>();
    if (object.has(name)) {
      member(object, name).getAsJsonArray().forEach(item -> strings.add(item.getAsString()));
    }
    return strings;
  }
}
