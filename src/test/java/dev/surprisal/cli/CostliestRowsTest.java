package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rows that cost most are shown to whoever asks for them, and to nobody else. */
class CostliestRowsTest extends ShopTest {

  private String page(String... settings) throws IOException {
    Shop.Ended ended = shop.execute("run", settings);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    Path out = folder.resolve("out");
    JsonNode latest = new ObjectMapper().readTree(out.resolve("latest.json").toFile());
    return Files.readString(out.resolve(latest.path("page").asText()));
  }

  private static List<String> cells(String page, int column) {
    String section = page.substring(page.indexOf("id=\"costliest\""));
    Matcher rows =
        Pattern.compile("<tr>((?:<td><bdi>[^<]*</bdi></td>)+)</tr>")
            .matcher(section.substring(0, section.indexOf("</table>")));
    return rows.results()
        .map(row -> row.group(1).split("</td>")[column].replaceAll("<[^>]*>", ""))
        .toList();
  }

  @Test
  void areShownWithWhatIsAskedFor() throws IOException {
    String page =
        page(
            "--set",
            "slices=[device]",
            "--set",
            "output.costliest_rows={rows: 3, key: true, columns: [device]}");

    List<Double> losses = cells(page, 0).stream().map(Double::valueOf).toList();
    assertThat(losses).hasSize(3).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(losses).allMatch(loss -> loss > 0);
    assertThat(cells(page, 5)).doesNotContain("").doesNotHaveDuplicates();
    assertThat(page).contains("<th scope=\"col\"><bdi>device</bdi></th>");
  }

  @Test
  void areShownToNobodyElseAndWithoutKeys() throws IOException {
    assertThat(page("--set", "slices=[device]")).doesNotContain("id=\"costliest\"");
    String page = page("--set", "slices=[device]", "--set", "output.costliest_rows={rows: 2}");
    assertThat(page.substring(page.indexOf("id=\"costliest\""))).doesNotContain("<bdi>key</bdi>");
  }

  @Test
  void aColumnThatIsNotThereIsSaid() {
    Shop.Ended ended =
        shop.execute(
            "run",
            "--set",
            "slices=[device]",
            "--set",
            "output.costliest_rows={rows: 3, columns: [name]}");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.complaint())
        .contains("Invalid output.costliest_rows.columns: name (must be in slices: device)");
  }
}
