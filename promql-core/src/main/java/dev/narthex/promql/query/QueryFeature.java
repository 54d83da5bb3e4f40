package dev.narthex.promql.query;

import java.util.Optional;

/** Parts of the language that Prometheus keeps behind {@code --enable-feature}; all are off by default. */
public enum QueryFeature {
  BINOP_FILL_MODIFIERS("promql-binop-fill-modifiers"),
  DELAYED_NAME_REMOVAL("promql-delayed-name-removal"),
  EXPERIMENTAL_FUNCTIONS("promql-experimental-functions"),
  EXTENDED_RANGE_SELECTORS("promql-extended-range-selectors"),
  PER_STEP_STATS("promql-per-step-stats"),
  START_TIMESTAMPS("use-start-timestamps"),
  TYPE_AND_UNIT_LABELS("type-and-unit-labels");

  private final String flag;

  QueryFeature(String flag) {
    this.flag = flag;
  }

  /** The name that Prometheus and {@code narthex.yml} use. */
  public String flag() {
    return flag;
  }

  /** The feature of that name. */
  public static Optional<QueryFeature> named(String flag) {
    for (QueryFeature feature : values()) {
      if (feature.flag.equals(flag)) {
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }
}
