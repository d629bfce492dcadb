package org.dhvirtualenv.engine.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The package indexes that were named; their URLs may hold credentials.
 *
 * @param url takes the place of pip's own default
 * @param extra further ones
 */
public record Index(Optional<String> url, List<String> extra) {
  /** Copies the list. */
  public Index {
    extra = List.copyOf(extra);
  }

  /** Returns the variables by which pip learns of them, since any user can see a command line. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    url.ifPresent(value -> environment.put("PIP_INDEX_URL", value));
    if (!extra.isEmpty()) {
      environment.put("PIP_EXTRA_INDEX_URL", String.join(" ", extra));
    }
    return environment;
  }

  /** Returns how many there are, never the URLs. */
  @Override
  public String toString() {
    return (url.isPresent() ? 1 : 0) + extra.size() + " indexes";
  }
}
