package dev.surprisal.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * The report for people: {@code report.html}, one page that carries all it needs and asks the
 * network for nothing. All is there without scripts, charts too; filters and figures under the
 * pointer are extra.
 */
public final class HtmlReport implements ReportFormat {

  @Override
  public Role role() {
    return Role.PAGE;
  }

  @Override
  public String fileName() {
    return "report.html";
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    Page page = PageBuilder.page(report, PageAssets.load());
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    try {
      render(page, new OwaspHtmlTemplateOutput(new WriterOutput(writer)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  @SuppressWarnings("NullAway") // jte's word for "no interceptor" is null
  private static void render(Page page, HtmlTemplateOutput output) {
    JtepageGenerated.render(output, null, page);
  }
}
