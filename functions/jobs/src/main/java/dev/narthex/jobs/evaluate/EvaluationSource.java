package dev.narthex.jobs.evaluate;

import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SeriesSource;
import java.util.Optional;

/** Where evaluations read. Thread-safe. */
@FunctionalInterface
public interface EvaluationSource {
  /**
   * What is stored at this moment; made for one evaluation of one batch, whose queries share what they read.
   *
   * @param wanted what most of them will look at, to be read at once; empty when there is nothing like that
   */
  SeriesSource now(String tenant, Optional<TimeRange> wanted);
}
