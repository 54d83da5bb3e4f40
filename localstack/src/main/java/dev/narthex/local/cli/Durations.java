package dev.narthex.local.cli;

import dev.narthex.local.query.QueryTime;
import dev.narthex.model.PromDuration;
import java.time.Instant;

/** Times and durations on the command line; what is wrong with one is wrong usage. */
final class Durations {
  private Durations() {}

  static Instant time(String option, String text, Instant now) {
    try {
      return QueryTime.parse(text, now);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  static long millis(String option, String text) {
    try {
      return PromDuration.parse(text).millis();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }
}
