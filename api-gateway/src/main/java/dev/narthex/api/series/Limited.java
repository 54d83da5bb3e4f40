package dev.narthex.api.series;

import dev.narthex.api.answer.Answer.Completeness;
import java.util.List;

/** A list cut to the client's limit. One more than the limit is asked for, so that a cut is noticed. */
record Limited<T>(List<T> kept, Completeness completeness) {
  /** How many to ask a source for; 0 = all. */
  static int askFor(int limit) {
    return limit == 0 || limit == Integer.MAX_VALUE ? 0 : limit + 1;
  }

  static <T> Limited<T> cut(List<T> found, int limit) {
    return limit > 0 && found.size() > limit
        ? new Limited<>(found.subList(0, limit), Completeness.TRUNCATED)
        : new Limited<>(found, Completeness.COMPLETE);
  }
}
