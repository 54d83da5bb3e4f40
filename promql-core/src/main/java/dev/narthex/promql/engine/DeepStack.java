package dev.narthex.promql.engine;

import dev.narthex.promql.query.QueryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Runs what recurses along a chain of thousands of operators on a thread with a stack to match. Plans and operators are nested as the
 * chain is; what walks syntax trees goes along chains in loops and needs no such thread.
 */
final class DeepStack {
  /** Depth of a tree for which any thread's stack is large enough. */
  static final int SHALLOW = 800;

  private static final long BYTES = 16L << 20;
  /** Several times what was needed a level, with code that is not compiled yet. */
  private static final long BYTES_OF_A_LEVEL = 16L << 10;

  private DeepStack() {}

  /** What the supplier answers or throws. Waits for it. */
  static <T> T run(int depth, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(null, () -> complete(result, work), "query-chain", BYTES + BYTES_OF_A_LEVEL * depth);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (StackOverflowError e) {
      result.completeExceptionally(QueryException.execution("the query has too many operators in a row"));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
