package dev.narthex.promql.exec.explain;

import dev.narthex.promql.exec.Row;
import dev.narthex.promql.query.PlanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A node of the plan while its query runs. Children are added on the query's own thread, figures by all. */
final class NodeRecord implements ScanMeter {
  private final PlanText text;
  private final List<NodeRecord> children = new ArrayList<>();
  private final LongAdder series = new LongAdder();
  private final LongAdder samples = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  NodeRecord(PlanText text) {
    this.text = text;
  }

  void add(NodeRecord child) {
    children.add(child);
  }

  /** A row came out. */
  void row(Row row) {
    if (row.hasAny()) {
      series.increment();
      samples.add(row.samples());
    }
  }

  /** So much came out. */
  void out(long moreSeries, long moreSamples) {
    series.add(moreSeries);
    samples.add(moreSamples);
  }

  @Override
  public void series(int moreSamples) {
    out(1, moreSamples);
  }

  @Override
  public void read(int moreRequests, long moreBytes) {
    requests.add(moreRequests);
    bytes.add(moreBytes);
  }

  void took(long moreNanos) {
    nanos.add(moreNanos);
  }

  PlanNode finish() {
    return new PlanNode(
        text.operation(),
        text.detail(),
        series.sum(),
        samples.sum(),
        requests.sum(),
        bytes.sum(),
        Duration.ofNanos(nanos.sum()),
        children.stream().map(NodeRecord::finish).toList());
  }
}
