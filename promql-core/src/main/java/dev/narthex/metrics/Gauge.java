package dev.narthex.metrics;

import java.util.concurrent.atomic.DoubleAdder;

/** A number that goes up and down. Thread-safe. */
public final class Gauge {
  private volatile double base;
  private final DoubleAdder change = new DoubleAdder();

  Gauge() {}

  /** Replaces the value. Changes added at the same moment by another thread may be lost. */
  public synchronized void set(double value) {
    change.reset();
    base = value;
  }

  public void add(double amount) {
    change.add(amount);
  }

  public void increment() {
    change.add(1);
  }

  public void decrement() {
    change.add(-1);
  }

  public double value() {
    return base + change.sum();
  }
}
