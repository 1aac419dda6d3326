package dev.surprisal.tables.jdbc;

import dev.surprisal.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's own: on loopback, with its data in a temporary folder. As root it
 * runs as the user {@code postgres}, for it refuses root.
 */
public final class PostgresServer implements AutoCloseable {

  /** The superuser's name. */
  public static final String ADMIN = "admin";

  /** The superuser's password. */
  public static final String PASSWORD = "correct horse battery staple";

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

  private final Path programs;
  private final Path folder;
  private final int port;

  private PostgresServer(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /** Where the server's programs are: on Debian not on the PATH. Nothing where there are none. */
  private static Optional<Path> installed() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of), debian().stream())
        .filter(it -> Files.isExecutable(it.resolve("initdb")))
        .findFirst();
  }

  private static List<Path> debian() {
    if (!Files.isDirectory(DEBIAN)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions.map(it -> it.resolve("bin")).sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server with an empty database. */
  public static PostgresServer start() throws IOException {
    Path programs = Program.require(installed(), "PostgreSQL", "install the package postgresql");
    Path folder = Files.createTempDirectory("surprisal-postgres");
    int port = freePort();
    PostgresServer server = new PostgresServer(programs, folder, port);
    // Its password must be readable by the user that the server runs as.
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    if (IS_ROOT) {
      run(List.of("chown", "-R", "postgres", folder.toString()));
    } else {
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }
    server.program(
        "initdb",
        "-D",
        server.data(),
        "-U",
        ADMIN,
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync");
    server.program(
        "pg_ctl",
        "-D",
        server.data(),
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off"
            .formatted(port, folder),
        "start");
    return server;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** The JDBC URL of the database. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void close() {
    program("pg_ctl", "-D", data(), "-m", "immediate", "stop");
    run(List.of("rm", "-rf", folder.toString()));
  }

  private void program(String name, String... words) {
    List<String> command = new ArrayList<>();
    if (IS_ROOT) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(words));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      // Not through a pipe, which the server would keep open.
      Path output = Files.createTempFile("surprisal", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      String said = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code + ":\n" + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
