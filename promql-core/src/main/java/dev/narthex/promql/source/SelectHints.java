package dev.narthex.promql.source;

import java.util.Optional;
import java.util.Set;

/**
 * Knowledge passed down instead of new port methods.
 *
 * @param stepMillis the query's step; 0 for an instant query
 * @param rangeMillis the range of a matrix selector; 0 for an instant selector
 * @param function the function right around the selector ({@code "rate"}), or ""
 * @param labels the only labels that the query looks at besides the matchers; absent = all. A source that projects still keeps
 *     series apart that differ in other labels
 * @param budget what this query may still use
 * @param meter told what is read for this selection
 */
public record SelectHints(long stepMillis, long rangeMillis, String function, Optional<Set<String>> labels, Budget budget, ReadMeter meter) {
  public SelectHints(long stepMillis, long rangeMillis, String function, Optional<Set<String>> labels, Budget budget) {
    this(stepMillis, rangeMillis, function, labels, budget, ReadMeter.NONE);
  }

  public static SelectHints none() {
    return new SelectHints(0, 0, "", Optional.empty(), Budget.unlimited());
  }
}
