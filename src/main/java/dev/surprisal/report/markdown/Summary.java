package dev.surprisal.report.markdown;

import dev.surprisal.report.Report;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.jspecify.annotations.Nullable;

/**
 * A report on half a page: the verdict, the incidents, each version, what became of the rows. Its
 * length does not depend on how many findings there are.
 */
public final class Summary {

  private final Blocks blocks;

  private Summary(Blocks blocks) {
    this.blocks = blocks;
  }

  /** One sentence. */
  public static Summary of(String sentence) {
    Blocks blocks = new Blocks();
    blocks.paragraph(sentence);
    return new Summary(blocks);
  }

  /**
   * Sums a report up.
   *
   * @param report the report
   * @param page the address of the page for people, or null where it lies beside the summary
   */
  public static Summary of(Report report, @Nullable String page) {
    return new Summary(new SummaryBlocks(report).all(page == null ? "report.html" : page));
  }

  /** The summary in CommonMark with GitHub's tables. Names and values mean nothing in it. */
  public String markdown() {
    return MarkdownRenderer.builder()
        .extensions(Blocks.EXTENSIONS)
        .build()
        .render(blocks.document());
  }

  /** The same in HTML, without a frame. */
  public String html() {
    return HtmlRenderer.builder()
        .extensions(Blocks.EXTENSIONS)
        .escapeHtml(true)
        .build()
        .render(blocks.document());
  }
}
