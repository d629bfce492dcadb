/**
 * Installs wheels into a virtualenv at its final place (binary distribution format, recording
 * installed projects, entry points).
 *
 * <p>In: {@link org.dhvirtualenv.engine.model.WheelFile}s, in the order in which they were decided.
 * Out: their files, scripts and metadata in the tree, and what could be wrong with them as
 * findings. All or nothing: a wheel that is refused leaves the tree as it was. Must not know where
 * wheels come from, nor Debian; never runs a program.
 */
package org.dhvirtualenv.engine.wheel;
