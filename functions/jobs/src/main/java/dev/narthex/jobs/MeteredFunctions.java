package dev.narthex.jobs;

import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.Histogram;
import dev.narthex.metrics.MetricsRegistry;
import java.time.InstantSource;

/** Counts and times every job: a wrapper around the functions. */
public final class MeteredFunctions {
  private static final double[] SECONDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300};

  private final Family<Counter> runs;
  private final Family<Histogram> seconds;
  private final Counter missed;
  private final InstantSource clock;

  public MeteredFunctions(MetricsRegistry registry, InstantSource clock) {
    this.clock = clock;
    runs = registry.counters("narthex_jobs_total", "Jobs run, by kind and by how they ended.", "job", "outcome");
    seconds = registry.histograms("narthex_job_duration_seconds", "How long jobs ran.", SECONDS, "job");
    missed = registry.counter("narthex_missed_ticks_total", "Slots of scrapes and evaluations lost because their job came more than one interval late.");
  }

  /** The same functions, counted. */
  public JobFunctions around(JobFunctions functions) {
    return new JobFunctions(
        around(Job.Kind.DISCOVER, functions.discover()),
        around(Job.Kind.SCRAPE, functions.scrape()),
        around(Job.Kind.EVALUATE, functions.evaluate()),
        around(Job.Kind.FLUSH, functions.flush()),
        around(Job.Kind.NOTIFY, functions.deliver()),
        around(Job.Kind.COMPACT, functions.compact()),
        around(Job.Kind.SWEEP, functions.sweep()));
  }

  private <J extends Job> JobFunction<J> around(Job.Kind kind, JobFunction<J> function) {
    Counter done = runs.with(kind.word(), "done");
    Counter late = runs.with(kind.word(), "missed");
    Counter obsolete = runs.with(kind.word(), "obsolete");
    Counter failed = runs.with(kind.word(), "failed");
    Histogram duration = seconds.with(kind.word());
    return job -> {
      long start = clock.millis();
      Counter end = failed;
      try {
        JobOutcome outcome = function.run(job);
        end =
            switch (outcome) {
              case JobOutcome.Done _ -> done;
              case JobOutcome.Missed _ -> late;
              case JobOutcome.Obsolete _ -> obsolete;
            };
        if (end == late) {
          missed.increment();
        }
        return outcome;
      } finally {
        end.increment();
        duration.observe((clock.millis() - start) / 1000.0);
      }
    };
  }
}
