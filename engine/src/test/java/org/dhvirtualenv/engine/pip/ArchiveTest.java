package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhvirtualenv.engine.model.DistributionName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "'License-Expression: MIT OR 0BSD\nLicense: other', MIT OR 0BSD",
    "'License: Apache-2.0\nClassifier: License :: OSI Approved :: MIT License', Apache-2.0",
    "'License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License', MIT License",
    "'License: Copyright A\n        \n        All rights\nClassifier: License :: DFSG approved',"
        + " DFSG approved",
    "'Classifier: License :: OSI Approved :: A\nClassifier: License :: B', 'A, B'",
    "'Name: a\n\nLicense: in the description', unknown licence",
  })
  void the_licence_is_what_metadata_tell_shortest(String metadata, String licence)
      throws IOException {
    Path file = directory.resolve("a-1-py3-none-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a-1.dist-info/METADATA"));
      zip.write(metadata.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new Archive(file, new DistributionName("a"), "1", true).licence())
        .isEqualTo(licence);
  }
}
