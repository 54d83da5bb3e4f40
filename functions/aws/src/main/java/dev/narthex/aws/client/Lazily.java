package dev.narthex.aws.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made with the first question for it; a failure is not kept. */
public final class Lazily<T> implements Supplier<T> {
  private final Supplier<T> make;
  private @Nullable T value;

  public Lazily(Supplier<T> make) {
    this.make = make;
  }

  @Override
  public synchronized T get() {
    T known = value;
    if (known == null) {
      known = make.get();
      value = known;
    }
    return known;
  }
}
