package dev.narthex.metrics;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** A number that only grows. Thread-safe and cheap under contention; whole steps stay exact beyond 2^53. */
public final class Counter {
  private final LongAdder whole = new LongAdder();
  private final DoubleAdder fraction = new DoubleAdder();

  Counter() {}

  public void increment() {
    whole.increment();
  }

  /**
   * Adds a whole amount.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public void add(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("a counter cannot decrease; got " + amount);
    }
    whole.add(amount);
  }

  /**
   * Adds an amount such as seconds.
   *
   * @throws IllegalArgumentException when it is negative or NaN
   */
  public void add(double amount) {
    if (!(amount >= 0)) {
      throw new IllegalArgumentException("a counter cannot decrease; got " + amount);
    }
    fraction.add(amount);
  }

  public double value() {
    return whole.sum() + fraction.sum();
  }
}
