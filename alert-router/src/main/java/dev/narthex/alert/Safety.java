package dev.narthex.alert;

import java.util.function.Supplier;

/**
 * Port: when what is written to the router's stores has to be safe. A store may keep changes in order and make several safe in one go, which
 * costs one wait instead of one each; what a crash loses of them is then the last of them and all that stands on it, as if the call had been
 * cut off earlier.
 */
public interface Safety {
  /** Of stores whose every write is safe when it returns. */
  Safety AT_ONCE =
      new Safety() {
        @Override
        public <T> T together(Supplier<T> work) {
          return work.get();
        }

        @Override
        public void settle() {}
      };

  /** Does work whose writes need be safe only when this returns. Its reads see its own writes. Work within work is part of it. */
  <T> T together(Supplier<T> work);

  /** The same for work without a result. */
  default void together(Runnable work) {
    together(
        () -> {
          work.run();
          return this;
        });
  }

  /** Within {@link #together(Supplier)}: waits until everything that was read and written so far is safe. To be called before anybody outside is told. */
  void settle();
}
