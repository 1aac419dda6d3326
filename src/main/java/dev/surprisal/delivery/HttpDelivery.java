package dev.surprisal.delivery;

import dev.surprisal.format.Figures;
import dev.surprisal.secret.SecretMask;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests of HTTP. Redirections are not followed: what is sent may be secret there. */
public final class HttpDelivery {

  private static final double MILLIS = 1000;

  /** Less is found in every answer. */
  private static final int SHORTEST_SECRET = 4;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  /** What a server says of a failure, in an answer that is a page for people otherwise. */
  private static final int LONGEST_ANSWER = 200;

  private final Duration timeout;
  private final List<String> secrets;
  private final HttpClient client;

  /**
   * Prepares.
   *
   * @param timeout how long a request may take, with its answer
   * @param secrets what no message may show, though an answer repeats it: parts of the address,
   *     values of headers
   */
  public HttpDelivery(Duration timeout, Collection<String> secrets) {
    this.timeout = timeout;
    this.secrets =
        secrets.stream()
            .filter(it -> it.length() >= SHORTEST_SECRET)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends a request once.
   *
   * @throws DeliveryException if the answer is not one of success, or there is none
   */
  public void send(HttpRequest request) throws DeliveryException {
    HttpResponse<String> answer = answer(request);
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return;
    }
    boolean isPassing =
        status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status / 100 == 5;
    String why = shown(DeliveryException.line(answer.body()));
    throw new DeliveryException(
        "HTTP " + status + (why.isEmpty() ? "" : ": " + clipped(why)), isPassing, null);
  }

  private String shown(String text) {
    String shown = text;
    for (String secret : secrets) {
      shown = shown.replace(secret, SecretMask.MASK);
    }
    return SecretMask.text(shown);
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "…";
  }

  private HttpResponse<String> answer(HttpRequest request) throws DeliveryException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      // The timeout of a request ends with the headers; a body may trickle for ever.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DeliveryException(late(), true, e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException("interrupted", false, e);
    } finally {
      answer.cancel(true);
    }
  }

  private String late() {
    return "no answer within " + Figures.number(timeout.toMillis() / MILLIS) + " s";
  }

  private DeliveryException failure(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return new DeliveryException(late(), true, cause);
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
  private String why(Throwable cause) {
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
    return cause.getClass().getSimpleName() + ": " + clipped(shown(message));
  }
}
