package dev.surprisal.notification;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.surprisal.report.Report;
import dev.surprisal.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages about reports, to all recipients at once. What fails in passing is tried again
 * after a while that grows and is partly left to chance, so that many jobs that a server turned
 * away do not come back together.
 */
public final class Notifications {

  /** How long a message may be tried, with the default waits of some seconds and 10 s each. */
  private static final int MOST_TRIES = 4;

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
  private static final double JITTER = 0.3;

  private final List<Channel> channels;
  private final Duration firstWait;

  private Notifications(List<Channel> channels, Duration firstWait) {
    this.channels = channels;
    this.firstWait = firstWait;
  }

  /**
   * Prepares.
   *
   * @param spec who is sent what
   * @throws Secret.UnavailableException where a secret is not where it should be
   */
  public static Notifications of(NotificationSpec spec) {
    return of(spec, FIRST_WAIT);
  }

  /** The same with another wait before the second try. */
  static Notifications of(NotificationSpec spec, Duration firstWait) {
    List<Channel> channels = new ArrayList<>();
    spec.webhooks().forEach(it -> channels.add(new WebhookChannel(it)));
    spec.emails().forEach(it -> channels.add(new EmailChannel(it)));
    return new Notifications(channels, firstWait);
  }

  /**
   * What became of one message.
   *
   * @param channel where it went, without secrets
   * @param failure why it did not arrive, or null where it was delivered
   */
  public record Delivery(String channel, @Nullable String failure) {

    /** Reads {@code Notified hooks.slack.com} or {@code Could not notify …: …}. */
    public String sentence() {
      return failure == null
          ? "Notified " + channel
          : "Could not notify " + channel + ": " + failure;
    }
  }

  /**
   * Sends what there is to say of a report, to those who want to hear it.
   *
   * @param report the report, which is published
   * @param page where people find its page
   * @return what became of each message, in the order of the configuration; never throws for a
   *     channel that fails
   */
  public List<Delivery> send(Report report, String page) {
    List<Mission> missions = new ArrayList<>();
    for (Channel channel : channels) {
      Message.of(report, channel.when(), page)
          .ifPresent(message -> missions.add(new Mission(channel, message, firstWait)));
    }
    return deliver(missions);
  }

  /** Sends a message that says that messages arrive, to all. */
  public List<Delivery> test(String model) {
    Message message = Message.test(model);
    return deliver(channels.stream().map(it -> new Mission(it, message, firstWait)).toList());
  }

  private record Mission(Channel channel, Message message, Duration firstWait) {

    Delivery run() {
      RetryPolicy<Object> policy =
          RetryPolicy.builder()
              .handleIf(it -> it instanceof DeliveryException e && e.isPassing())
              .withBackoff(firstWait, LONGEST_WAIT, 3)
              .withJitter(JITTER)
              .withMaxAttempts(MOST_TRIES)
              .build();
      try {
        Failsafe.with(policy).run(() -> channel.send(message));
        return new Delivery(channel.name(), null);
      } catch (FailsafeException e) {
        return new Delivery(channel.name(), reason(e.getCause()));
      } catch (RuntimeException e) {
        return new Delivery(channel.name(), reason(e));
      }
    }

    private static String reason(@Nullable Throwable failure) {
      if (failure instanceof DeliveryException known) {
        return String.valueOf(known.getMessage());
      }
      return failure == null ? "interrupted" : failure.getClass().getSimpleName();
    }
  }

  private static List<Delivery> deliver(List<Mission> missions) {
    if (missions.isEmpty()) {
      return List.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(missions.size());
    try {
      List<Future<Delivery>> futures =
          missions.stream().map(it -> threads.submit(it::run)).toList();
      List<Delivery> deliveries = new ArrayList<>();
      for (Future<Delivery> future : futures) {
        deliveries.add(future.get());
      }
      return deliveries;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return missions.stream().map(it -> new Delivery(it.channel().name(), "interrupted")).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whether there is anybody to send to. */
  public boolean isEmpty() {
    return channels.isEmpty();
  }
}
