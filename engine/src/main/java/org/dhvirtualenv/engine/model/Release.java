package org.dhvirtualenv.engine.model;

/**
 * A distribution at some version.
 *
 * @param name in any spelling
 * @param version as PEP 440 has it; empty if it is unknown
 */
public record Release(String name, String version) {}
