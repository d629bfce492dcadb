package org.dhvirtualenv.engine.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A wheel that is to be installed.
 *
 * @param file where it lies on this machine; its name is that of a wheel (PEP 427)
 * @param name the distribution
 * @param version its version, as its metadata writes it
 * @param provenance where it came from
 * @param requested whether somebody asked for it by name, which REQUESTED records (PEP 376)
 * @param directUrl the content of direct_url.json (PEP 610) if it was asked for by URL and that URL
 *     means something on another machine; without credentials
 */
public record WheelFile(
    Path file,
    DistributionName name,
    String version,
    Provenance provenance,
    boolean requested,
    Optional<String> directUrl) {}
