package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.functions.PromqlFunction;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;

/** Parts of a time given in seconds since the epoch, cut to whole seconds, in UTC. */
final class DateFunctions {
  private static final int DAYS_OF_A_WEEK = 7;

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
      case YEAR -> part(LocalDateTime::getYear);
      default -> throw new IllegalArgumentException(function.functionName() + " is no date function");
    };
  }

  private static RowMapper part(ToIntFunction<LocalDateTime> part) {
    return new FloatMap((seconds, _) -> {
      try {
        return part.applyAsInt(LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // beyond the calendar: years past ±999,999,999
        return Double.NaN;
      }
    });
  }
}
