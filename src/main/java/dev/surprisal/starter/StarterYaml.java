package dev.surprisal.starter;

import java.util.ArrayList;
import java.util.List;

/** The text of a starter configuration: above each key stands why it is what it is. */
public final class StarterYaml {

  private static final int WIDTH = 100;

  private static final String HEAD =
      """
      # A starter configuration, inferred by `surprisal init` from the schemas and the first rows.
      #
      # The comment above a key is the reason for its value; TODO marks what only you can know. All
      # keys are described in the schema that `surprisal validate --print-schema` prints. Relative
      # paths refer to the working directory; times without a zone are in UTC (time_zone).
      """;

  private StarterYaml() {}

  /** The whole file. */
  public static String text(Starter starter) {
    StringBuilder text = new StringBuilder(HEAD);
    if (starter.isWithoutLabel()) {
      text.append("#\n# ").append(StarterSummary.WITHOUT_LABEL).append('\n');
    }
    String section = "";
    for (Entry entry : starter.entries()) {
      if (!entry.section().equals(section)) {
        section = entry.section();
        text.append('\n').append(section.isEmpty() ? "" : section + ":\n");
      }
      String indent = section.isEmpty() ? "" : "  ";
      comment(entry).forEach(line -> text.append(indent).append("# ").append(line).append('\n'));
      text.append(indent)
          .append(entry.certainty() == Certainty.SUGGESTED ? "# " : "")
          .append(entry.name() + ": " + entry.value() + "\n");
    }
    return text.toString();
  }

  private static List<String> comment(Entry entry) {
    if (entry.because().isEmpty()) {
      return List.of();
    }
    String mark = entry.certainty().isToDo() ? Entry.TODO + ": " : "";
    return wrapped(mark + YamlText.comment(entry.because()), WIDTH - 4);
  }

  /** The text in lines, broken at blanks. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
