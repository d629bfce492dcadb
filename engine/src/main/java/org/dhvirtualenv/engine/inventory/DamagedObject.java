package org.dhvirtualenv.engine.inventory;

import org.dhvirtualenv.engine.elf.ElfAbi;

/**
 * A file that begins like an executable or shared object and then breaks the rules of the gABI.
 *
 * @param file where it is
 * @param abi what its first bytes say that it is for
 * @param damage which part is wrong
 */
public record DamagedObject(TreeFile file, ElfAbi abi, String damage) {}
