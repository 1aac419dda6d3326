package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.notification.NotificationSpec;
import dev.surprisal.notification.NotificationSpec.Email;
import dev.surprisal.notification.NotificationSpec.Form;
import dev.surprisal.notification.NotificationSpec.Security;
import dev.surprisal.notification.NotificationSpec.Webhook;
import dev.surprisal.notification.NotificationSpec.When;
import dev.surprisal.report.News.Occasion;
import dev.surprisal.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the records of those who are sent messages. */
final class NotificationMapping {

  /** The value of {@code when} for a message after each run. */
  static final String ALWAYS = "always";

  private static final double SECONDS = 10;
  private static final double MILLIS = 1000;

  private final JsonNode section;

  NotificationMapping(JsonNode section) {
    this.section = section;
  }

  NotificationSpec spec() {
    List<Webhook> webhooks = new ArrayList<>();
    section.path("webhooks").forEach(it -> webhooks.add(webhook(it)));
    List<Email> emails = new ArrayList<>();
    section.path("emails").forEach(it -> emails.add(email(it)));
    return new NotificationSpec(webhooks, emails);
  }

  private static Webhook webhook(JsonNode node) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    node.path("headers")
        .properties()
        .forEach(it -> headers.put(it.getKey(), secret(it.getValue())));
    return new Webhook(
        secret(node.path("url")),
        Form.valueOf(node.path("form").asText("json").toUpperCase(Locale.ROOT)),
        headers,
        when(node.path("when")),
        timeout(node));
  }

  private static Email email(JsonNode node) {
    Security security =
        Security.valueOf(node.path("security").asText("starttls").toUpperCase(Locale.ROOT));
    return new Email(
        node.path("host").asText(),
        node.path("port").asInt(security.port()),
        security,
        optional(node.path("user")),
        node.has("password") ? secret(node.path("password")) : null,
        node.path("from").asText(),
        ConfigTree.texts(node.path("to")),
        when(node.path("when")),
        timeout(node));
  }

  private static @Nullable String optional(JsonNode node) {
    return node.isMissingNode() ? null : node.asText();
  }

  private static Duration timeout(JsonNode node) {
    return Duration.ofMillis(Math.round(node.path("timeout_seconds").asDouble(SECONDS) * MILLIS));
  }

  private static When when(JsonNode node) {
    if (node.isMissingNode()) {
      return When.NEWS;
    }
    List<String> names = ConfigTree.texts(node);
    Set<Occasion> occasions = EnumSet.noneOf(Occasion.class);
    for (Occasion occasion : Occasion.values()) {
      if (names.contains(occasion.label())) {
        occasions.add(occasion);
      }
    }
    return new When(occasions, names.contains(ALWAYS));
  }

  /** A value, or where it is. */
  static Secret secret(JsonNode node) {
    if (node.has("env")) {
      return new Secret(Secret.Source.ENV, node.path("env").asText());
    }
    return node.has("file")
        ? new Secret(Secret.Source.FILE, node.path("file").asText())
        : Secret.literal(node.asText());
  }
}
