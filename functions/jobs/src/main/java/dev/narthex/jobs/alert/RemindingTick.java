package dev.narthex.jobs.alert;

import dev.narthex.jobs.TickFunction;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tick that also looks for overdue flushes; one whose router does not answer plans its minute all the same. */
public final class RemindingTick implements TickFunction {
  private static final Logger LOG = LoggerFactory.getLogger(RemindingTick.class);

  private final TickFunction tick;
  private final Routers routers;

  public RemindingTick(TickFunction tick, Routers routers) {
    this.tick = tick;
    this.routers = routers;
  }

  @Override
  public void plan(Instant scheduledMinute) {
    tick.plan(scheduledMinute);
    guarded("overdue flushes were not looked for; the next minute does", routers::remind);
  }

  @Override
  public void resume(Instant now) {
    tick.resume(now);
    guarded("timers of notification groups were not set anew; overdue ones are found by the next minutes", routers::resume);
  }

  private static void guarded(String sentence, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", sentence, e.getMessage());
    }
  }
}
