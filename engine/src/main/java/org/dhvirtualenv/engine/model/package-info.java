/**
 * Self-validating values that every step shares.
 *
 * <p>A value of this package is right by construction; none of them touches a file's content or
 * starts a process.
 */
package org.dhvirtualenv.engine.model;
