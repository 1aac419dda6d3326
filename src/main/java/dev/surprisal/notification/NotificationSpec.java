package dev.surprisal.notification;

import dev.surprisal.report.News.Occasion;
import dev.surprisal.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is sent messages of runs.
 *
 * @param webhooks the webhooks
 * @param emails the recipients of mail
 */
public record NotificationSpec(List<Webhook> webhooks, List<Email> emails) {

  /** Nobody. */
  public static final NotificationSpec NONE = new NotificationSpec(List.of(), List.of());

  public NotificationSpec {
    webhooks = List.copyOf(webhooks);
    emails = List.copyOf(emails);
  }

  /** Whether nobody is sent anything. */
  public boolean isEmpty() {
    return webhooks.isEmpty() && emails.isEmpty();
  }

  /**
   * When a message is sent.
   *
   * @param occasions news of which kinds are worth one
   * @param always whether each run is, also without news
   */
  public record When(Set<Occasion> occasions, boolean always) {

    /** Whatever is news. */
    public static final When NEWS = new When(Set.of(Occasion.values()), false);

    public When {
      occasions = Set.copyOf(occasions);
    }
  }

  /** What the body of a request looks like. */
  public enum Form {
    /** Everything, for programs. */
    JSON,
    /** A message of Slack, and of what takes Slack's. */
    SLACK,
    /** An Adaptive Card, as Workflows of Microsoft Teams take it. */
    TEAMS
  }

  /**
   * An address that takes requests.
   *
   * @param url where to; often a secret by itself
   * @param form what the body looks like
   * @param headers further headers, such as {@code Authorization}
   * @param when when a message is sent
   * @param timeout how long one try may take
   */
  public record Webhook(
      Secret url, Form form, Map<String, Secret> headers, When when, Duration timeout) {

    public Webhook {
      headers = Map.copyOf(headers);
    }
  }

  /** How the connection to the mail server is kept from others' eyes. */
  public enum Security {
    /** TLS after a greeting in the clear; without TLS nothing is sent. */
    STARTTLS(587),
    /** TLS from the first byte on. */
    TLS(465),
    /** Not at all. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** The port that servers have for it. */
    public int port() {
      return port;
    }
  }

  /**
   * Recipients of mail and the server that takes it.
   *
   * @param host the server
   * @param port its port
   * @param security how the connection is protected
   * @param user the user, or null where the server asks for none
   * @param password the user's password, or null
   * @param from the sender's address
   * @param to the recipients' addresses
   * @param when when a message is sent
   * @param timeout how long connecting, and each answer of the server, may take
   */
  public record Email(
      String host,
      int port,
      Security security,
      @Nullable String user,
      @Nullable Secret password,
      String from,
      List<String> to,
      When when,
      Duration timeout) {

    public Email {
      to = List.copyOf(to);
    }
  }
}
