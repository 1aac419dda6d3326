package dev.surprisal.dataset.source;

import java.util.List;
import java.util.stream.Collectors;

/** The input cannot be used. Bears every problem found, to be told together. */
public final class InputRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of records; the exception never leaves the driver
  private final List<InputProblem> problems;

  /** Refuses for several reasons. */
  public InputRefusedException(List<InputProblem> problems) {
    super(problems.stream().map(InputProblem::message).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Refuses for one reason. */
  public InputRefusedException(InputProblem problem) {
    this(List.of(problem));
  }

  /** Refuses for one reason that something else caused. */
  public InputRefusedException(InputProblem problem, Throwable cause) {
    this(problem);
    initCause(cause);
  }

  /** Everything that is wrong. */
  public List<InputProblem> problems() {
    return problems;
  }
}
