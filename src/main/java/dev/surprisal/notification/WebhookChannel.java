package dev.surprisal.notification;

import dev.surprisal.format.Figures;
import dev.surprisal.notification.NotificationSpec.Webhook;
import dev.surprisal.notification.NotificationSpec.When;
import dev.surprisal.secret.Secret;
import dev.surprisal.secret.SecretMask;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts messages to an address. Redirections are not followed: the body may be a secret there. */
final class WebhookChannel implements Channel {

  private static final double MILLIS = 1000;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  /** What a server says of a failure, in an answer that is a page for people otherwise. */
  private static final int LONGEST_ANSWER = 200;

  private final Webhook webhook;
  private final URI url;
  private final Map<String, String> headers;
  private final HttpClient client;

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
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(webhook.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
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
    HttpResponse<String> answer = answer(request(message));
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return;
    }
    boolean isPassing =
        status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status / 100 == 5;
    String why = SecretMask.text(answer.body().replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ").strip());
    throw new DeliveryException(
        "HTTP " + status + (why.isEmpty() ? "" : ": " + clipped(why)), isPassing, null);
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "…";
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

  private HttpResponse<String> answer(HttpRequest request) throws DeliveryException {
    Duration timeout = webhook.timeout();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      // The timeout of a request ends with the headers; a body may trickle for ever.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DeliveryException(late(timeout), true, e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause(), timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException("interrupted", false, e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String late(Duration timeout) {
    return "no answer within " + Figures.number(timeout.toMillis() / MILLIS) + " s";
  }

  private static DeliveryException failure(Throwable cause, Duration timeout) {
    if (cause instanceof HttpTimeoutException) {
      return new DeliveryException(late(timeout), true, cause);
    }
    return new DeliveryException(why(cause), isPassing(cause), cause);
  }

  private static boolean isPassing(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause()) {
      // A certificate that is not trusted now will not be in a moment.
      if (it instanceof GeneralSecurityException) {
        return false;
      }
    }
    return failure instanceof IOException;
  }

  /** The client's exceptions for what goes wrong most often have no message. */
  private static String why(Throwable cause) {
    for (Throwable it = cause; it != null; it = it.getCause()) {
      if (it instanceof UnresolvedAddressException || it instanceof UnknownHostException) {
        return "unknown host";
      }
    }
    String message = cause.getMessage();
    if (message == null) {
      return cause instanceof ConnectException
          ? "connection refused"
          : cause.getClass().getSimpleName();
    }
    return cause.getClass().getSimpleName() + ": " + clipped(SecretMask.text(message));
  }
}
