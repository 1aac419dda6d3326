package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.notification.Addresses;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Who is sent messages must be possible to reach. */
final class NotificationRules extends Rules {

  private static final String WEBHOOKS = "notify.webhooks";
  private static final String EMAILS = "notify.emails";

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** What the client sets itself. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "content-type", "expect", "host", "upgrade");

  NotificationRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  @Override
  void tryAll() {
    int webhooks = 0;
    for (JsonNode element : tree().at(WEBHOOKS)) {
      webhook(Key.element(WEBHOOKS, webhooks++), element);
    }
    int emails = 0;
    for (JsonNode element : tree().at(EMAILS)) {
      email(Key.element(EMAILS, emails++), element);
    }
  }

  private void webhook(String key, JsonNode element) {
    String url = key + ".url";
    JsonNode given = element.path("url");
    if (given.isTextual() && inOrder(url) && !Addresses.isHttp(given.asText())) {
      invalid(
          url,
          ConfigTree.shown(given),
          "must begin with https:// or http://, or be {env: NAME} or {file: PATH}");
    }
    for (String name :
        List.copyOf(
            element.path("headers").properties().stream().map(it -> it.getKey()).toList())) {
      if (inOrder(key + ".headers")
          && (!HEADER.matcher(name).matches()
              || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)))) {
        // Its value is shown as little as any other.
        invalid(key + ".headers." + name, "", "must be a header of HTTP that is not set anyway");
      }
    }
  }

  private void email(String key, JsonNode element) {
    address(key + ".from", element.path("from"));
    for (JsonNode to :
        element.path("to").isArray() ? element.path("to") : List.of(element.path("to"))) {
      address(key + ".to", to);
    }
    if (element.has("user") != element.has("password") && inOrder(key)) {
      String missing = element.has("user") ? ".password" : ".user";
      missing(key + missing, "must be given with " + (element.has("user") ? "user" : "password"));
    }
  }

  private void address(String key, JsonNode text) {
    if (text.isTextual() && inOrder(key) && !Addresses.isMail(text.asText())) {
      invalid(key, ConfigTree.shown(text), "must be a mail address, e.g. team@example.com");
    }
  }
}
