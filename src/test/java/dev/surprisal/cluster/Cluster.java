package dev.surprisal.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A Spark standalone cluster on the loopback interface: a master and workers of one core each. */
final class Cluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Launched> workers = new ArrayList<>();
  private final Path events;
  private final Launched master;
  private final int port;
  private final int webPort;

  /**
   * Starts the cluster and waits until all workers have reported to the master.
   *
   * @param folder where the workers keep the applications' files
   * @param size the number of workers
   */
  Cluster(Path folder, int size) {
    events = created(folder.resolve("events"));
    port = freePort();
    webPort = freePort();
    master =
        EmbeddedSpark.start(
            folder,
            "256m",
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            String.valueOf(port),
            "--webui-port",
            String.valueOf(webPort));
    try {
      await("the master", () -> status().contains("ALIVE"));
      for (int i = 0; i < size; i++) {
        workers.add(worker(folder, "worker-" + i));
      }
      await(size + " workers", () -> status().contains("\"aliveworkers\" : " + size));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Launched worker(Path folder, String name) {
    return EmbeddedSpark.start(
        folder,
        "256m",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve(name).toString(),
        "spark://" + HOST + ":" + port);
  }

  /** Submits our jar to the cluster; the driver is the process that is returned. */
  Launched submit(Path folder, String... words) {
    return EmbeddedSpark.submit(
        folder,
        List.of(
            "--master",
            "spark://" + HOST + ":" + port,
            "--executor-memory",
            "768m",
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.dir=" + events.toUri(),
            "--conf",
            "spark.eventLog.rolling.enabled=false",
            "--conf",
            "spark.eventLog.compress=false"),
        words);
  }

  /** The processes that do the work now. */
  List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.children().stream()).toList();
  }

  /** Waits until every worker has an executor. */
  void awaitExecutors() {
    await("executors", () -> executors().size() == workers.size());
  }

  /**
   * Waits until executors have ended a stage, whose output the next one needs; by the log of
   * Spark's events, since what the driver tells of its progress comes too late where the job is
   * short.
   */
  void awaitStage() {
    await("a stage", () -> events().contains("SparkListenerStageCompleted"));
  }

  private String events() {
    try (Stream<Path> logs = Files.list(events)) {
      StringBuilder text = new StringBuilder();
      for (Path log : logs.toList()) {
        text.append(Files.readString(log));
      }
      return text.toString();
    } catch (NoSuchFileException e) {
      // Renamed between the look at the folder and that into the file: look again.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds. */
  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || !master.isAlive()) {
        throw new IllegalStateException("Waited in vain for " + what + "\n" + output());
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** What the master says of itself, as JSON; empty while it does not answer. */
  private String status() {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + webPort + "/json/"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String output() {
    StringBuilder text = new StringBuilder("Master: ").append(master.output());
    workers.forEach(worker -> text.append("\nWorker: ").append(worker.output()));
    return text.toString();
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    workers.forEach(Launched::close);
    master.close();
  }
}
