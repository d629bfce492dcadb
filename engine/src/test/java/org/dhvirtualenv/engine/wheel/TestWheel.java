package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.archive.RawZip;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * A wheel as readable text: metadata and RECORD are those of a good wheel unless a test says
 * otherwise.
 */
final class TestWheel {
  private record File(byte[] content, Consumer<RawZip.Member> edit) {}

  private final String name;
  private final String version;
  private final Map<String, File> files = new LinkedHashMap<>();
  private final StringBuilder rows = new StringBuilder();
  private String fileName;
  private String record = "";
  private boolean requested;
  private Optional<String> directUrl = Optional.empty();

  TestWheel(String name, String version) {
    this.name = name;
    this.version = version;
    fileName = name + "-" + version + "-py3-none-any.whl";
    file(info("METADATA"), "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
    file(info("WHEEL"), "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
  }

  String info(String file) {
    return name + "-" + version + ".dist-info/" + file;
  }

  String data(String file) {
    return name + "-" + version + ".data/" + file;
  }

  TestWheel file(String path, String content) {
    return file(path, content, member -> {});
  }

  TestWheel file(String path, String content, Consumer<RawZip.Member> edit) {
    return file(path, content.getBytes(StandardCharsets.UTF_8), edit);
  }

  TestWheel file(String path, byte[] content, Consumer<RawZip.Member> edit) {
    files.put(path, new File(content, edit));
    return this;
  }

  TestWheel without(String path) {
    files.remove(path);
    return this;
  }

  TestWheel program(String path, String content) {
    return file(path, content, member -> member.mode = 0100755);
  }

  /** Adds a row to RECORD. */
  TestWheel row(String row) {
    rows.append(row).append('\n');
    return this;
  }

  /** Has this RECORD, whatever the files are. */
  TestWheel record(String text) {
    record = text;
    return this;
  }

  TestWheel named(String other) {
    fileName = other;
    return this;
  }

  TestWheel requested() {
    requested = true;
    return this;
  }

  TestWheel directUrl(String text) {
    directUrl = Optional.of(text);
    return this;
  }

  /** Returns the archive; a path that ends with {@code #N} stands for the one without. */
  byte[] bytes() {
    RawZip zip = new RawZip();
    StringBuilder listed = new StringBuilder();
    files.forEach(
        (key, file) -> {
          String path = key.replaceFirst("#\\d$", "");
          file.edit.accept(
              zip.add(path, file.content, file.content.length == 0 || file.content.length > 40));
          if (!path.endsWith("/") && !path.startsWith(info("RECORD"))) {
            listed.append(RecordedHash.row(path, file.content).format()).append('\n');
          }
        });
    listed.append(rows).append(info("RECORD")).append(",,\n");
    if (!files.containsKey(info("RECORD"))) {
      String text = record.isEmpty() ? listed.toString() : record;
      zip.add(info("RECORD"), text.getBytes(StandardCharsets.UTF_8), true);
    }
    return zip.bytes();
  }

  WheelFile write(Path directory) throws IOException {
    Path file = Files.write(Files.createDirectories(directory).resolve(fileName), bytes());
    return new WheelFile(
        file,
        new DistributionName(name),
        version,
        new Provenance(
            Provenance.Kind.PREBUILT, "https://example.org/" + fileName, Optional.empty()),
        requested,
        directUrl);
  }
}
