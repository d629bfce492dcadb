/**
 * Turns what the packager asked for into what will be done.
 *
 * <p>In: {@link BuildOptions}. Out: a {@link org.dhvirtualenv.engine.phase.VirtualenvSpec}. Every
 * error that can be known before a program runs is born here. Changes nothing on disk.
 */
package org.dhvirtualenv.engine.plan;
