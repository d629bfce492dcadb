/**
 * Reads ELF objects with elfutils' libelf through JNA; the only package that knows JNA.
 *
 * <p>libelf checks the file's structure and converts byte order; the values are decoded from the
 * buffers that it returns. No file descriptor stays open, and libelf's handle is ended on every
 * path.
 */
package org.dhvirtualenv.engine.elf.libelf;
