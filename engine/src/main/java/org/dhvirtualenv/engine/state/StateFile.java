package org.dhvirtualenv.engine.state;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.state.VirtualenvState.Origin;

/**
 * The states of a package's virtualenvs as a JSON array (RFC 8259), in the order of their places.
 *
 * <p>It appears whole or not at all.
 */
public final class StateFile {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final String PLACE = "virtualenv";
  private static final String FINISHED = "finished";
  private static final String LENT = "lent";
  private static final String ALLOWED = "allowed-build-paths";
  private static final String EXCUSED = "allowed-inconsistent";
  private static final String WARNING = "warns-of-inconsistent";
  private static final String DISTRIBUTIONS = "distributions";
  private static final String BUILT_HERE = "built-here";
  private static final String SHA256 = "sha256";

  private final Path file;

  /** Creates a view of {@code file}, which need not exist. */
  public StateFile(Path file) {
    this.file = file;
  }

  /** Returns all states. */
  public List<VirtualenvState> all() {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      JsonArray array =
          GSON.fromJson(
              new String(Files.readAllBytes(file), StandardCharsets.UTF_8), JsonArray.class);
      return elements(array).map(element -> state(element.getAsJsonObject())).toList();
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NullPointerException e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "'" + file + "' is damaged",
          "remove it, run 'debian/rules clean' and build again",
          e);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns the state of the virtualenv at {@code place}. */
  public Optional<VirtualenvState> at(InstallPath place) {
    return all().stream().filter(state -> state.place().equals(place)).findFirst();
  }

  /** Removes the state of the virtualenv at {@code place} if there is one. */
  public void remove(InstallPath place) {
    List<VirtualenvState> states = new ArrayList<>(all());
    if (states.removeIf(state -> state.place().equals(place))) {
      save(states);
    }
  }

  /** Writes {@code state} in the place of an older one. */
  public void put(VirtualenvState state) {
    List<VirtualenvState> states = new ArrayList<>(all());
    states.removeIf(old -> old.place().equals(state.place()));
    states.add(state);
    save(states);
  }

  private void save(List<VirtualenvState> states) {
    JsonArray array = new JsonArray();
    states.stream()
        .sorted((a, b) -> a.place().compareTo(b.place()))
        .forEach(state -> array.add(json(state)));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
      Files.write(fresh, (GSON.toJson(array) + "\n").getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private static JsonObject json(VirtualenvState state) {
    JsonObject object = new JsonObject();
    object.addProperty(PLACE, state.place().toString());
    object.addProperty(FINISHED, state.finished());
    state.lent().ifPresent(name -> object.addProperty(LENT, name));
    object.add(ALLOWED, array(state.allowedBuildPaths()));
    object.add(EXCUSED, array(state.leniency().excused().stream().sorted().toList()));
    object.addProperty(WARNING, state.leniency().warning());
    JsonArray distributions = new JsonArray();
    for (Origin origin : state.distributions()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", origin.name());
      one.addProperty("version", origin.version());
      one.addProperty(BUILT_HERE, origin.builtHere());
      one.addProperty("url", origin.url());
      origin.sha256().ifPresent(digest -> one.addProperty(SHA256, digest));
      distributions.add(one);
    }
    object.add(DISTRIBUTIONS, distributions);
    return object;
  }

  private static VirtualenvState state(JsonObject object) {
    return new VirtualenvState(
        InstallPath.of(object.get(PLACE).getAsString()),
        object.get(FINISHED).getAsBoolean(),
        text(object, LENT),
        texts(object, ALLOWED),
        object.has(EXCUSED) ? leniency(object) : Leniency.NONE,
        elements(object.getAsJsonArray(DISTRIBUTIONS))
            .map(element -> origin(element.getAsJsonObject()))
            .toList());
  }

  private static Leniency leniency(JsonObject object) {
    return new Leniency(Set.copyOf(texts(object, EXCUSED)), object.get(WARNING).getAsBoolean());
  }

  private static Origin origin(JsonObject one) {
    return new Origin(
        one.get("name").getAsString(),
        one.get("version").getAsString(),
        one.get(BUILT_HERE).getAsBoolean(),
        one.get("url").getAsString(),
        text(one, SHA256));
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(text -> array.add(new JsonPrimitive(text)));
    return array;
  }

  private static List<String> texts(JsonObject object, String name) {
    return elements(object.getAsJsonArray(name)).map(JsonElement::getAsString).toList();
  }

  private static Stream<JsonElement> elements(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Optional<String> text(JsonObject object, String name) {
    return Optional.ofNullable(object.get(name)).map(JsonElement::getAsString);
  }
}
