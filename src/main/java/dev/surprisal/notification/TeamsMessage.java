package dev.surprisal.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.notification.Message.Entry;

/**
 * An Adaptive Card, as the webhooks of Workflows in Microsoft Teams take it. Text is in text runs,
 * in which nothing is markup.
 *
 * @see <a href="https://adaptivecards.io/explorer/">Schema of Adaptive Cards</a>
 */
final class TeamsMessage {

  private TeamsMessage() {}

  static String of(Message message) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("type", "message");
    ObjectNode attachment = root.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive").putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        .put("type", "AdaptiveCard")
        .put("version", "1.4")
        .put("fallbackText", Texts.clipped(message.subject(), Texts.LONGEST));
    card.putObject("msteams").put("width", "Full");
    ArrayNode body = card.putArray("body");
    run(block(body), message.title()).put("size", "Large").put("weight", "Bolder");
    for (Entry entry : message.entries()) {
      ArrayNode line = block(body);
      run(line, entry.label() + " ").put("weight", "Bolder");
      run(line, entry.headline());
      entry.details().forEach(it -> run(block(body), "• " + it));
    }
    message.facts().forEach(it -> run(block(body), it).put("isSubtle", true));
    page(card, body, message);
    return root.toString();
  }

  private static void page(ObjectNode card, ArrayNode body, Message message) {
    String page = message.page();
    if (page == null) {
      return;
    }
    if (Texts.isAddress(page)) {
      card.putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", "Full report")
          .put("url", page);
    } else {
      run(block(body), "Report: " + page).put("isSubtle", true);
    }
  }

  private static ArrayNode block(ArrayNode body) {
    return body.addObject().put("type", "RichTextBlock").putArray("inlines");
  }

  private static ObjectNode run(ArrayNode line, String text) {
    return line.addObject().put("type", "TextRun").put("text", Texts.clipped(text, Texts.LONGEST));
  }
}
