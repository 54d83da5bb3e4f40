package dev.narthex.promql.promqltest;

import dev.narthex.promql.notation.SeriesNotation;
import java.util.List;
import java.util.Optional;

/** A command of a script. */
sealed interface Command {
  /** Line number in the file, from 1. */
  int line();

  /** Drops all data. */
  record Clear(int line) implements Command {}

  /** Adds series, one sample a step from time 0. */
  record Load(int line, long stepMillis, boolean withCustomBuckets, List<Series> series) implements Command {}

  /**
   * One series of a load.
   *
   * @param startOffsets offsets of start timestamps from their samples, in milliseconds; null where there is none
   */
  record Series(SeriesNotation notation, Optional<List<Optional<Long>>> startOffsets) {}

  /** Lines that are no command; counts as failed. */
  record Broken(int line, String text, String reason) implements Command {}

  /** A query and what has to come of it. */
  record Eval(int line, String query, Time time, Expectations expected) implements Command {}

  /** When a query is evaluated, in milliseconds. */
  sealed interface Time {
    record Instant(long at) implements Time {}

    record Range(long start, long end, long step) implements Time {}
  }

  /**
   * What has to come of a query.
   *
   * @param scalar the expected bare number
   * @param text the expected string
   * @param rangeVector an instant query that answers a matrix over these times
   */
  record Expectations(
      boolean ordered,
      Optional<Match> failure,
      Remarks warnings,
      Remarks infos,
      Optional<Double> scalar,
      Optional<String> text,
      Optional<Time.Range> rangeVector,
      List<SeriesNotation> rows) {}

  /**
   * Which annotations of one level have to come.
   *
   * @param some at least one
   * @param none not any
   * @param each every one matches one of these, and each of these matches one
   */
  record Remarks(boolean some, boolean none, List<Match> each) {}

  /** A text or a pattern; neither means anything goes. */
  record Match(Optional<String> text, Optional<java.util.regex.Pattern> pattern) {
    static final Match ANYTHING = new Match(Optional.empty(), Optional.empty());

    boolean matches(String message) {
      return text.map(message::equals).orElse(true) && pattern.map(p -> p.matcher(message).find()).orElse(true);
    }

    @Override
    public String toString() {
      return text.map(t -> "\"" + t + "\"").orElseGet(() -> pattern.map(p -> "/" + p + "/").orElse("anything"));
    }
  }
}
