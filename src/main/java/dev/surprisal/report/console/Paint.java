package dev.surprisal.report.console;

import dev.surprisal.drift.finding.FindingState;
import java.util.List;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Whether words that matter have a colour. Each keeps its letters: nobody needs to see colours. */
public enum Paint {
  /** For files, pipes, and people who want none. */
  PLAIN,
  /** For screens that know the colours of ECMA-48. */
  COLOURS;

  /** The line with the state's name, where it begins with it, in the colour of the state. */
  String state(String line, FindingState state) {
    return line.startsWith(state.name()) ? word(line, state.name(), state) : line;
  }

  /** The line with the first such word in the colour of the state. */
  String word(String line, String word, FindingState state) {
    int from = line.indexOf(word);
    if (this == PLAIN || from < 0) {
      return line;
    }
    List<IStyle> styles = styles(state);
    IStyle[] all = styles.toArray(IStyle[]::new);
    return line.substring(0, from)
        + Style.on(all)
        + word
        + Style.off(all)
        + line.substring(from + word.length());
  }

  private static List<IStyle> styles(FindingState state) {
    return switch (state) {
      case ALERT, ERROR -> List.of(Style.bold, Style.fg_red);
      case WARN -> List.of(Style.bold, Style.fg_yellow);
      case OK -> List.of(Style.fg_green);
      case NO_DATA, INSUFFICIENT_DATA -> List.of(Style.faint);
    };
  }
}
