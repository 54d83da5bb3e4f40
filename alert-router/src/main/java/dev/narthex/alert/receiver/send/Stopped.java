package dev.narthex.alert.receiver.send;

import dev.narthex.alert.receiver.Delivery;

/** Ends an attempt early with an outcome. Caught by {@link Attempt} alone. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Delivery outcome;

  public Stopped(Delivery outcome) {
    super("attempt ended: " + outcome.getClass().getSimpleName(), null, false, false);
    this.outcome = outcome;
  }

  Delivery outcome() {
    return outcome;
  }

  /** Ends with "not taken, do not try again". */
  public static Stopped refused(String text) {
    return new Stopped(new Delivery.Refused(Delivery.Failure.OTHER, text));
  }
}
