package dev.narthex.differential;

import dev.narthex.model.Labels;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the reference evaluator computes at one time. */
sealed interface ReferenceValue {
  record Scalar(double value) implements ReferenceValue {}

  record Text(String value) implements ReferenceValue {}

  record Vector(List<Sample> samples) implements ReferenceValue {}

  /**
   * One sample of a vector: a float, or a native histogram when that is given.
   *
   * @param nameless whether the name goes at the end, where names are removed late
   */
  record Sample(Labels labels, boolean nameless, double value, @Nullable ReferenceHistogram histogram) {
    Sample with(Labels other) {
      return new Sample(other, nameless, value, histogram);
    }

    Sample with(double other) {
      return new Sample(labels, nameless, other, null);
    }

    Sample with(@Nullable ReferenceHistogram other) {
      return new Sample(labels, nameless, 0, other);
    }

    /** The histogram of a sample that is one. */
    ReferenceHistogram natives() {
      return Objects.requireNonNull(histogram);
    }
  }

  /** One sample of a series; {@code start} is its start timestamp, or 0. */
  record Point(long time, long start, double value, @Nullable ReferenceHistogram histogram) {
    boolean isFloat() {
      return histogram == null;
    }

    /** The histogram of a sample that is one. */
    ReferenceHistogram natives() {
      return Objects.requireNonNull(histogram);
    }
  }

  /** The samples of one series in a range (start, end]; of anchored and smoothed ranges also some beyond. */
  record Window(Labels labels, boolean nameless, List<Point> points, long start, long end) {
    List<Point> floats() {
      return points.stream().filter(Point::isFloat).toList();
    }

    List<Point> histograms() {
      return points.stream().filter(p -> !p.isFloat()).toList();
    }
  }

  /** What the language leaves open, such as which of two equal values is ranked last. */
  final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A query error. */
  final class ReferenceError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReferenceError(String message) {
      super(message);
    }
  }
}
