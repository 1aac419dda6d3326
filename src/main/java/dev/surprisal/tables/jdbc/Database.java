package dev.surprisal.tables.jdbc;

import dev.surprisal.secret.Secret;
import dev.surprisal.secret.SecretMask;
import org.jspecify.annotations.Nullable;

/**
 * A database that tables are written to.
 *
 * @param url its JDBC URL, without a password
 * @param user the user; null where the URL or the driver knows
 * @param password where the password is; null where there is none
 * @param schema the schema that the tables are in; null for that which the user has without a word
 * @param driver the class of the JDBC driver; null for that which takes the URL
 */
public record Database(
    String url,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable String schema,
    @Nullable String driver) {

  /** The format's name in the configuration. */
  public static final String FORMAT = "jdbc";

  /** The URL as it may be shown. */
  public String shownUrl() {
    return SecretMask.text(url);
  }

  /** The vendor's part of the URL, such as {@code jdbc:postgresql:}. */
  String vendor() {
    int colon = url.indexOf(':', "jdbc:".length());
    return colon < 0 ? url : url.substring(0, colon + 1);
  }
}
