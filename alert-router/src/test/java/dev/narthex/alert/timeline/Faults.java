package dev.narthex.alert.timeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;

/**
 * How badly the stores behave, by a seed: a call fails before it has an effect, fails after it, or happens twice; timers fire late and
 * twice.
 */
final class Faults {
  private final Random random;
  private final double share;
  private boolean on = true;

  /** A call that failed on purpose. */
  static final class Injected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Injected(String message) {
      super(message);
    }
  }

  private Faults(long seed, double share) {
    this.random = new Random(seed);
    this.share = share;
  }

  static Faults none() {
    return new Faults(0, 0);
  }

  static Faults seeded(long seed) {
    return new Faults(seed, 0.05);
  }

  boolean any() {
    return share > 0;
  }

  /** From here on everything works: a story's end is looked at. */
  void end() {
    on = false;
  }

  private boolean hits() {
    return on && share > 0 && random.nextDouble() < share;
  }

  long lateMillis() {
    return hits() ? random.nextInt(2_000) : 0;
  }

  boolean twice() {
    return hits();
  }

  /** The store with its faults. */
  <T> T around(Class<T> port, T store) {
    if (!any()) {
      return store;
    }
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (hits()) {
                throw new Injected(method.getName() + " did not happen");
              }
              try {
                Object result = method.invoke(store, arguments);
                if (hits()) {
                  result = method.invoke(store, arguments);
                }
                if (hits()) {
                  throw new Injected("the answer of " + method.getName() + " was lost");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
