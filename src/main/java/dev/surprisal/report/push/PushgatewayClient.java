package dev.surprisal.report.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.report.MetricsSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a metrics file on a Prometheus Pushgateway, in the place of the one of the run before: in
 * the group of the configured job, the model and the configured labels.
 *
 * @see <a href="https://github.com/prometheus/pushgateway#url">The Pushgateway's URLs</a>
 */
public final class PushgatewayClient {

  private static final int ATTEMPTS = 3;
  private static final int LONGEST_ANSWER = 200;

  /** A scheme, the user and password, the host and port, the path. */
  private static final Pattern URL =
      Pattern.compile("(?i)(https?://)(?:(.*)@)?([^/@]+)(/.*)?", Pattern.DOTALL);

  /** What stands in a path as it is. Dots are not among it: two of them would be another path. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  private final MetricsSpec.Pushgateway gateway;
  private final Duration firstPause;

  /** A client of a gateway. */
  public PushgatewayClient(MetricsSpec.Pushgateway gateway) {
    this(gateway, Duration.ofSeconds(1));
  }

  /** With another pause after the first attempt; the next one is twice as long. */
  PushgatewayClient(MetricsSpec.Pushgateway gateway, Duration firstPause) {
    this.gateway = gateway;
    this.firstPause = firstPause;
  }

  /** How an attempt ended: an answer, or none with the reason. */
  private record Attempt(int status, String reason) {

    private boolean isDone() {
      return status >= 200 && status < 300;
    }

    /** What the gateway has understood and does not want, it will not want in a second either. */
    private boolean isFinal() {
      return status >= 300 && status < 500 && status != 408 && status != 429;
    }
  }

  /**
   * Puts a file, in at most three attempts.
   *
   * @param model the label {@code model}
   * @param file the file, in Prometheus' text format
   * @return why it is not there, in a sentence without the user and password; empty where it is
   */
  public Optional<String> push(String model, byte[] file) {
    Matcher url = URL.matcher(gateway.url());
    if (!url.matches()) {
      return Optional.of("Metrics not pushed: output.metrics.pushgateway.url is not a URL.");
    }
    String target = target(url, model);
    try {
      HttpRequest request = request(URI.create(target), url.group(2), file);
      Attempt last = attempts(request);
      return last.isDone() ? Optional.empty() : Optional.of(failure(target, last.reason()));
    } catch (IllegalArgumentException e) {
      return Optional.of(failure(target, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(failure(target, "interrupted"));
    }
  }

  private static String failure(String target, String reason) {
    return "Metrics not pushed to " + target + ": " + reason;
  }

  private String target(Matcher url, String model) {
    String path = url.group(4) == null ? "" : url.group(4).replaceAll("/+$", "");
    StringBuilder target = new StringBuilder(url.group(1) + url.group(3) + path + "/metrics");
    target.append(label("job", gateway.job())).append(label("model", model));
    gateway.grouping().forEach((name, value) -> target.append(label(name, value)));
    return target.toString();
  }

  private static String label(String name, String value) {
    if (PLAIN.matcher(value).matches()) {
      return "/" + name + "/" + value;
    }
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8));
    return "/" + name + "@base64/" + (encoded.isEmpty() ? "=" : encoded);
  }

  private HttpRequest request(URI target, @Nullable String user, byte[] file) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(gateway.timeout())
            .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            .PUT(BodyPublishers.ofByteArray(file));
    if (user != null) {
      String credentials = Base64.getEncoder().encodeToString(decoded(user).getBytes(UTF_8));
      request.header("Authorization", "Basic " + credentials);
    }
    return request.build();
  }

  private static String decoded(String user) {
    try {
      // A plus sign stands for itself there, unlike in a form.
      return URLDecoder.decode(user.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return user;
    }
  }

  private Attempt attempts(HttpRequest request) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(gateway.timeout())
            .build();
    Attempt attempt = attempt(client, request);
    Duration pause = firstPause;
    for (int i = 1; i < ATTEMPTS && !attempt.isDone() && !attempt.isFinal(); i++) {
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
      attempt = attempt(client, request);
    }
    return attempt;
  }

  private Attempt attempt(HttpClient client, HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString(UTF_8));
    try {
      // The timeout of the request ends with the answer's head; its body may never come either.
      HttpResponse<String> response =
          answer.get(gateway.timeout().toMillis(), TimeUnit.MILLISECONDS);
      String body = response.body().strip().lines().findFirst().orElse("");
      String told = body.substring(0, Math.min(LONGEST_ANSWER, body.length()));
      return new Attempt(
          response.statusCode(),
          "HTTP " + response.statusCode() + (told.isEmpty() ? "" : ", " + told));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Attempt(0, "no answer within " + gateway.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Attempt(0, reason(e.getCause()));
    }
  }

  private String reason(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return "no answer within " + gateway.timeout().toSeconds() + " s";
    }
    if (cause instanceof ConnectException) {
      return "connection failed";
    }
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getMessage()
        : String.valueOf(cause);
  }
}
