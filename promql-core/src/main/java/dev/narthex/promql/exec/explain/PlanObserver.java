package dev.narthex.promql.exec.explain;

import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.exec.Workers;
import dev.narthex.promql.exec.select.RangeInput;
import dev.narthex.promql.plan.RangePlan;
import dev.narthex.promql.plan.ScalarPlan;
import dev.narthex.promql.plan.VectorPlan;
import java.util.function.Supplier;

/**
 * Sees every operator of a query while it is built, and may stand around it. Building is nested as the plan is: what {@code build}
 * builds are the children. Used on the query's own thread.
 */
public interface PlanObserver {
  /** Looks at nothing and costs nothing. */
  PlanObserver NONE =
      new PlanObserver() {
        @Override
        public VectorOperator vector(VectorPlan plan, Supplier<VectorOperator> build) {
          return build.get();
        }

        @Override
        public RangeInput range(RangePlan plan, Supplier<RangeInput> build) {
          return build.get();
        }

        @Override
        public ScalarValues scalar(ScalarPlan plan, Supplier<ScalarValues> build) {
          return build.get();
        }

        @Override
        public ScanMeter scan() {
          return ScanMeter.NONE;
        }

        @Override
        public Workers around(Workers workers) {
          return workers;
        }
      };

  VectorOperator vector(VectorPlan plan, Supplier<VectorOperator> build);

  RangeInput range(RangePlan plan, Supplier<RangeInput> build);

  /** A scalar is computed while it is built. */
  ScalarValues scalar(ScalarPlan plan, Supplier<ScalarValues> build);

  /** For the selector that is being built. */
  ScanMeter scan();

  /** Workers whose work counts for the node that hands it to them. */
  Workers around(Workers workers);
}
