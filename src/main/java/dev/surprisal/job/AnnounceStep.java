package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.notification.Notifications;
import dev.surprisal.notification.Notifications.Delivery;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.Report;
import dev.surprisal.report.openmetrics.OpenMetricsReport;
import dev.surprisal.report.push.PushgatewayClient;
import dev.surprisal.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Brings a published report to monitoring systems and people. What does not arrive is reported, and
 * fails nothing: the report is there.
 */
final class AnnounceStep {

  private final Config config;
  private final Notifications notifications;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @throws Secret.UnavailableException where a secret is not where it should be
   */
  AnnounceStep(Config config, Progress progress) {
    this.config = config;
    this.notifications = notifications(config);
    this.progress = progress;
  }

  /**
   * Asks for everything secret before the long work.
   *
   * @throws Secret.UnavailableException where some is not where it should be
   */
  static void requireSecrets(Config config) {
    notifications(config);
  }

  private static Notifications notifications(Config config) {
    MetricsSpec.Pushgateway gateway = config.output().metrics().pushgateway();
    if (gateway != null) {
      PushgatewayClient.requireUrl(gateway);
    }
    return Notifications.of(config.notifications());
  }

  /**
   * Pushes the metrics, then sends the messages that there are.
   *
   * @param report the report
   * @param place where its page is
   * @param path the same, relative to the output
   */
  void announce(Report report, String place, String path) throws IOException {
    push(report);
    if (!notifications.isEmpty()) {
      progress.step("Notifying");
      String url = config.output().url();
      String page = url == null ? place : url.replaceAll("/+$", "") + "/" + path;
      notifications.send(report, page).forEach(it -> progress.print(it.sentence() + "."));
    }
  }

  private void push(Report report) throws IOException {
    MetricsSpec metrics = config.output().metrics();
    MetricsSpec.Pushgateway to = metrics.pushgateway();
    if (to == null) {
      return;
    }
    progress.step("Pushing the metrics");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new OpenMetricsReport(metrics.slices()).write(report, bytes);
    new PushgatewayClient(to)
        .push(report.modelName(), bytes.toByteArray())
        .ifPresent(progress::print);
  }

  /** Sends a test. */
  List<Delivery> test() {
    return notifications.test(config.modelName());
  }
}
