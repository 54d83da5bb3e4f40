package dev.narthex.local.loop;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Thins out complaints: of a kind the first is said at once, then one a minute with the number of those kept quiet, so that a full disk is
 * a line a minute and not one for each shard and slot.
 */
final class Complaints {
  private static final long QUIET_MILLIS = 60_000;

  private record Said(long at, int quiet) {}

  private final Map<String, Said> said = new HashMap<>();
  private final InstantSource clock;

  Complaints(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes a complaint.
   *
   * @param kind what counts as the same complaint
   * @return the sentence to say now, if any
   */
  synchronized Optional<String> raise(String kind, String sentence) {
    long now = clock.millis();
    Said last = said.get(kind);
    if (last != null && now - last.at < QUIET_MILLIS) {
      said.put(kind, new Said(last.at, last.quiet + 1));
      return Optional.empty();
    }
    said.put(kind, new Said(now, 0));
    return Optional.of(last == null || last.quiet == 0 ? sentence : sentence + " (and " + last.quiet + " more like it)");
  }
}
