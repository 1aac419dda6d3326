package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.notification.Notifications;
import dev.surprisal.notification.Notifications.Delivery;
import dev.surprisal.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends messages about a report that is published. */
final class NotificationStep {

  private final Notifications notifications;
  private final @Nullable String url;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @throws dev.surprisal.secret.Secret.UnavailableException where a secret is not where it should
   *     be
   */
  NotificationStep(Config config, Progress progress) {
    this.notifications = Notifications.of(config.notifications());
    this.url = config.output().url();
    this.progress = progress;
  }

  /**
   * Sends what there is to say. A message that does not arrive is reported, and fails nothing: the
   * report is there.
   *
   * @param report the report
   * @param place where its page is
   * @param path the same, relative to the output
   */
  void send(Report report, String place, String path) {
    if (!notifications.isEmpty()) {
      progress.step("Notifying");
      String page = url == null ? place : url.replaceAll("/+$", "") + "/" + path;
      notifications.send(report, page).forEach(it -> progress.print(it.sentence() + "."));
    }
  }

  /** Sends a test. */
  List<Delivery> test(String model) {
    return notifications.test(model);
  }
}
