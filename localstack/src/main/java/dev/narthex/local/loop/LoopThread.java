package dev.narthex.local.loop;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The thread that steps an {@link EventLoop} through real time, and the threads that its jobs run on. */
public final class LoopThread implements AutoCloseable {
  /** How long to sleep at most, so that a clock that was set is noticed. */
  private static final long MAX_SLEEP_MILLIS = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final ExecutorService waitingWork = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService computingWork =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("narthex-compute").priority(Thread.MIN_PRIORITY).factory());
  private final InstantSource clock;
  private final EventLoop loop;
  private final Thread thread;
  private boolean wake;
  private volatile boolean stopping;

  public LoopThread(Driven driven, DelayQueue queue, InstantSource clock) {
    this.clock = clock;
    this.loop = new EventLoop(driven, queue, clock, waitingWork, computingWork);
    queue.onSend(this::wakeUp);
    this.thread = Thread.ofPlatform().name("narthex-loop").unstarted(this::turn);
  }

  public void start() {
    thread.start();
  }

  private void wakeUp() {
    lock.lock();
    try {
      wake = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  private void turn() {
    while (!stopping) {
      long next = loop.step();
      lock.lock();
      try {
        long millis = Math.min(next - clock.millis(), MAX_SLEEP_MILLIS);
        if (!wake && millis > 0 && !woken.await(millis, TimeUnit.MILLISECONDS)) {
          continue;
        }
        wake = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Starts no more jobs and waits for those that run; those that outlast the patience are interrupted and get as long again to end.
   *
   * @return whether all of them ended without that
   */
  public boolean stop(Duration patience) {
    stopping = true;
    wakeUp();
    try {
      thread.join();
      waitingWork.shutdown();
      computingWork.shutdown();
      long deadline = clock.millis() + patience.toMillis();
      boolean ended = await(deadline);
      if (!ended) {
        loop.cutOff();
        waitingWork.shutdownNow();
        computingWork.shutdownNow();
        await(clock.millis() + patience.toMillis());
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waitingWork.shutdownNow();
      computingWork.shutdownNow();
    }
  }

  private boolean await(long deadline) throws InterruptedException {
    boolean ended = waitingWork.awaitTermination(Math.max(0, deadline - clock.millis()), TimeUnit.MILLISECONDS);
    return computingWork.awaitTermination(Math.max(0, deadline - clock.millis()), TimeUnit.MILLISECONDS) && ended;
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(10));
  }
}
