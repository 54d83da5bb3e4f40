package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.functions.PromqlFunction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;

/** Parts of a time given in seconds since the epoch, cut to whole seconds, in UTC. */
final class DateFunctions {
  private static final int DAYS_OF_A_WEEK = 7;
  private static final long YEARS_OF_A_CYCLE = 400;
  private static final long SECONDS_OF_A_CYCLE = 146_097L * 86_400;

  private DateFunctions() {}

  static RowMapper of(PromqlFunction function) {
    return switch (function) {
      case DAYS_IN_MONTH -> part(t -> t.toLocalDate().lengthOfMonth());
      case DAY_OF_MONTH -> part(LocalDateTime::getDayOfMonth);
      case DAY_OF_WEEK -> part(t -> t.getDayOfWeek().getValue() % DAYS_OF_A_WEEK);
      case DAY_OF_YEAR -> part(LocalDateTime::getDayOfYear);
      case HOUR -> part(LocalDateTime::getHour);
      case MINUTE -> part(LocalDateTime::getMinute);
      case MONTH -> part(LocalDateTime::getMonthValue);
      case YEAR -> year();
      default -> throw new IllegalArgumentException(function.functionName() + " is no date function");
    };
  }

  private static RowMapper part(ToIntFunction<LocalDateTime> part) {
    return new FloatMap((seconds, _) -> part.applyAsInt(inFirstCycle(wholeSeconds(seconds))));
  }

  private static RowMapper year() {
    return new FloatMap((seconds, _) -> {
      long whole = wholeSeconds(seconds);
      return inFirstCycle(whole).getYear() + (double) YEARS_OF_A_CYCLE * Math.floorDiv(whole, SECONDS_OF_A_CYCLE);
    });
  }

  /** What no number of seconds can be, NaN included, is the last second that can: that is what Prometheus makes of it. */
  private static long wholeSeconds(double seconds) {
    return Math.abs(seconds) < 0x1p63 ? (long) seconds : Long.MAX_VALUE;
  }

  /** The calendar repeats itself; Java's ends in the year 999,999,999, Prometheus' does not. */
  private static LocalDateTime inFirstCycle(long seconds) {
    return LocalDateTime.ofEpochSecond(Math.floorMod(seconds, SECONDS_OF_A_CYCLE), 0, ZoneOffset.UTC);
  }
}
