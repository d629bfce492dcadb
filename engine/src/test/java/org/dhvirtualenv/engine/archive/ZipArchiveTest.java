package org.dhvirtualenv.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.UnrecognizedExtraField;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.dhvirtualenv.engine.archive.isal.Decompressors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that another library has written, and those that nobody should write. */
class ZipArchiveTest {
  private static final long MUCH = 1 << 30;
  private static final String TEXT = "x".repeat(300_000);

  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads with Java and with what the machine has, which must find the same. */
  private List<String> contents(byte[] archive) throws IOException {
    List<String> contents = contents(archive, new JavaDecompressor());
    assertThat(contents(archive, Decompressors.of(MUCH))).isEqualTo(contents);
    return contents;
  }

  private List<String> contents(byte[] archive, Decompressor decompressor) throws IOException {
    Path file = Files.write(directory.resolve("archive"), archive);
    List<String> contents = new ArrayList<>();
    try (ZipArchive zip = ZipArchive.open(file);
        MemberReader reader = new MemberReader(decompressor)) {
      for (ZipMember member : zip.members()) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        reader.read(zip, member, (buffer, length) -> content.write(buffer, 0, length));
        contents.add(member.rawName() + " " + Integer.toOctalString(member.mode()));
        contents.add(content.toString(StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  /**
   * Returns an archive with a member of each method.
   *
   * @param extra the length of the extra fields of the first one
   */
  private byte[] written(Zip64Mode mode, String comment, int extra) throws IOException {
    Path file = directory.resolve("written");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file.toFile())) {
      zip.setUseZip64(mode);
      zip.setComment(comment);
      for (int method : List.of(ZipMember.DEFLATED, ZipMember.STORED)) {
        ZipArchiveEntry entry = new ZipArchiveEntry("member" + method);
        entry.setMethod(method);
        entry.setUnixMode(0100755);
        if (method == ZipMember.DEFLATED && extra > 0) {
          UnrecognizedExtraField field = new UnrecognizedExtraField();
          field.setHeaderId(new ZipShort(0x7777));
          field.setLocalFileDataData(new byte[extra]);
          field.setCentralDirectoryData(new byte[4]);
          entry.addExtraField(field);
        }
        zip.putArchiveEntry(entry);
        zip.write(bytes(TEXT));
        zip.closeArchiveEntry();
      }
    }
    return Files.readAllBytes(file);
  }

  private void reads(byte[] archive) throws IOException {
    assertThat(contents(archive)).containsExactly("member8 100755", TEXT, "member0 100755", TEXT);
  }

  @ParameterizedTest
  @EnumSource(
      value = Zip64Mode.class,
      names = {"Never", "Always"})
  void what_was_written_is_read(Zip64Mode mode) throws IOException {
    reads(written(mode, "", 0));
    reads(written(mode, "a comment", 100));
  }

  /** A header that is longer than everything that is read at once. */
  @ParameterizedTest
  @ValueSource(ints = {40, 60, 1000, 65_000}) // commons-compress writes none much longer
  void extra_fields_may_have_any_length(int length) throws IOException {
    reads(written(Zip64Mode.Never, "", length));
  }

  @Test
  void what_stands_before_the_archive_does_not_count() throws IOException {
    for (Zip64Mode mode : List.of(Zip64Mode.Never, Zip64Mode.Always)) {
      byte[] archive = written(mode, "", 0);
      byte[] program = bytes("#!/bin/sh\nexec unzip $0\n");
      byte[] both = Arrays.copyOf(program, program.length + archive.length);
      System.arraycopy(archive, 0, both, program.length, archive.length);
      reads(both);
    }
  }

  @Test
  void an_empty_archive_has_no_members() throws IOException {
    assertThat(contents(new RawZip().bytes())).isEmpty();
  }

  private void refused(byte[] archive, String why) {
    for (Decompressor decompressor : List.of(new JavaDecompressor(), Decompressors.of(MUCH))) {
      assertThatThrownBy(() -> contents(archive, decompressor))
          .isInstanceOf(MalformedArchiveException.class)
          .hasMessageContaining(why);
    }
  }

  /** Returns the archive of one member, with {@code value} at {@code offset} from its end. */
  private static byte[] edited(int offset, int value) {
    RawZip zip = new RawZip();
    zip.add("member", bytes("content"), false);
    byte[] archive = zip.bytes();
    archive[archive.length - offset] = (byte) value;
    return archive;
  }

  @Test
  void a_directory_that_is_not_what_the_end_says_is_refused() {
    String whole = "it is not a whole ZIP archive: ";
    refused(edited(22, 0), whole + "it does not end with a directory");
    refused(edited(2, 1), whole + "it does not end with a directory"); // a comment
    refused(edited(12, 2), whole + "its directory has 1 members, not 2");
    refused(edited(9, 1), whole + "its directory does not lie where it should"); // too large
    refused(edited(10, 51), whole + "its directory is damaged"); // begins with its second byte
    refused(edited(6, 255), whole + "its directory does not lie where it should");
    refused(edited(22 + 52 - 28, 60), whole + "its directory is damaged"); // the name too long
    refused(edited(22 + 52 - 42, 200), whole + "a member has no size or no place: member");
    refused(edited(22 + 52 - 42, 1), "it has no local header where it should be");
  }

  @Test
  void what_follows_an_archive_is_refused() throws IOException {
    byte[] archive = written(Zip64Mode.Never, "comment", 0);
    refused(Arrays.copyOf(archive, archive.length + 1), "it does not end with a directory");
    refused(Arrays.copyOf(archive, archive.length - 1), "it does not end with a directory");
  }

  @Test
  void damaged_content_is_refused() {
    refused(packed(packed -> Arrays.fill(packed, (byte) 0xff)), "content is damaged");
    refused(resized(-3), "its compressed content is incomplete");
    refused(resized(3), "its compressed content ends too early");
  }

  private static byte[] packed(Consumer<byte[]> edit) {
    RawZip zip = new RawZip();
    edit.accept(zip.add("member", bytes("content of some length, some content"), true).packed);
    return zip.bytes();
  }

  private static byte[] resized(int more) {
    RawZip zip = new RawZip();
    RawZip.Member member = zip.add("member", bytes(TEXT), true);
    member.packed = Arrays.copyOf(member.packed, member.packed.length + more);
    return zip.bytes();
  }

  @Test
  void content_ends_before_the_directory() {
    RawZip zip = new RawZip();
    RawZip.Member member = zip.add("member", bytes("x".repeat(100)), false);
    byte[] archive = zip.bytes();
    // one byte more in both headers and in the directory
    archive[18] = archive[22] = 101;
    int directory = archive.length - 22 - 52;
    archive[directory + 20] = archive[directory + 24] = 101;
    assertThat(member.size).isEqualTo(100);
    refused(archive, "it ends beyond the end of the archive");
  }
}
