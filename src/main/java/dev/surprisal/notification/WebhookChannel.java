package dev.surprisal.notification;

import dev.surprisal.delivery.DeliveryException;
import dev.surprisal.delivery.HttpDelivery;
import dev.surprisal.notification.NotificationSpec.Webhook;
import dev.surprisal.notification.NotificationSpec.When;
import dev.surprisal.secret.Secret;
import dev.surprisal.secret.SecretMask;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posts messages to an address. */
final class WebhookChannel implements Channel {

  private final Webhook webhook;
  private final URI url;
  private final Map<String, String> headers;
  private final HttpDelivery delivery;

  /**
   * Prepares.
   *
   * @throws Secret.UnavailableException where a secret is not where it should be
   */
  WebhookChannel(Webhook webhook) {
    this.webhook = webhook;
    this.url = url(webhook.url());
    this.headers = new LinkedHashMap<>();
    webhook.headers().forEach((name, value) -> headers.put(name, value.value()));
    this.delivery = new HttpDelivery(webhook.timeout(), secrets());
  }

  /** What an answer may repeat: the path, as a whole and in parts, and what is in headers. */
  private List<String> secrets() {
    List<String> secrets = new ArrayList<>(headers.values());
    for (String part :
        Arrays.asList(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery())) {
      if (part != null && !part.equals("/")) {
        secrets.add(part);
        secrets.addAll(List.of(part.split("[/&=]")));
      }
    }
    return secrets;
  }

  private static URI url(Secret secret) {
    String url = secret.value();
    if (!Addresses.isHttp(url)) {
      // Without its text, which may be a secret.
      throw new Secret.UnavailableException(
          "the URL in " + secret + " is invalid (must begin with https:// or http://)");
    }
    return URI.create(url);
  }

  @Override
  public String name() {
    return "webhook " + SecretMask.origin(url.toString());
  }

  @Override
  public When when() {
    return webhook.when();
  }

  @Override
  public void send(Message message) throws DeliveryException {
    delivery.send(request(message));
  }

  private HttpRequest request(Message message) {
    String body =
        switch (webhook.form()) {
          case JSON -> message.json();
          case SLACK -> SlackMessage.of(message);
          case TEAMS -> TeamsMessage.of(message);
        };
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(webhook.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "surprisal")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    return request.build();
  }
}
