package dev.narthex.alert.history;

import dev.narthex.model.LabelMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to find.
 *
 * @param from of {@link HistoryEntry#at}, included
 * @param to not included
 * @param matchers at least one alert told passes all of them; empty = any entry
 * @param limit at most so many, the latest ones
 */
public record HistoryQuery(Instant from, Instant to, Optional<String> receiver, List<LabelMatcher> matchers, int limit) {
  public HistoryQuery {
    matchers = List.copyOf(matchers);
  }

  /** Whether an entry is wanted, time included. */
  public boolean wants(HistoryEntry entry) {
    return !entry.at().isBefore(from)
        && entry.at().isBefore(to)
        && receiver.map(entry.receiver()::equals).orElse(true)
        && (matchers.isEmpty() || entry.alerts().stream().anyMatch(told -> LabelMatcher.allMatch(matchers, told.labels())));
  }
}
