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
  private final String address;
  private final @Nullable String user;
  private final Retries retries;

  /**
   * A client of a gateway.
   *
   * @throws Secret.UnavailableException where nobody knows where the gateway is
   */
  public PushgatewayClient(MetricsSpec.Pushgateway gateway) {
    this(gateway, Retries.DEFAULT);
  }

  /** With other waits. */
  PushgatewayClient(MetricsSpec.Pushgateway gateway, Retries retries) {
    Matcher url = URL.matcher(gateway.url().value());
    if (!url.matches()) {
      throw new Secret.UnavailableException(
          "the URL in " + gateway.url() + " is invalid (must be an http or https URL)");
    }
    String path = url.group(4) == null ? "" : url.group(4).replaceAll("/+$", "");
    this.gateway = gateway;
    this.address = url.group(1) + url.group(3) + path + "/metrics";
    this.user = url.group(2);
    this.retries = retries;
  }

  /**
   * Puts a file, in some attempts.
   *
   * @param model the label {@code model}
   * @param file the file, in Prometheus' text format
   * @return why it is not there, in a sentence without the user and password; empty where it is
   */
  public Optional<String> push(String model, byte[] file) {
    String target = target(model);
    try {
      HttpRequest request = request(URI.create(target), file);
      HttpDelivery delivery =
          new HttpDelivery(gateway.timeout(), user == null ? List.of() : List.of(user));
      retries.run(() -> delivery.send(request));
      return Optional.empty();
    } catch (DeliveryException | IllegalArgumentException e) {
      return Optional.of(failure(target, String.valueOf(e.getMessage())));
    }
  }

  private static String failure(String target, String reason) {
    return "Metrics not pushed to " + target + ": " + reason;
  }

  private String target(String model) {
    StringBuilder target = new StringBuilder(address);
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

  private HttpRequest request(URI target, byte[] file) {
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
