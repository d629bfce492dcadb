/**
 * Decompresses with ISA-L (igzip), where a machine has it; the only package that knows its names.
 *
 * <p>It takes less than half of the time of zlib, which is a third of an installation's work.
 */
package org.dhvirtualenv.engine.archive.isal;
