package dev.narthex.jobs.tick;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.TickFunction;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.store.ObjectKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans the minute after a tick's scheduled minute, and the scheduled minute itself when its own plan was lost.
 *
 * <p>An item {@code tick#<minute>} in the state table says that a minute's jobs are sent: it is written after they are, so a tick
 * that dies in between leaves a minute that the next call sends again, and a second call for a planned minute costs one read.
 */
public final class TickPlanner implements TickFunction {
  /** How long the item of a minute is kept. */
  private static final long KEEP_SECONDS = 3600;

  private final ConfigSource configs;
  private final List<String> tenants;
  private final List<PlannedWork> work;
  private final ControlState state;
  private final Dispatcher dispatcher;

  public TickPlanner(ConfigSource configs, List<String> tenants, List<PlannedWork> work, ControlState state, Dispatcher dispatcher) {
    this.configs = configs;
    this.tenants = List.copyOf(tenants);
    this.work = List.copyOf(work);
    this.state = state;
    this.dispatcher = dispatcher;
  }

  @Override
  public void plan(Instant scheduledMinute) {
    Minute minute = Minute.of(scheduledMinute);
    for (String tenant : tenants) {
      for (Minute next : List.of(minute, minute.next())) {
        if (!isPlanned(tenant, next)) {
          send(tenant, next);
        }
      }
    }
  }

  @Override
  public void resume(Instant now) {
    Minute minute = Minute.of(now);
    for (String tenant : tenants) {
      send(tenant, minute);
      if (isPlanned(tenant, minute.next())) {
        send(tenant, minute.next());
      }
    }
  }

  /** Whether the jobs of a minute have been sent. */
  public boolean isPlanned(String tenant, Minute minute) {
    return state.read(key(tenant, minute)).isPresent();
  }

  private void send(String tenant, Minute minute) {
    LoadedConfig config = configs.current();
    List<PlannedWork.Due> due = new ArrayList<>();
    for (PlannedWork kind : work) {
      due.addAll(kind.in(minute, tenant, config));
    }
    dispatcher.send(due);
    state.write(new ControlItem(key(tenant, minute), 0, new byte[0], minute.end() / 1000 + KEEP_SECONDS), Condition.none());
  }

  private static ItemKey key(String tenant, Minute minute) {
    return new ItemKey(ObjectKeys.segment(tenant) + "#tick", "tick#" + minute.start());
  }
}
