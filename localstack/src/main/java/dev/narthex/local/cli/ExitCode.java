package dev.narthex.local.cli;

/** What the process answers; the one source of these numbers. */
enum ExitCode {
  OK(0),
  /** Something was found that the user asked about: a bad configuration, a failed query. */
  FINDING(1),
  /** The command line was not understood. */
  USAGE(2),
  /** Reading, writing or the network failed. */
  IO(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
