package dev.surprisal.tables.jdbc;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.tables.FormatSetting;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver of a database among those that users bring along, and connects. {@link
 * java.sql.DriverManager} gives only drivers of the loader that its caller is of, which under
 * {@code --packages} may be another.
 */
final class Drivers {

  /** The databases whose types are known to hold every figure, and what to start with. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "jdbc:postgresql:", "org.postgresql:postgresql:42.7.14",
          "jdbc:h2:", "com.h2database:h2:2.4.240");

  private static final String POSTGRESQL = "jdbc:postgresql:";

  private Drivers() {}

  /**
   * The driver of a database.
   *
   * @throws InputRefusedException where it is not on the class path
   */
  static Driver of(Database database) {
    if (!ARTIFACTS.containsKey(database.vendor())) {
      // Others round figures or cut texts without a word.
      throw new FormatSetting("output.tables.url", database.vendor())
          .refused("must be a database of PostgreSQL or H2");
    }
    String name = database.driver();
    Driver driver = name == null ? accepting(database.url()) : named(name);
    if (driver == null) {
      throw new FormatSetting("output.tables.format", Database.FORMAT)
          .refused(
              (name == null ? "has no driver for " + database.vendor() : "does not find " + name)
                  + " on the class path; start with --packages "
                  + ARTIFACTS.get(database.vendor())
                  + ", or choose parquet");
    }
    return driver;
  }

  /** Connects; a statement is a transaction by itself at first. */
  static Connection connect(Database database) throws SQLException {
    Properties properties = new Properties();
    if (database.user() != null) {
      properties.put("user", database.user());
    }
    if (database.password() != null) {
      properties.put("password", database.password().value());
    }
    if (database.vendor().equals(POSTGRESQL)) {
      // One statement for many rows: several times as fast.
      properties.put("reWriteBatchedInserts", "true");
      properties.put("ApplicationName", "surprisal");
      // Or a connection that a firewall dropped, or somebody's lock, holds a run for ever.
      properties.put("loginTimeout", "30");
      properties.put("socketTimeout", "600");
      properties.put("tcpKeepAlive", "true");
      // Its message would be the whole statement, with a hundred rows.
      properties.put("logServerErrorDetail", "false");
    }
    Connection connection = of(database).connect(database.url(), properties);
    if (connection == null) {
      throw new SQLInvalidAuthorizationSpecException("the driver does not take this URL");
    }
    return connection;
  }

  private static @Nullable Driver accepting(String url) {
    Iterator<Driver> drivers =
        ServiceLoader.load(Driver.class, Thread.currentThread().getContextClassLoader()).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          return null;
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url)) {
          return driver;
        }
      } catch (ServiceConfigurationError | SQLException e) {
        // Some other driver, which cannot be used here, or does not know such URLs.
      }
    }
  }

  private static @Nullable Driver named(String name) {
    try {
      return (Driver)
          Class.forName(name, true, Thread.currentThread().getContextClassLoader())
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      return null;
    }
  }
}
