package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.report.console.Paint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void coloursAreNotForThoseWhoWantNone() {
    assertThat(Terminal.paint(Map.of("TERM", "xterm-256color"))).isEqualTo(Paint.COLOURS);
    assertThat(Terminal.paint(Map.of())).isEqualTo(Paint.COLOURS);
    assertThat(Terminal.paint(Map.of("NO_COLOR", "1"))).isEqualTo(Paint.PLAIN);
    // As the convention has it: an empty one asks for nothing.
    assertThat(Terminal.paint(Map.of("NO_COLOR", ""))).isEqualTo(Paint.COLOURS);
    assertThat(Terminal.paint(Map.of("TERM", "dumb"))).isEqualTo(Paint.PLAIN);
  }
}
