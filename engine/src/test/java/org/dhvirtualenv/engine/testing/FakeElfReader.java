package org.dhvirtualenv.engine.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;

/** Knows what made-up objects say of themselves, and counts how often each is asked. */
public final class FakeElfReader implements ElfReader {
  private final Map<Path, ElfObject> objects = new ConcurrentHashMap<>();
  private final Map<Path, String> damaged = new ConcurrentHashMap<>();
  private final Map<Path, Integer> reads = new ConcurrentHashMap<>();

  /** Lets {@code file} be {@code object}. */
  public void add(Path file, ElfObject object) {
    objects.put(file, object);
  }

  /** Lets {@code file} be unreadable. */
  public void addDamaged(Path file, String damage) {
    damaged.put(file, damage);
  }

  /** Returns how often each file was read. */
  public Map<Path, Integer> reads() {
    return Map.copyOf(reads);
  }

  @Override
  public ElfObject read(Path file) {
    reads.merge(file, 1, Integer::sum);
    if (damaged.containsKey(file)) {
      throw new MalformedElfException(damaged.get(file));
    }
    return Objects.requireNonNull(objects.get(file), file::toString);
  }
}
