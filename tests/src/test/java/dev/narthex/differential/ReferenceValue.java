package dev.narthex.differential;

import dev.narthex.model.Labels;
import java.util.List;

/** What the reference evaluator computes at one time. */
sealed interface ReferenceValue {
  record Scalar(double value) implements ReferenceValue {}

  record Text(String value) implements ReferenceValue {}

  record Vector(List<Sample> samples) implements ReferenceValue {}

  record Sample(Labels labels, double value) {}
}
