package dev.surprisal.report.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.surprisal.delivery.Retries;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent, and what becomes of answers that a gateway gives on a bad day. */
class PushgatewayClientTest {

  private record Request(
      String method, String path, String body, @Nullable String user, @Nullable String type) {}

  private final List<Request> requests = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch late = new CountDownLatch(1);
  private HttpServer server;

  PushgatewayClientTest() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void answer() {
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getRawPath(),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  exchange.getRequestHeaders().getFirst("Content-Type")));
          int status = answers.isEmpty() ? 200 : answers.remove();
          if (status == 0) {
            await(late);
            status = 200;
          }
          byte[] body = (status == 200 ? "" : "no room\nfor more").getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    late.countDown();
    server.stop(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private Optional<String> push(String url, String model, Map<String, String> grouping) {
    MetricsSpec.Pushgateway gateway =
        new MetricsSpec.Pushgateway(
            Secret.literal(url), "surprisal", grouping, Duration.ofSeconds(2));
    return new PushgatewayClient(gateway, new Retries(Duration.ofMillis(5)))
        .push(model, "x 1\n".getBytes(UTF_8));
  }

  private Optional<String> push() {
    return push("http://" + address(), "shop", Map.of());
  }

  @Test
  void putsTheFileInItsGroup() {
    assertThat(push()).isEmpty();

    assertThat(requests)
        .containsExactly(
            new Request(
                "PUT",
                "/metrics/job/surprisal/model/shop",
                "x 1\n",
                null,
                "text/plain; version=0.0.4; charset=utf-8"));
  }

  @Test
  void theUrlMayHaveAPathAndASlashAtItsEnd() {
    assertThat(push("http://" + address() + "/push/", "shop", Map.of())).isEmpty();

    assertThat(requests.get(0).path()).isEqualTo("/push/metrics/job/surprisal/model/shop");
  }

  /** The last but one example is that of the gateway's own documentation. */
  @Test
  void valuesThatAreNoSafePartOfAPathAreInBase64() {
    push("http://" + address(), "shop/é ?#%", Map.of("a", "", "b", "/var/tmp", "c", ".."));

    assertThat(requests.get(0).path())
        .isEqualTo(
            "/metrics/job/surprisal/model@base64/c2hvcC_DqSA_IyU/a@base64/=/b@base64/L3Zhci90bXA"
                + "/c@base64/Li4");
  }

  @Test
  void aUserAndPasswordAreSentAndNotShown() {
    answers.add(401);

    Optional<String> told = push("http://me:p%40ss+1@" + address() + "/x", "shop", Map.of());

    // printf 'me:p@ss+1' | base64
    assertThat(requests.get(0).user()).isEqualTo("Basic bWU6cEBzcysx");
    assertThat(told)
        .contains(
            "Metrics not pushed to http://"
                + address()
                + "/x/metrics/job/surprisal/model/shop: HTTP 401: no room for more");
  }

  @Test
  void aGatewayThatIsBusyIsAskedAgain() {
    answers.addAll(List.of(503, 429, 202));

    assertThat(push()).isEmpty();
    assertThat(requests).hasSize(3);
  }

  @Test
  void fourAttemptsAreEnough() {
    answers.addAll(List.of(503, 503, 503, 503, 200));

    assertThat(push().orElseThrow()).endsWith("/model/shop: HTTP 503: no room for more");
    assertThat(requests).hasSize(4);
  }

  @Test
  void whatIsNotWantedIsNotSentAgain() {
    answers.addAll(List.of(400, 200));

    assertThat(push().orElseThrow()).endsWith(": HTTP 400: no room for more");
    assertThat(requests).hasSize(1);
  }

  @Test
  void anotherPlaceIsNotFollowed() {
    answers.addAll(List.of(302, 200));

    assertThat(push().orElseThrow()).contains(": HTTP 302");
    assertThat(requests).hasSize(1);
  }

  @Test
  void aGatewayThatDoesNotAnswerIsGivenUp() {
    answers.addAll(List.of(0, 0, 0, 0));

    assertThat(push().orElseThrow()).endsWith(": no answer within 2 s");
  }

  @Test
  void aGatewayThatIsNotThereIsTold() {
    server.stop(0);

    assertThat(push().orElseThrow()).endsWith("/model/shop: connection refused");
  }

  @Test
  void aPortThatCannotBeIsToldWithoutThePassword() {
    assertThat(push("http://me:hunter2@127.0.0.1:99999", "shop", Map.of()).orElseThrow())
        .startsWith(
            "Metrics not pushed to http://127.0.0.1:99999/metrics/job/surprisal/model/shop: ")
        .doesNotContain("hunter2");
  }
}
