package dev.surprisal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SoftwareTest {

  @Test
  void aJarHasItsHash() throws Exception {
    Path jar = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    Software software = Software.of(Test.class);

    assertThat(software.packaging()).isEqualTo(Software.Packaging.JAR);
    assertThat(software.file()).isEqualTo(jar.getFileName().toString());
    assertThat(software.bytes()).isEqualTo(Files.size(jar));
    assertThat(software.sha256())
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))));
  }

  @Test
  void aFolderOfClassesHasNone() {
    assertThat(Software.of(SoftwareTest.class))
        .isEqualTo(new Software(Software.Packaging.FOLDER, null, null, null));
  }

  @Test
  void aClassOfTheJdkIsFromNoFile() {
    assertThat(Software.of(String.class))
        .isEqualTo(new Software(Software.Packaging.OTHER, null, null, null));
  }
}
