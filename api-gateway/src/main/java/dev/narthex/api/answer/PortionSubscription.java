package dev.narthex.api.answer;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reads a stream in portions as a subscriber asks for them, one portion ahead: while one is on its way to the client, the next is
 * generated. At most one thread reads at a time.
 */
final class PortionSubscription implements Subscription {
  /** Each portion wakes the thread that sends, which on an idle machine costs more than to fill a few dozen kilobytes. */
  private static final int PORTION = 256 * 1024;

  private final InputStream body;
  private final ReadBufferFactory buffers;
  private final Executor threads;
  private final Subscriber<? super ReadBuffer> subscriber;
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean cancelled;

  // used by the reading thread only
  private byte @Nullable [] ahead;
  private boolean ended;
  private boolean finished;

  PortionSubscription(InputStream body, ReadBufferFactory buffers, Executor threads, Subscriber<? super ReadBuffer> subscriber) {
    this.body = body;
    this.buffers = buffers;
    this.threads = threads;
    this.subscriber = subscriber;
  }

  void start() {
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    wanted.getAndUpdate(w -> w + n < w ? Long.MAX_VALUE : w + n);
    wake();
  }

  @Override
  public void cancel() {
    cancelled = true;
    wake();
  }

  private void wake() {
    if (reading.compareAndSet(false, true)) {
      threads.execute(this::read);
    }
  }

  private void read() {
    do {
      try {
        send();
      } catch (IOException | RuntimeException e) {
        finish();
        subscriber.onError(e);
      } finally {
        reading.set(false);
      }
    } while ((wanted.get() > 0 || cancelled) && !isFinished() && reading.compareAndSet(false, true));
  }

  private synchronized boolean isFinished() {
    return finished;
  }

  private void send() throws IOException {
    if (isFinished()) {
      return;
    }
    while (!cancelled && wanted.get() > 0) {
      byte[] portion = ahead == null ? next() : ahead;
      ahead = null;
      if (portion.length == 0) {
        finish();
        subscriber.onComplete();
        return;
      }
      wanted.decrementAndGet();
      subscriber.onNext(buffers.adapt(portion));
    }
    if (cancelled) {
      finish();
    } else if (ahead == null && !ended) {
      ahead = next();
    }
  }

  /** The next portion; empty at the end. */
  private byte[] next() throws IOException {
    if (ended) {
      return new byte[0];
    }
    byte[] portion = new byte[PORTION];
    int size = body.readNBytes(portion, 0, PORTION);
    ended = size < PORTION;
    return ended ? Arrays.copyOf(portion, size) : portion;
  }

  private synchronized void finish() {
    if (!finished) {
      finished = true;
      try {
        body.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e); // generated in memory: no I/O that could fail
      }
    }
  }
}
