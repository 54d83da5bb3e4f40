package dev.narthex.api.query;

import dev.narthex.api.answer.ElementText;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.promql.query.QueryResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * The series of a large matrix, written in batches that several threads turn into text at the same time, a few batches ahead of the
 * thread that sends them. What is ahead is bounded, so an answer that nobody takes holds little.
 */
final class SeriesAhead {
  /** Samples and buckets of a batch: enough that it is worth a task, few enough that the last one does not keep all waiting. */
  static final int BATCH = 4096;

  private static final Executor THREADS = Thread::startVirtualThread;

  private final List<QueryResult.Series> series;
  private final int most;
  private final ArrayDeque<FutureTask<ElementText>> underWay = new ArrayDeque<>();
  private final Queue<ElementText> unused = new ConcurrentLinkedQueue<>();
  private int next;

  /**
   * @param threads how many write at a time, the one that sends included
   */
  SeriesAhead(List<QueryResult.Series> series, int threads) {
    this.series = series;
    this.most = 2 * threads;
  }

  /** Whether threads would help. */
  static boolean isWorthIt(List<QueryResult.Series> series, int threads) {
    if (threads == 1) {
      return false;
    }
    long samples = 0;
    for (QueryResult.Series s : series) {
      long size = SeriesText.size(s);
      if (size > 4 * BATCH) {
        return false; // a long one goes out in portions, so that its text is never held as a whole
      }
      samples += size;
    }
    return samples >= 2 * BATCH;
  }

  /** Writes the next batch; false when there was none. */
  boolean writeNext(JsonOutput out) throws IOException {
    while (underWay.size() < most && next < series.size()) {
      begin();
    }
    FutureTask<ElementText> first = underWay.poll();
    if (first == null) {
      return false;
    }
    ElementText text = finished(first);
    out.elements(text);
    unused.add(text);
    return true;
  }

  private void begin() {
    int from = next;
    long samples = 0;
    while (next < series.size() && samples < BATCH) {
      samples += SeriesText.size(series.get(next++));
    }
    List<QueryResult.Series> batch = series.subList(from, next);
    FutureTask<ElementText> task = new FutureTask<>(() -> text(batch));
    underWay.add(task);
    if (underWay.size() > 1) {
      THREADS.execute(task);
    }
  }

  private ElementText text(List<QueryResult.Series> batch) throws IOException {
    ElementText known = unused.poll();
    ElementText text = known == null ? new ElementText() : known;
    JsonOutput out = text.begin();
    for (QueryResult.Series s : batch) {
      SeriesText.write(out, s);
    }
    return text;
  }

  private static ElementText finished(FutureTask<ElementText> task) throws IOException {
    task.run(); // does nothing when another thread has begun
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an answer was written", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IOException("cannot write an answer", e.getCause());
      }
    }
  }
}
