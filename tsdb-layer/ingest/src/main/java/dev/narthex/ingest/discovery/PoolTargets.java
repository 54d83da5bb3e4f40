package dev.narthex.ingest.discovery;

import dev.narthex.model.Labels;
import java.util.List;

/**
 * The targets of one job.
 *
 * @param active in the order of configuration and discovery, each identity once
 * @param dropped discovered labels of targets that relabelling dropped, at most {@code keep_dropped_targets}
 * @param droppedCount how many were dropped
 * @param errors why a mechanism could not answer or a target is unusable, with the target's labels; when {@code complete} is false the pool should keep its former targets
 * @param complete whether every mechanism answered
 */
public record PoolTargets(String pool, List<Target> active, List<Labels> dropped, int droppedCount, List<String> errors, boolean complete) {
  public PoolTargets {
    active = List.copyOf(active);
    dropped = List.copyOf(dropped);
    errors = List.copyOf(errors);
  }
}
