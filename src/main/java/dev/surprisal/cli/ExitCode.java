package dev.surprisal.cli;

/** What the process tells its caller. Schedulers branch on these, so they never change. */
final class ExitCode {

  static final int SUCCESS = 0;
  static final int INTERNAL_FAILURE = 1;
  static final int USAGE = 2;
  static final int INPUT_REFUSED = 3;
  static final int DRIFT = 4;

  private ExitCode() {}
}
