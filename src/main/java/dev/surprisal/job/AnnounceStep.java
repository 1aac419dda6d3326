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
import org.jspecify.annotations.Nullable;

/**
 * Brings a published report to monitoring systems and people. What does not arrive is reported, and
 * fails nothing: the report is there.
 */
final class AnnounceStep {

  private final Config config;
  private final Notifications notifications;
  private final @Nullable PushgatewayClient gateway;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @throws Secret.UnavailableException where a secret is not where it should be
   */
  AnnounceStep(Config config, Progress progress) {
    this.config = config;
    this.notifications = Notifications.of(config.notifications());
    MetricsSpec.Pushgateway to = config.output().metrics().pushgateway();
    this.gateway = to == null ? null : new PushgatewayClient(to);
    this.progress = progress;
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
    if (gateway == null) {
      return;
    }
    progress.step("Pushing the metrics");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new OpenMetricsReport(config.output().metrics().slices()).write(report, bytes);
    gateway.push(report.modelName(), bytes.toByteArray()).ifPresent(progress::print);
  }

  /** Sends a test. */
  List<Delivery> test() {
    return notifications.test(config.modelName());
  }
}
