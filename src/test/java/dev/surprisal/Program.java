package dev.surprisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the machine that a test runs, where it is installed: without it a test is skipped,
 * and fails where everything has to be there.
 */
public final class Program implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final String address;

  private Program(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * The program on the path.
   *
   * @param debian the package that has it
   * @param names the names that it may have
   */
  public static Path require(String debian, String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> found =
        Stream.of(names)
            .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(it -> Path.of(it, name)))
            .filter(Files::isExecutable)
            .findFirst();
    return require(found, names[0] + " on the PATH", "install the package " + debian);
  }

  /**
   * What a test needs and a user's machine may not have.
   *
   * @param found where it is, if it is there
   * @param what what it is
   * @param remedy what to do to have it
   */
  public static Path require(Optional<Path> found, String what, String remedy) {
    assertThat(found.isPresent() || !"true".equals(System.getenv("CI")))
        .as("CI needs %s: %s", what, remedy)
        .isTrue();
    assumeTrue(found.isPresent(), () -> "There is no " + what + ": " + remedy);
    return found.orElseThrow();
  }

  /** What a program said, and its exit code. */
  public record Ended(int exitCode, String said) {}

  /** Runs a program to its end. */
  public static Ended run(Path input, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile()).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Starts a server on a free port of this machine.
   *
   * @param log takes what it says
   * @param ready the path that answers with 200 once it is ready
   * @param command the program and its options; to the last of them, the one that takes the address
   *     to listen on, the address is added
   */
  public static Program start(Path log, String ready, String... command) throws IOException {
    String address = "127.0.0.1:" + freePort();
    List<String> words = new ArrayList<>(Arrays.asList(command));
    words.set(words.size() - 1, words.get(words.size() - 1) + address);
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Program program = new Program(process, address);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (program.status(ready) != 200) {
      if (!process.isAlive() || System.nanoTime() > end) {
        program.close();
        throw new AssertionError(words + " is not ready: " + Files.readString(log));
      }
      pause();
    }
    return program;
  }

  /** Waits a moment. */
  public static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  /** What it answers with. */
  public String get(String path) throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int status(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
