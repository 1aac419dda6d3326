package dev.surprisal.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.notification.Message.Entry;
import java.util.List;

/**
 * A message of Slack, in blocks of rich text: nothing in them is parsed, so that names and values
 * can neither be markup nor call a channel's members.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack's blocks</a>
 */
final class SlackMessage {

  private static final int LONGEST_HEADER = 150;

  private SlackMessage() {}

  static String of(Message message) {
    ObjectNode root = object();
    root.put("text", escaped(message.subject()));
    ArrayNode blocks = root.putArray("blocks");
    ObjectNode header = blocks.addObject().put("type", "header");
    header
        .putObject("text")
        .put("type", "plain_text")
        .put("emoji", false)
        .put("text", Texts.clipped(message.title(), LONGEST_HEADER));
    ArrayNode parts = blocks.addObject().put("type", "rich_text").putArray("elements");
    for (Entry entry : message.entries()) {
      ArrayNode line = section(parts);
      text(line, entry.label() + " ").putObject("style").put("bold", true);
      text(line, entry.headline());
      list(parts, entry.details());
    }
    ArrayNode facts = section(parts);
    text(facts, String.join("\n", message.facts()));
    page(facts, message);
    return root.toString();
  }

  private static void page(ArrayNode line, Message message) {
    String page = message.page();
    if (page == null) {
      return;
    }
    text(line, "\n");
    if (Texts.isAddress(page)) {
      line.addObject().put("type", "link").put("url", page).put("text", "Full report");
    } else {
      text(line, "Report: " + page);
    }
  }

  private static ArrayNode section(ArrayNode parts) {
    return parts.addObject().put("type", "rich_text_section").putArray("elements");
  }

  private static void list(ArrayNode parts, List<String> items) {
    if (!items.isEmpty()) {
      ArrayNode list =
          parts
              .addObject()
              .put("type", "rich_text_list")
              .put("style", "bullet")
              .putArray("elements");
      items.forEach(it -> text(section(list), it));
    }
  }

  private static ObjectNode text(ArrayNode line, String text) {
    return line.addObject().put("type", "text").put("text", Texts.clipped(text, Texts.LONGEST));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** What is shown where blocks are not, in which Slack knows three characters. */
  private static String escaped(String text) {
    return Texts.clipped(text, Texts.LONGEST)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
