package dev.narthex.jobs.cost;

/**
 * Rules and notifications, for an estimate of their cost.
 *
 * @param rules recording and alerting rules of one selector each, evaluated every minute
 * @param firing alerts that fire all the time, each in a notification group of its own that is flushed every five minutes
 * @param notificationsPerDay messages to an integration
 */
public record Alerting(long rules, long firing, long notificationsPerDay) {
  /** Neither. */
  public static final Alerting NONE = new Alerting(0, 0, 0);

  /** Selectors that a batch of rules takes; {@code BatchAssignment} packs it no fuller. */
  private static final long RULES_OF_A_BATCH = 400;

  private static final long MINUTES = 1440;

  /** Flushes of a group in a day. */
  private static final long FLUSHES = MINUTES / 5;

  public Alerting {
    if (rules < 0 || firing < 0 || notificationsPerDay < 0) {
      throw new IllegalArgumentException("rules, alerts and notifications are none or more");
    }
  }

  long batches() {
    return Math.ceilDiv(rules, RULES_OF_A_BATCH);
  }

  long evaluationsPerDay() {
    return batches() * MINUTES;
  }

  long flushesPerDay() {
    return firing * FLUSHES;
  }

  /** Whether there is a router to look after. */
  boolean routes() {
    return firing > 0 || notificationsPerDay > 0;
  }
}
