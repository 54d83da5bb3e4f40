package dev.narthex.local.loop;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the tick of every minute and runs the jobs that are due. It has no thread of its own: {@link LoopThread} calls
 * {@link #step} when it says that something is due, a test calls it as its virtual clock moves.
 *
 * <p>Work that waits for the network (scrapes, discovery, flushes) and work that computes (compaction, sweep) run on different
 * executors, so that a long compaction never delays a scrape.
 */
public final class EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final long MINUTE = 60_000;

  private final Driven driven;
  private final DelayQueue queue;
  private final InstantSource clock;
  private final Executor waitingWork;
  private final Executor computingWork;
  private final Complaints complaints;
  private final AtomicInteger running = new AtomicInteger();
  private long lastTick = Long.MIN_VALUE;
  private volatile boolean cutOff;

  /**
   * @param waitingWork runs jobs that mostly wait; must not bound their number
   * @param computingWork runs jobs that compute; usually one at a time
   */
  public EventLoop(Driven driven, DelayQueue queue, InstantSource clock, Executor waitingWork, Executor computingWork) {
    this.driven = driven;
    this.queue = queue;
    this.clock = clock;
    this.waitingWork = waitingWork;
    this.computingWork = computingWork;
    this.complaints = new Complaints(clock);
  }

  /**
   * Does everything that is due now: the tick of a minute that has begun (a machine that slept gets the tick of the present minute
   * only), then the jobs. To be called by one thread.
   *
   * @return when to call again at the latest, in epoch milliseconds
   */
  public long step() {
    long now = clock.millis();
    long minute = Math.floorDiv(now, MINUTE) * MINUTE;
    if (minute != lastTick) {
      boolean first = lastTick == Long.MIN_VALUE;
      lastTick = minute;
      fire(first, now, minute);
    }
    for (DelayQueue.Delivery delivery : queue.takeDue(now)) {
      running.incrementAndGet();
      executorOf(delivery.job()).execute(() -> deliver(delivery));
    }
    return Math.min(minute + MINUTE, queue.nextDue());
  }

  /** Jobs that are being run at this moment. */
  public int running() {
    return running.get();
  }

  /** Says that jobs which are still running are cut off: their errors are no news, the next start repeats the work. */
  public void cutOff() {
    cutOff = true;
  }

  private void fire(boolean first, long now, long minute) {
    running.incrementAndGet();
    waitingWork.execute(
        () -> {
          try {
            if (first) {
              driven.resume(Instant.ofEpochMilli(now));
            }
            driven.tick(Instant.ofEpochMilli(minute));
          } catch (RuntimeException e) {
            if (cutOff) {
              return;
            }
            complain("tick " + e.getClass(), "the tick of " + Instant.ofEpochMilli(minute) + " failed; the next one sends what it did not: " + reason(e), e);
          } finally {
            running.decrementAndGet();
          }
        });
  }

  private void deliver(DelayQueue.Delivery delivery) {
    Job job = delivery.job();
    try {
      switch (driven.run(job)) {
        case JobOutcome.Done _ -> LOG.debug("{} done", job.id());
        case JobOutcome.Missed missed ->
            complaints.raise("late " + job.kind(), job.id() + " came " + missed.lateMillis() + " ms late and was dropped").ifPresent(LOG::warn);
        case JobOutcome.Obsolete obsolete -> LOG.debug("{} is obsolete: {}", job.id(), obsolete.why());
      }
    } catch (RuntimeException e) {
      if (cutOff) {
        LOG.debug("{} was cut off", job.id(), e);
      } else if (queue.failed(delivery)) {
        complaints.raise(job.kind() + " " + e.getClass(), job.id() + " failed and will run again: " + reason(e)).ifPresent(LOG::warn);
        LOG.debug("{}", job.id(), e);
      } else {
        complain("given up " + job.kind() + " " + e.getClass(), job.id() + " failed " + delivery.attempt() + " times and is given up: " + reason(e), e);
      }
    } finally {
      running.decrementAndGet();
    }
  }

  /** A store that is away is told by its sentence; anything else is a defect, whose trace is wanted. */
  private void complain(String kind, String sentence, RuntimeException e) {
    complaints
        .raise(kind, sentence)
        .ifPresent(
            text -> {
              if (e instanceof StoreUnavailableException) {
                LOG.error(text);
              } else {
                LOG.error(text, e);
              }
            });
  }

  /** The sentence of an error; what has none is shown with its class. */
  private static String reason(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private Executor executorOf(Job job) {
    return switch (job) {
      case Job.Discover _, Job.Scrape _, Job.Evaluate _, Job.Flush _, Job.Notify _ -> waitingWork;
      case Job.Compact _, Job.Sweep _ -> computingWork;
    };
  }
}
