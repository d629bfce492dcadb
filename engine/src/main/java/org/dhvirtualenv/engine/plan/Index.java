package org.dhvirtualenv.engine.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.files.FileUrl;
import org.dhvirtualenv.engine.vendor.VendorDirectory;

/**
 * The package indexes that were named, or what is used in place of all; their URLs may hold
 * credentials.
 *
 * @param url takes the place of pip's own default
 * @param extra further ones
 * @param vendor a directory with all archives, so that no index is asked, whoever names one
 */
public record Index(Optional<String> url, List<String> extra, Optional<VendorDirectory> vendor) {
  /** Copies the list. */
  public Index {
    extra = List.copyOf(extra);
  }

  /** Creates one without a vendor directory. */
  public Index(Optional<String> url, List<String> extra) {
    this(url, extra, Optional.empty());
  }

  /** Returns the variables by which pip learns of them, since any user can see a command line. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    if (vendor.isPresent()) {
      environment.put("PIP_NO_INDEX", "1");
      environment.put("PIP_FIND_LINKS", FileUrl.of(vendor.get().path()));
      environment.put("DH_PIP_OFFLINE", vendor.get().shown());
      environment.put("PIP_RETRIES", "0");
      environment.put("GIT_ALLOW_PROTOCOL", "file");
      return environment;
    }
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
