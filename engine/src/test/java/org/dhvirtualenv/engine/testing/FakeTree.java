package org.dhvirtualenv.engine.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.InventoryReader;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;

/** A staged tree whose files are real and whose objects are made up. */
public final class FakeTree {
  private final Path root;
  private final FakeElfReader reader = new FakeElfReader();

  /** Begins a tree in {@code root}, which has no symbolic links in its name. */
  public FakeTree(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  /** Returns what stands for the target's root directory. */
  public StagingRoot root() {
    return new StagingRoot(root);
  }

  /** Returns the reader that knows the objects. */
  public FakeElfReader reader() {
    return reader;
  }

  /** Returns where {@code place}, a path on the target, is staged. */
  public Path path(String place) {
    return root.resolve(place.substring(1));
  }

  /** Stages an object. */
  public void object(String place, ElfObjectBuilder object) throws IOException {
    ElfObject elf = object.build();
    writeHead(path(place), elf.abi());
    reader.add(path(place), elf);
  }

  /** Stages an object that cannot be read. */
  public void damaged(String place, ElfAbi abi, String damage) throws IOException {
    writeHead(path(place), abi);
    reader.addDamaged(path(place), damage);
  }

  /** Stages a file. */
  public void file(String place, String content) throws IOException {
    Files.createDirectories(path(place).resolveSibling("."));
    Files.writeString(path(place), content);
  }

  /** Stages the metadata of a distribution that owns {@code files} of site-packages. */
  public void distribution(String sitePackages, String name, String version, String... files)
      throws IOException {
    StringBuilder record = new StringBuilder();
    Arrays.stream(files).forEach(file -> record.append(file).append(",,\n"));
    file(sitePackages + "/" + name + "-" + version + ".dist-info/RECORD", record.toString());
  }

  /** Returns what the virtualenvs hold. */
  public Inventory inventory(String... virtualenvs) {
    return new InventoryReader(reader)
        .read(root(), Arrays.stream(virtualenvs).map(InstallPath::of).toList());
  }

  /** Returns the object that is staged at {@code place}. */
  public static LoadableObject object(Inventory inventory, String place) {
    return inventory.objects().stream()
        .filter(object -> object.file().place().toString().equals(place))
        .findFirst()
        .orElseThrow();
  }

  /** Writes the 20 bytes that tell what an object is. */
  public static void writeHead(Path file, ElfAbi abi) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    ByteBuffer head = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    head.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (abi.bits() / 32), 1, 1});
    head.putShort(16, (short) 3).putShort(18, (short) abi.machine());
    Files.write(file, head.array());
  }
}
