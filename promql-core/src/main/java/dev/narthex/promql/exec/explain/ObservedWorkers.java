package dev.narthex.promql.exec.explain;

import dev.narthex.promql.exec.Workers;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Workers whose pieces are booked on the node that runs them, on whatever thread; waiting for them is booked on none. */
final class ObservedWorkers implements Workers {
  private final Workers workers;
  private final Stopwatch watch;

  ObservedWorkers(Workers workers, Stopwatch watch) {
    this.workers = workers;
    this.watch = watch;
  }

  @Override
  public <T, R> void run(Iterator<T> pieces, Function<T, R> task, Consumer<R> inOrder) {
    NodeRecord node = watch.switchTo(null);
    Work work = new Work(node);
    try {
      workers.run(
          new Iterator<T>() {
            @Override
            public boolean hasNext() {
              return work.booked(pieces::hasNext);
            }

            @Override
            public T next() {
              return work.booked(pieces::next);
            }
          },
          piece -> work.booked(() -> task.apply(piece)),
          outcome ->
              work.booked(() -> {
                inOrder.accept(outcome);
                return true;
              }));
    } finally {
      watch.switchTo(node);
    }
  }

  /** Work for one node. */
  private final class Work {
    private final @org.jspecify.annotations.Nullable NodeRecord node;

    Work(@org.jspecify.annotations.Nullable NodeRecord node) {
      this.node = node;
    }

    <R> R booked(Supplier<R> work) {
      NodeRecord before = watch.switchTo(node);
      try {
        return work.get();
      } finally {
        watch.switchTo(before);
      }
    }
  }
}
