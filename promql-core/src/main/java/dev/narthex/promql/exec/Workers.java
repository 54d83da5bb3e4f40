package dev.narthex.promql.exec;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs independent pieces of work, perhaps at the same time, and hands the outcomes on in the order of the pieces. */
public interface Workers {
  /**
   * Runs {@code task} on every piece. {@code pieces} and {@code inOrder} are used on the calling thread only; a bounded number of
   * pieces is under way at a time. The first failure ends it and is thrown.
   */
  <T, R> void run(Iterator<T> pieces, Function<T, R> task, Consumer<R> inOrder);

  /** Everything on the calling thread. */
  static Workers sameThread() {
    return new Workers() {
      @Override
      public <T, R> void run(Iterator<T> pieces, Function<T, R> task, Consumer<R> inOrder) {
        while (pieces.hasNext()) {
          inOrder.accept(task.apply(pieces.next()));
        }
      }
    };
  }

  /**
   * On threads of an executor and the calling thread, which runs pieces that no thread has taken up instead of waiting for them.
   *
   * @param threads how many threads work together, the calling one included
   */
  static Workers on(Executor executor, int threads) {
    return new Workers() {
      @Override
      public <T, R> void run(Iterator<T> pieces, Function<T, R> task, Consumer<R> inOrder) {
        ArrayDeque<FutureTask<R>> underWay = new ArrayDeque<>();
        try {
          while (pieces.hasNext() || !underWay.isEmpty()) {
            while (pieces.hasNext() && underWay.size() < 2 * threads) {
              T piece = pieces.next();
              FutureTask<R> next = new FutureTask<>(() -> task.apply(piece));
              underWay.add(next);
              if (underWay.size() > 1) { // the first one is for this thread
                executor.execute(next);
              }
            }
            inOrder.accept(outcome(underWay.remove(), underWay));
          }
        } finally {
          for (FutureTask<R> left : underWay) {
            left.cancel(true);
          }
        }
      }
    };
  }

  /** What a task gave; while another thread is at it, this one goes ahead with those behind it. */
  private static <R> R outcome(FutureTask<R> task, Iterable<FutureTask<R>> behind) {
    task.run(); // does nothing when another thread has begun
    for (FutureTask<R> next : behind) {
      if (task.isDone()) {
        break;
      }
      next.run();
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new dev.narthex.promql.query.QueryException(
          dev.narthex.promql.query.QueryException.Kind.CANCELED, "query was canceled in expression evaluation", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
