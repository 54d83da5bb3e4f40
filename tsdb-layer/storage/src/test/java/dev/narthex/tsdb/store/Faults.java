package dev.narthex.tsdb.store;

import java.util.ArrayDeque;
import java.util.Random;

/**
 * Seeded misfortune for {@link FaultyObjectStore} and {@code FaultyCatalog}: requests fail before they do anything, fail after they
 * did it, happen twice, or happen later than their failure was reported. One instance may serve several wrappers; stop it to let a
 * test look at the outcome.
 */
public final class Faults {
  /** What befalls one request. */
  public enum Fate {
    WELL,
    FAILS_WITHOUT_EFFECT,
    FAILS_AFTER_EFFECT,
    HAPPENS_TWICE,
    HAPPENS_LATER,
    CONFLICTS
  }

  private final Random random;
  private final double rate;
  private final ArrayDeque<Runnable> later = new ArrayDeque<>();
  private boolean stopped;

  /**
   * @param rate share of requests that something befalls, 0–1
   */
  public Faults(long seed, double rate) {
    this.random = new Random(seed);
    this.rate = rate;
  }

  /** From now on all goes well; what was delayed happens now. */
  public synchronized void stop() {
    stopped = true;
    later.forEach(Runnable::run);
    later.clear();
  }

  /** The fate of the next request. */
  public synchronized Fate fate() {
    if (!later.isEmpty() && random.nextInt(4) == 0) {
      later.removeFirst().run();
    }
    if (stopped || random.nextDouble() >= rate) {
      return Fate.WELL;
    }
    return Fate.values()[1 + random.nextInt(Fate.values().length - 1)];
  }

  /** Lets a request happen some requests later. */
  public synchronized void happenLater(Runnable request) {
    later.add(request);
  }
}
