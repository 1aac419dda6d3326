package dev.surprisal.calibration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measures, on rows drawn from known distributions, how often findings are wrong and how often they
 * are missed; writes the table of the documentation. Seeded: the same figures every time.
 */
final class Calibration {

  private static final String BEGIN = "<!-- scripts/calibration begins -->";
  private static final String END = "<!-- scripts/calibration ends -->";

  private Calibration() {}

  /**
   * Runs.
   *
   * @param words how many per cent of all repetitions, and a document between whose markers the
   *     tables are to be put, or "check" and a document that must hold them
   */
  public static void main(String[] words) throws IOException {
    int percent = words.length > 0 ? Integer.parseInt(words[0]) : 100;
    // Before the minutes that the tables take.
    Document document = words.length == 3 ? Document.read(Path.of(words[2])) : null;
    String tables = tables(percent);
    if (document == null) {
      return;
    }
    if (words[1].equals("write")) {
      document.write(tables);
    } else if (!document.holds(tables)) {
      System.err.println(document.file + " does not hold these tables: run --write");
      System.exit(1);
    }
  }

  /** A text with a place for the tables, between two markers. */
  private record Document(Path file, String text) {

    static Document read(Path file) throws IOException {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      if (text.indexOf(BEGIN) < 0 || text.indexOf(END) < text.indexOf(BEGIN)) {
        System.err.println(file + " has no lines " + BEGIN + " and " + END + ": add them");
        System.exit(2);
      }
      return new Document(file, text);
    }

    private String with(String tables) {
      return text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
          + "\n\n"
          + tables
          + "\n"
          + text.substring(text.indexOf(END));
    }

    boolean holds(String tables) {
      return with(tables).equals(text);
    }

    void write(String tables) throws IOException {
      Files.writeString(file, with(tables), StandardCharsets.UTF_8);
    }
  }

  /** All of them; each is printed when it is there. */
  private static String tables(int percent) {
    List<Supplier<String>> parts =
        List.of(
            () -> new Alarms(percent).tables(),
            () -> new IncidentRuns(percent).table(),
            () -> new Collapse(percent).table(),
            () -> new Columns(percent).table(),
            () -> new Coverage(percent).table(),
            () -> new Lives(percent).table(),
            () -> new Expectation(percent).table());
    List<String> tables = new ArrayList<>();
    for (Supplier<String> part : parts) {
      String table = part.get();
      System.out.print((tables.isEmpty() ? "" : "\n") + table);
      System.out.flush();
      tables.add(table);
    }
    return String.join("\n", tables);
  }

  /** At least one repetition. */
  static int share(int repetitions, int percent) {
    return Math.max(1, repetitions * percent / 100);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(String.valueOf(cell));
    }
    return "| " + String.join(" | ", texts) + " |\n";
  }
}
