package dev.surprisal.report.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report in Markdown: whole, short, and nothing that others wrote is markup in it. */
class SummaryTest {

  private static Node parsed(String markdown) {
    return Parser.builder().extensions(Blocks.EXTENSIONS).build().parse(markdown);
  }

  /** The texts of a document, and what in it is more than text. */
  private static final class Contents extends AbstractVisitor {

    private final List<String> texts = new ArrayList<>();
    private final Set<String> links = new TreeSet<>();
    private int active;

    static Contents of(String markdown) {
      Contents contents = new Contents();
      parsed(markdown).accept(contents);
      return contents;
    }

    @Override
    public void visit(Text text) {
      texts.add(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      texts.add(code.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
      active++;
    }

    @Override
    public void visit(HtmlBlock html) {
      active++;
    }

    @Override
    public void visit(Image image) {
      active++;
    }

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    String text() {
      return String.join("", texts);
    }
  }

  @Test
  void saysWhatHappenedOnHalfAPage() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MarkdownReport().write(Reports.small(), out);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            # parcels: ALERT

            gbt-1 has drifted since 2026-02-23.

            2 Feb to 29 Mar 2026 compared with reference 5 Jan to 1 Feb 2026, run 20260401T060000Z-7f3a

            ## Incidents

            **NEW** gbt-1 degraded on region=south since 23 Feb 2026, ongoing (1 of 1 window).

            - Log loss 0.500 → 0.810 nats.
            - Evidence: 1 alerting check.
            - Incident %s

            ## Versions

            |Version|Verdict|Log loss, reference (nats)|Log loss, current (nats)|Accuracy, reference|Accuracy, current|
            |---|---|---|---|---|---|
            |gbt-1|ALERT|0.300|1e-7|none|none|
            |(no version)|NO\\_DATA|none|none|none|none|

            ## Rows

            - Predictions: 1,003 read = 900 scored + 90 unlabelled + 10 duplicate + 3 rejected

            ## Notes

            - Labels of the last week are not complete.

            [Full report](report.html)
            """
                .formatted(Reports.small().incidents().get(0).id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*a* _b_ **c** ~~d~~",
        "`x` ```y",
        "[a](http://evil.example) ![b](http://evil.example/i.png)",
        "<script>alert(1)</script> <b>",
        "| a | b |",
        "# heading",
        "1. one",
        "- item",
        "> quote",
        "a\\*b \\",
        "&lt; &amp; &#42;",
        "---",
        "a  \nb",
      })
  void namesAndValuesAreText(String name) {
    Report report = Reports.withModelName(Reports.small(), name);

    String markdown = Summary.of(report, null).markdown();

    Contents contents = Contents.of(markdown);
    assertThat(contents.text()).contains(name.replace('\n', '\uFFFD'));
    assertThat(contents.active).isZero();
    assertThat(contents.links).containsExactly("report.html");
    assertThat(Summary.of(report, null).html()).doesNotContain("<script", "<img", "evil.example\"");
  }

  @Test
  void hostileReportsStayHarmless() {
    Summary summary = Summary.of(Reports.hostile(), "https://reports.example.com/r.html");

    Contents contents = Contents.of(summary.markdown());

    assertThat(contents.active).isZero();
    assertThat(contents.links).containsExactly("https://reports.example.com/r.html");
    assertThat(summary.html()).doesNotContain("<script", "<img", "<iframe");
    assertThat(summary.markdown()).doesNotContain("\u202e", "\u001b");
  }

  @Test
  void cellsOfTablesKeepTheirBars() {
    Blocks blocks = new Blocks();
    blocks.table(List.of("a|b"), List.of(List.of("x|y\\|z")));

    String markdown =
        org.commonmark.renderer.markdown.MarkdownRenderer.builder()
            .extensions(Blocks.EXTENSIONS)
            .build()
            .render(blocks.document());

    assertThat(Contents.of(markdown).texts).containsExactly("a|b", "x|y\\|z");
  }

  /** A folder is nowhere a link. */
  @Test
  void aPathIsShownAndAnAddressFollowed() {
    assertThat(Summary.of(Reports.small(), "/data/report.html").markdown())
        .endsWith("Full report: `/data/report.html`\n");
    assertThat(Summary.of(Reports.small(), "https://x.example/report.html").markdown())
        .endsWith("[Full report](https://x.example/report.html)\n");
  }

  @Test
  void isShortHoweverMuchThereIs() {
    assertThat(Summary.of(Reports.wide(50, 40), null).markdown().length()).isLessThan(20_000);
  }
}
