package dev.narthex.promql.exec;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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
   * On threads of an executor; a single piece runs on the calling thread.
   *
   * @param threads how many threads the executor has
   */
  static Workers on(ExecutorService executor, int threads) {
    return new Workers() {
      @Override
      public <T, R> void run(Iterator<T> pieces, Function<T, R> task, Consumer<R> inOrder) {
        if (!pieces.hasNext()) {
          return;
        }
        T first = pieces.next();
        if (!pieces.hasNext()) {
          inOrder.accept(task.apply(first));
          return;
        }
        ArrayDeque<Future<R>> underWay = new ArrayDeque<>();
        try {
          underWay.add(executor.submit(() -> task.apply(first)));
          while (pieces.hasNext() || !underWay.isEmpty()) {
            while (pieces.hasNext() && underWay.size() < 2 * threads) {
              T piece = pieces.next();
              underWay.add(executor.submit(() -> task.apply(piece)));
            }
            inOrder.accept(await(underWay.remove()));
          }
        } finally {
          for (Future<R> future : underWay) {
            future.cancel(true);
          }
        }
      }
    };
  }

  private static <R> R await(Future<R> future) {
    try {
      return future.get();
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
