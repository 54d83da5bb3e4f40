package dev.narthex.local.loop;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The job queue of one process, in memory. What it held when the process ended is sent anew by {@code Narthex.resume}, by the next
 * ticks and by Sweep, so nothing needs to be on disk.
 *
 * <p>A job that waits already is not taken a second time: one run at the earlier of both times is what two would come to. At a start a
 * tick, a discovery and the sweep all send what they find planned, and each job would run two or three times.
 *
 * <p>A job whose run failed comes back after 1, 2, 4, … at most 60 seconds; after {@value #MAX_ATTEMPTS} runs it is given up, as a
 * queue with a dead-letter queue would do.
 */
public final class DelayQueue implements JobQueue {
  static final int MAX_ATTEMPTS = 6;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  /** One delivery of a job; hand it back with {@link #failed} when the run failed. */
  record Delivery(Job job, int attempt, long due, long order) {}

  private final InstantSource clock;
  private final PriorityQueue<Delivery> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Delivery::due).thenComparingLong(Delivery::order));
  private final Map<Job, Delivery> byJob = new HashMap<>();
  private long sent;
  private Runnable wakeUp = () -> {};

  public DelayQueue(InstantSource clock) {
    this.clock = clock;
  }

  /** Sets what is called, on the sender's thread, after a job has come in that is due before all that waited. */
  void onSend(Runnable action) {
    synchronized (waiting) {
      wakeUp = action;
    }
  }

  @Override
  public void send(List<DelayedJob> jobs) {
    long now = clock.millis();
    Runnable action;
    synchronized (waiting) {
      long before = nextDue();
      for (DelayedJob job : jobs) {
        add(job.job(), 1, now + job.delay().toMillis());
      }
      action = nextDue() < before ? wakeUp : () -> {};
    }
    action.run();
  }

  private void add(Job job, int attempt, long due) {
    Delivery known = byJob.get(job);
    if (known != null) {
      if (known.due() <= due) {
        return;
      }
      waiting.remove(known);
    }
    Delivery delivery = new Delivery(job, attempt, due, sent++);
    waiting.add(delivery);
    byJob.put(job, delivery);
  }

  /** Takes everything that is due, oldest first. */
  List<Delivery> takeDue(long now) {
    List<Delivery> due = new ArrayList<>();
    synchronized (waiting) {
      for (Delivery first = waiting.peek(); first != null && first.due() <= now; first = waiting.peek()) {
        due.add(waiting.remove());
        byJob.remove(first.job());
      }
    }
    return due;
  }

  /** When the next job is due, in epoch milliseconds; {@link Long#MAX_VALUE} when none waits. */
  long nextDue() {
    synchronized (waiting) {
      Delivery first = waiting.peek();
      return first == null ? Long.MAX_VALUE : first.due();
    }
  }

  /** Puts a job back whose run failed; false when it has been run often enough and is given up. */
  boolean failed(Delivery delivery) {
    if (delivery.attempt() >= MAX_ATTEMPTS) {
      return false;
    }
    Duration delay = FIRST_RETRY.multipliedBy(1L << (delivery.attempt() - 1));
    long due = clock.millis() + (delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay).toMillis();
    Runnable action;
    synchronized (waiting) {
      add(delivery.job(), delivery.attempt() + 1, due);
      action = wakeUp;
    }
    action.run();
    return true;
  }

  int size() {
    synchronized (waiting) {
      return waiting.size();
    }
  }
}
