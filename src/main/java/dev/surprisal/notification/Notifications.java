package dev.surprisal.notification;

import dev.surprisal.delivery.DeliveryException;
import dev.surprisal.delivery.Retries;
import dev.surprisal.report.Report;
import dev.surprisal.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends messages about reports, to all recipients at once. */
public final class Notifications {

  /** A server that sends a byte now and then must not hold a run for ever. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final List<Channel> channels;
  private final Retries retries;

  private Notifications(List<Channel> channels, Retries retries) {
    this.channels = channels;
    this.retries = retries;
  }

  /**
   * Prepares.
   *
   * @param spec who is sent what
   * @throws Secret.UnavailableException where a secret is not where it should be
   */
  public static Notifications of(NotificationSpec spec) {
    return of(spec, Retries.DEFAULT);
  }

  /** The same with other waits. */
  static Notifications of(NotificationSpec spec, Retries retries) {
    List<Channel> channels = new ArrayList<>();
    spec.webhooks().forEach(it -> channels.add(new WebhookChannel(it)));
    spec.emails().forEach(it -> channels.add(new EmailChannel(it)));
    return new Notifications(channels, retries);
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
          .ifPresent(message -> missions.add(new Mission(channel, message, retries)));
    }
    return deliver(missions);
  }

  /** Sends a message that says that messages arrive, to all. */
  public List<Delivery> test(String model) {
    Message message = Message.test(model);
    return deliver(channels.stream().map(it -> new Mission(it, message, retries)).toList());
  }

  private record Mission(Channel channel, Message message, Retries retries) {

    Delivery run() {
      try {
        retries.run(() -> channel.send(message));
        return new Delivery(channel.name(), null);
      } catch (DeliveryException e) {
        return new Delivery(channel.name(), e.getMessage());
      } catch (RuntimeException | LinkageError e) {
        // A fault of ours must not make a run fail whose report is there.
        return new Delivery(channel.name(), e.getClass().getSimpleName());
      }
    }
  }

  private static List<Delivery> deliver(List<Mission> missions) {
    if (missions.isEmpty()) {
      return List.of();
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            missions.size(),
            work -> {
              Thread thread = new Thread(work, "surprisal-notification");
              // What does not end must not keep the process from ending.
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Delivery>> futures =
          missions.stream().map(it -> threads.submit(it::run)).toList();
      List<Delivery> deliveries = new ArrayList<>();
      long deadline = System.nanoTime() + LONGEST.toNanos();
      for (int i = 0; i < futures.size(); i++) {
        deliveries.add(delivery(missions.get(i), futures.get(i), deadline));
      }
      return deliveries;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return missions.stream().map(it -> new Delivery(it.channel().name(), "interrupted")).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Delivery delivery(Mission mission, Future<Delivery> future, long deadline)
      throws InterruptedException {
    try {
      return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Delivery(
          mission.channel().name(), "not done within " + LONGEST.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Delivery(mission.channel().name(), String.valueOf(e.getCause()));
    }
  }

  /** Whether there is anybody to send to. */
  public boolean isEmpty() {
    return channels.isEmpty();
  }
}
