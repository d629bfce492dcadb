package org.dhvirtualenv.engine.wheel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dhvirtualenv.engine.archive.JavaDecompressor;
import org.dhvirtualenv.engine.archive.MalformedArchiveException;
import org.dhvirtualenv.engine.archive.MemberReader;
import org.dhvirtualenv.engine.archive.ZipArchive;
import org.dhvirtualenv.engine.archive.ZipMember;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.digest.Sha256;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * Opens a wheel and checks it (binary distribution format).
 *
 * <p>Every file of the wheel has a row with a hash in RECORD, except RECORD and its signatures; the
 * specification asks an installer to refuse it otherwise. It says nothing of rows without a file:
 * they get a note and no row in the RECORD that is installed.
 */
final class WheelOpener {
  private static final String DIRECTORY = ".dist-info";
  private static final Set<String> UNHASHED = Set.of("RECORD", "RECORD.jws", "RECORD.p7s");

  /** More than any metadata needs that is not made to fill the memory. */
  private static final long LARGEST_METADATA = 1 << 26;

  private final WheelFile wheel;
  private final Findings findings;

  private WheelOpener(WheelFile wheel, Findings findings) {
    this.wheel = wheel;
    this.findings = findings;
  }

  /**
   * Opens {@code wheel}.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if it is not what the format asks for
   */
  static OpenWheel open(WheelFile wheel, Findings findings) {
    WheelOpener opener = new WheelOpener(wheel, findings);
    try {
      ZipArchive archive = ZipArchive.open(wheel.file());
      try {
        return opener.check(archive);
      } catch (IOException | RuntimeException e) {
        archive.close();
        throw e;
      }
    } catch (MalformedArchiveException e) {
      throw Refusal.of(wheel, "cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw FileFailure.of(wheel.file(), e);
    }
  }

  private OpenWheel check(ZipArchive archive) throws IOException {
    Map<String, ZipMember> provisional = new HashMap<>();
    for (ZipMember entry : archive.members()) {
      provisional.put(MemberName.of(wheel, entry, name -> true), entry);
    }
    String metadata = metadataDirectory(provisional.keySet());
    ZipMember recordEntry = provisional.get(metadata + "/RECORD");
    if (recordEntry == null || recordEntry.directory()) {
      throw Refusal.of(wheel, "has no RECORD");
    }
    try (MemberReader reader = new MemberReader(new JavaDecompressor())) {
      RecordRow none = new RecordRow("RECORD", "", "");
      WheelRecord record =
          WheelRecord.parse(
              wheel, content(archive, reader, new WheelMember("RECORD", recordEntry, none)));
      Map<String, WheelMember> members = members(archive, metadata, record);
      WheelIdentity identity = new WheelIdentity(wheel);
      identity.checkFormat(headers(archive, reader, members, metadata + "/WHEEL"), findings);
      identity.check(headers(archive, reader, members, metadata + "/METADATA"), metadata);
      WheelMember points = members.get(metadata + "/entry_points.txt");
      String text =
          points == null
              ? ""
              : new String(content(archive, reader, points), StandardCharsets.UTF_8);
      return new OpenWheel(
          wheel,
          archive,
          metadata,
          new ArrayList<>(members.values()),
          EntryPoints.parse(wheel, text));
    }
  }

  private String metadataDirectory(Set<String> names) {
    Set<String> found = new TreeSet<>();
    for (String name : names) {
      String first = name.substring(0, Math.max(name.indexOf('/'), 0));
      if (first.endsWith(DIRECTORY)) {
        found.add(first);
      }
    }
    if (found.size() != 1) {
      throw Refusal.of(
          wheel,
          found.isEmpty()
              ? "has no .dist-info directory"
              : "has several .dist-info directories: " + String.join(", ", found));
    }
    return found.iterator().next();
  }

  private Map<String, WheelMember> members(
      ZipArchive archive, String metadata, WheelRecord record) {
    Map<String, WheelMember> members = new java.util.LinkedHashMap<>();
    Set<String> unhashed = new TreeSet<>();
    UNHASHED.forEach(name -> unhashed.add(metadata + "/" + name));
    for (ZipMember entry : archive.members()) {
      String name = MemberName.of(wheel, entry, record::lists);
      if (entry.directory()) {
        continue;
      }
      RecordRow row = record.row(name).orElse(new RecordRow(name, "", ""));
      if (unhashed.contains(name)) {
        row = new RecordRow(name, "", "");
      }
      WheelMember member = new WheelMember(name, entry, row);
      if (members.put(name, member) != null) {
        throw Refusal.of(wheel, name, "twice");
      }
      if (member.special()) {
        throw Refusal.of(wheel, name, "that is a link, a device or something else but a file");
      }
      // nobody can have changed on the way what a back end has just made here
      boolean known = wheel.provenance().builtHere() && row.hash().isEmpty();
      if (!known && !unhashed.contains(name) && RecordedHash.of(row).isEmpty()) {
        throw Refusal.of(
            wheel,
            name,
            row.hash().isEmpty()
                ? "without a hash in RECORD"
                : "with a hash in RECORD that is not allowed: " + Refusal.visible(row.hash()));
      }
    }
    note(record, members, metadata);
    return members;
  }

  private void note(WheelRecord record, Map<String, WheelMember> members, String metadata) {
    for (String name : record.names()) {
      if (!members.containsKey(name) && !name.startsWith(metadata + "/RECORD")) {
        findings.add(
            Finding.note(
                wheel.name() + " " + Refusal.visible(name),
                "RECORD of "
                    + wheel.name()
                    + " lists '"
                    + Refusal.visible(name)
                    + "', which the wheel does not have"));
      }
    }
  }

  private Headers headers(
      ZipArchive archive, MemberReader reader, Map<String, WheelMember> members, String name)
      throws IOException {
    WheelMember member = members.get(name);
    if (member == null) {
      throw Refusal.of(wheel, "has no " + name.substring(name.indexOf('/') + 1));
    }
    return new Headers(content(archive, reader, member));
  }

  private byte[] content(ZipArchive archive, MemberReader reader, WheelMember member)
      throws IOException {
    if (member.entry().size() > LARGEST_METADATA) {
      throw Refusal.of(wheel, member.name(), "of " + member.entry().size() + " bytes");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (Sha256 digest = Digests.of(member.entry().size())) {
      new VerifiedMember(wheel, archive, member)
          .read(reader, digest, (buffer, length) -> content.write(buffer, 0, length));
    }
    return content.toByteArray();
  }
}
