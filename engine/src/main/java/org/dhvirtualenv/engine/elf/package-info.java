/**
 * What the engine knows of ELF objects, as plain values (System V gABI, chapters 4 and 5).
 *
 * <p>How they are read is the business of {@code elf.libelf}.
 */
package org.dhvirtualenv.engine.elf;
