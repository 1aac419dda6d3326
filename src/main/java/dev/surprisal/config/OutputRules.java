package dev.surprisal.config;

import dev.surprisal.format.Phrases;
import dev.surprisal.notification.Addresses;
import dev.surprisal.secret.SecretMask;
import dev.surprisal.tables.jdbc.Database;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a run publishes must fit together: tables in a database need its URL, which must have no
 * password, and files nothing of it; the rows that a page shows have the columns that there are.
 */
final class OutputRules extends Rules {

  private static final String FORMAT = "output.tables.format";
  private static final String COSTLIEST = "output.costliest_rows.columns";
  private static final String URL = "output.tables.url";

  OutputRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  /** Whether the tables are in a database. */
  static boolean isDatabase(ConfigTree tree) {
    return tree.at(FORMAT).asText().equals(Database.FORMAT);
  }

  @Override
  void tryAll() {
    reportsHaveAnAddress();
    costliestRowsHaveTheirColumns();
    tables();
  }

  private void reportsHaveAnAddress() {
    if (given("output.url") && !Addresses.isHttp(tree().at("output.url").asText())) {
      invalid("output.url", "must begin with https:// or http://");
    }
  }

  private void costliestRowsHaveTheirColumns() {
    if (!inOrder("slices") || !inOrder(COSTLIEST)) {
      return;
    }
    Set<String> known = new TreeSet<>();
    tree().at("slices").forEach(set -> known.addAll(ConfigTree.texts(set)));
    for (String column : ConfigTree.texts(tree().at(COSTLIEST))) {
      if (!known.contains(column)) {
        invalid(
            COSTLIEST,
            column,
            known.isEmpty()
                ? "must be in slices, which has none"
                : "must be in slices: " + Phrases.list(List.copyOf(known)));
      }
    }
  }

  private void tables() {
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
