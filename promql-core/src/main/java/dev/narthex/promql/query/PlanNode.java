package dev.narthex.promql.query;

import java.time.Duration;
import java.util.List;

/**
 * One node of the plan of a query that has run, with what it took itself; what its children took is theirs.
 *
 * @param operation what it does: a function, an operator, {@code select}, …
 * @param detail on what or how, as one would write it in PromQL; may be empty
 * @param series that came out; for a selector those that it read
 * @param samples that came out over all steps; for a selector those that it read from the source, each once
 * @param requests GETs to the object store
 * @param bytes that came with them
 * @param time spent in this node, added up over threads
 */
public record PlanNode(
    String operation, String detail, long series, long samples, long requests, long bytes, Duration time, List<PlanNode> children) {
  public PlanNode {
    children = List.copyOf(children);
  }
}
