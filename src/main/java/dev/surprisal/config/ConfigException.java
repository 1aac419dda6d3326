package dev.surprisal.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used. Its message tells every problem, a line each. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** The problems, at least one, in any order. */
  public ConfigException(Collection<Problem> problems) {
    super(
        problems.stream()
            .sorted()
            .distinct()
            .map(Problem::toString)
            .collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted().distinct().toList();
  }

  /** The problems, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
