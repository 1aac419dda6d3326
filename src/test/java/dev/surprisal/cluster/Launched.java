package dev.surprisal.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that a test started, with its output in files, so that it never blocks on a pipe. */
final class Launched implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  private Launched(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Launched start(List<String> command, Map<String, String> environment, Path folder) {
    try {
      Path out = Files.createTempFile("surprisal-test", ".out");
      Path err = Files.createTempFile("surprisal-test", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Launched(builder.start(), out, err);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start " + command, e);
    }
  }

  /** What a process that has ended left behind. */
  record Ended(int exitCode, String out, String err) {}

  Ended await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Still running after " + limit + "\n" + output());
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends it a signal, by its name without SIG. */
  void signal(String name) {
    try {
      String pid = Long.toString(process.pid());
      if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException("No process " + pid + " for " + name);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The processes that this one started, such as a worker's executors. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  String output() {
    try {
      return Files.readString(out) + Files.readString(err);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the process and those that it started. */
  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
