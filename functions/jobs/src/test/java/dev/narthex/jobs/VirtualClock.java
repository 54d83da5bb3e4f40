package dev.narthex.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class VirtualClock implements InstantSource {
  private volatile Instant now;

  public VirtualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  public void set(Instant instant) {
    now = instant;
  }
}
