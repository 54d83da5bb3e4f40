package dev.narthex.alert.timeline;

import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.group.Timers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Timers that fire as a story's clock moves; a call that failed comes again a second later. */
final class VirtualTimers implements Timers {
  record Entry(Instant at, long order, Consumer<Flusher> call) {}

  private final PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
  private final InstantSource clock;
  private final Supplier<Faults> faults;
  private long order;

  VirtualTimers(InstantSource clock, Supplier<Faults> faults) {
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public void flush(String group, long seq, Instant at) {
    add(at, flusher -> flusher.flush(group, seq));
  }

  @Override
  public void deliver(String group, long seq, String integration, Instant at) {
    add(at, flusher -> flusher.deliver(group, seq, integration));
  }

  private void add(Instant at, Consumer<Flusher> call) {
    Instant time = at.isBefore(clock.instant()) ? clock.instant() : at;
    queue.add(new Entry(time.plusMillis(faults.get().lateMillis()), order++, call));
    if (faults.get().twice()) {
      queue.add(new Entry(time.plusMillis(faults.get().lateMillis()), order++, call));
    }
  }

  Optional<Instant> next() {
    return Optional.ofNullable(queue.peek()).map(Entry::at);
  }

  void fire(Flusher flusher) {
    Entry entry = queue.remove();
    try {
      entry.call.accept(flusher);
    } catch (Faults.Injected e) {
      queue.add(new Entry(clock.instant().plusSeconds(1), order++, entry.call));
    }
  }

  /** What a process held in memory is gone. */
  void forget() {
    queue.clear();
  }
}
