package dev.surprisal.report.markdown;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * A document of blocks, one after the other. All text is text: names and values are others', and
 * what would be markup, a line end or a control character in them is none in the document.
 */
final class Blocks {

  /** What is needed to write the document. */
  static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  private final Document document = new Document();

  Document document() {
    return document;
  }

  void heading(int level, String text) {
    Heading heading = new Heading();
    heading.setLevel(level);
    heading.appendChild(text(text));
    document.appendChild(heading);
  }

  void paragraph(String text) {
    document.appendChild(of(text(text)));
  }

  void labelled(String label, String text) {
    StrongEmphasis strong = new StrongEmphasis("**");
    strong.appendChild(text(label));
    document.appendChild(of(strong, text(" " + text)));
  }

  void link(String text, String target) {
    Link link = new Link(target, null);
    link.appendChild(text(text));
    document.appendChild(of(link));
  }

  void code(String text, String code) {
    document.appendChild(of(text(text), new Code(clean(code))));
  }

  void list(List<String> items) {
    BulletList list = new BulletList();
    list.setMarker("-");
    list.setTight(true);
    for (String item : items) {
      ListItem element = new ListItem();
      element.appendChild(of(text(item)));
      list.appendChild(element);
    }
    document.appendChild(list);
  }

  void table(List<String> names, List<List<String>> rows) {
    TableBlock table = new TableBlock();
    TableHead head = new TableHead();
    head.appendChild(row(names, true));
    table.appendChild(head);
    TableBody body = new TableBody();
    rows.forEach(it -> body.appendChild(row(it, false)));
    table.appendChild(body);
    document.appendChild(table);
  }

  private static TableRow row(List<String> texts, boolean isHead) {
    TableRow row = new TableRow();
    for (String text : texts) {
      TableCell cell = new TableCell();
      cell.setHeader(isHead);
      cell.appendChild(text(text));
      row.appendChild(cell);
    }
    return row;
  }

  private static Paragraph of(Node... inlines) {
    Paragraph paragraph = new Paragraph();
    for (Node inline : inlines) {
      paragraph.appendChild(inline);
    }
    return paragraph;
  }

  private static Text text(String text) {
    return new Text(clean(text));
  }

  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }
}
