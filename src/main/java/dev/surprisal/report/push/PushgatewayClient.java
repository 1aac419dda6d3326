package dev.surprisal.report.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.delivery.DeliveryException;
import dev.surprisal.delivery.HttpDelivery;
import dev.surprisal.delivery.Retries;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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

  /** A scheme, the user and password, the host and port, the path. */
  private static final Pattern URL =
      Pattern.compile("(?i)(https?://)(?:(.*)@)?([^/@]+)(/.*)?", Pattern.DOTALL);

  /** What stands in a path as it is. Dots are not among it: two of them would be another path. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  private final MetricsSpec.Pushgateway gateway;
  private final Retries retries;

  /** A client of a gateway. */
  public PushgatewayClient(MetricsSpec.Pushgateway gateway) {
    this(gateway, Retries.DEFAULT);
  }

  /** With other waits. */
  PushgatewayClient(MetricsSpec.Pushgateway gateway, Retries retries) {
    this.gateway = gateway;
    this.retries = retries;
  }

  /**
   * Asks where the gateway is.
   *
   * @throws Secret.UnavailableException where nobody knows
   */
  public static void requireUrl(MetricsSpec.Pushgateway gateway) {
    if (!URL.matcher(gateway.url().value()).matches()) {
      throw new Secret.UnavailableException(
          "the URL in " + gateway.url() + " is invalid (must be an http or https URL)");
    }
  }

  /**
   * Puts a file, in some attempts.
   *
   * @param model the label {@code model}
   * @param file the file, in Prometheus' text format
   * @return why it is not there, in a sentence without the user and password; empty where it is
   */
  public Optional<String> push(String model, byte[] file) {
    Matcher url;
    try {
      url = URL.matcher(gateway.url().value());
    } catch (Secret.UnavailableException e) {
      return Optional.of("Metrics not pushed: " + e.getMessage());
    }
    if (!url.matches()) {
      return Optional.of("Metrics not pushed: output.metrics.pushgateway.url is not a URL.");
    }
    String target = target(url, model);
    try {
      HttpRequest request = request(URI.create(target), url.group(2), file);
      List<String> secrets = url.group(2) == null ? List.of() : List.of(url.group(2));
      HttpDelivery delivery = new HttpDelivery(gateway.timeout(), secrets);
      retries.run(() -> delivery.send(request));
      return Optional.empty();
    } catch (DeliveryException | IllegalArgumentException e) {
      return Optional.of(failure(target, String.valueOf(e.getMessage())));
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
}
