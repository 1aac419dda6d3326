package dev.surprisal.config;

import dev.surprisal.secret.SecretMask;
import dev.surprisal.tables.jdbc.Database;
import java.util.List;
import java.util.Set;

/** Tables in a database need its URL, which must have no password; files need nothing of it. */
final class DatabaseRules extends Rules {

  private static final String FORMAT = "output.tables.format";
  private static final String URL = "output.tables.url";

  DatabaseRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  /** Whether the tables are in a database. */
  static boolean isDatabase(ConfigTree tree) {
    return tree.at(FORMAT).asText().equals(Database.FORMAT);
  }

  @Override
  void tryAll() {
    if (!inOrder(FORMAT)) {
      return;
    }
    if (isDatabase(tree())) {
      urlIsGivenWithoutPassword();
      return;
    }
    for (String name : List.of("url", "user", "password", "schema", "driver")) {
      String key = Key.child("output.tables", name);
      if (given(key)) {
        invalid(
            key,
            SecretMask.text(ConfigTree.shown(tree().at(key))),
            "needs output.tables.format: " + Database.FORMAT);
      }
    }
  }

  private void urlIsGivenWithoutPassword() {
    if (absent(URL)) {
      missing(URL, "must be a JDBC URL, e.g. jdbc:postgresql://db.example.com/monitoring");
    }
    String url = tree().at(URL).asText();
    String masked = SecretMask.text(url);
    if (given(URL) && !masked.equals(url)) {
      invalid(
          URL,
          masked,
          "must have no password: give output.tables.password as {env: NAME} or {file: PATH}");
    }
  }
}
