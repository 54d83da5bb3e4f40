package dev.narthex.promql.exec.explain;

import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.exec.Workers;
import dev.narthex.promql.exec.select.RangeInput;
import dev.narthex.promql.plan.RangePlan;
import dev.narthex.promql.plan.ScalarPlan;
import dev.narthex.promql.plan.VectorPlan;
import dev.narthex.promql.query.PlanNode;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Records what each node of one query's plan takes. */
public final class PlanRecorder implements PlanObserver {
  private final Stopwatch watch;
  private final NodeRecord root;
  private final Deque<NodeRecord> open = new ArrayDeque<>();

  /**
   * @param clock measures the nodes
   * @param result the type of the result, in the words of the API
   */
  public PlanRecorder(InstantSource clock, String result) {
    this.watch = new Stopwatch(clock);
    this.root = new NodeRecord(new PlanText("result", result));
    open.push(root);
  }

  /** Runs the query; what no other node takes is the root's. */
  public <T> T record(Supplier<T> query) {
    watch.switchTo(root);
    try {
      return query.get();
    } finally {
      watch.switchTo(null);
    }
  }

  /** The plan with its figures. */
  public PlanNode plan(long series, long samples) {
    root.out(series, samples);
    return root.finish();
  }

  @Override
  public VectorOperator vector(VectorPlan plan, Supplier<VectorOperator> build) {
    NodeRecord node = new NodeRecord(PlanText.of(plan));
    boolean reads = plan instanceof VectorPlan.Select || plan instanceof VectorPlan.SelectTimes;
    return new ObservedOperator(inside(node, build), node, reads ? ObservedOperator.Rows.PASSED : ObservedOperator.Rows.COUNTED, watch);
  }

  @Override
  public RangeInput range(RangePlan plan, Supplier<RangeInput> build) {
    NodeRecord node = new NodeRecord(PlanText.of(plan));
    boolean reads = plan instanceof RangePlan.Select;
    return new ObservedRange(inside(node, build), node, reads ? ObservedOperator.Rows.PASSED : ObservedOperator.Rows.COUNTED, watch);
  }

  @Override
  public ScalarValues scalar(ScalarPlan plan, Supplier<ScalarValues> build) {
    return switch (plan) {
      case ScalarPlan.Number _, ScalarPlan.Time _ -> build.get();
      case ScalarPlan.OfVector _, ScalarPlan.Negate _, ScalarPlan.Binary _, ScalarPlan.Pick _, ScalarPlan.Invariant _ -> {
        NodeRecord node = new NodeRecord(PlanText.of(plan));
        yield inside(node, build);
      }
    };
  }

  @Override
  public ScanMeter scan() {
    return open.getFirst();
  }

  @Override
  public Workers around(Workers workers) {
    return new ObservedWorkers(workers, watch);
  }

  /** Builds as a child of the node that is being built. */
  private <T> T inside(NodeRecord node, Supplier<T> build) {
    open.getFirst().add(node);
    open.push(node);
    NodeRecord before = watch.switchTo(node);
    try {
      return build.get();
    } finally {
      watch.switchTo(before);
      open.pop();
    }
  }
}
