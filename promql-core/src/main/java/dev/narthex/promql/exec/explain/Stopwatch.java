package dev.narthex.promql.exec.explain;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Books time on nodes: at any moment each thread works for one node, or for none. Operators run inside each other, so whoever calls
 * into another node switches to it and afterwards back.
 */
final class Stopwatch {
  private final InstantSource clock;
  private final ThreadLocal<Lap> laps = ThreadLocal.withInitial(Lap::new);

  Stopwatch(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Lap {
    private @Nullable NodeRecord node;
    private Instant since = Instant.EPOCH;
  }

  /** From now on this thread works for {@code next}; answers for whom it did before. */
  @Nullable NodeRecord switchTo(@Nullable NodeRecord next) {
    Lap lap = laps.get();
    Instant now = clock.instant();
    NodeRecord before = lap.node;
    if (before != null) {
      before.took((now.getEpochSecond() - lap.since.getEpochSecond()) * 1_000_000_000L + now.getNano() - lap.since.getNano());
    }
    lap.node = next;
    lap.since = now;
    return before;
  }

  /** For whom this thread works. */
  @Nullable NodeRecord current() {
    return laps.get().node;
  }
}
