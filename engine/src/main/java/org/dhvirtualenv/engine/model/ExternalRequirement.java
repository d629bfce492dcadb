package org.dhvirtualenv.engine.model;

/**
 * A need of something outside Python that a distribution declares itself.
 *
 * @param distribution whose need it is, as it spells its name
 * @param text what is needed, as declared
 * @param strength how much
 * @param evidence where it is declared
 */
public record ExternalRequirement(
    String distribution, String text, Strength strength, String evidence) {}
