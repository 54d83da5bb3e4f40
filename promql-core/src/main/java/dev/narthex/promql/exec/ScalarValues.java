package dev.narthex.promql.exec;

/** A scalar over all steps. */
public sealed interface ScalarValues {
  double at(int step);

  /** The same at every step; never expanded. */
  record Same(double value) implements ScalarValues {
    @Override
    public double at(int step) {
      return value;
    }
  }

  /** One a step. */
  record PerStep(double[] values) implements ScalarValues {
    @Override
    public double at(int step) {
      return values[step];
    }
  }
}
