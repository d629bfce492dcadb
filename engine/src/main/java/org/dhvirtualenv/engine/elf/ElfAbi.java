package org.dhvirtualenv.engine.elf;

/**
 * What two objects must share to be loaded into one process.
 *
 * @param bits 32 or 64, from EI_CLASS
 * @param littleEndian from EI_DATA
 * @param machine the e_machine number of the gABI, such as 62 for x86-64
 */
public record ElfAbi(int bits, boolean littleEndian, int machine) {
  @Override
  public String toString() {
    return bits + "-bit " + (littleEndian ? "LSB" : "MSB") + " machine " + machine;
  }
}
