package org.dhvirtualenv.engine.loader;

import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.inventory.TreeFile;

/**
 * An object that the host's loader refuses, because it is for another machine.
 *
 * @param file where it is
 * @param abi what it is for
 * @param host what the loader is for
 */
public record ForeignObject(TreeFile file, ElfAbi abi, ElfAbi host) {}
