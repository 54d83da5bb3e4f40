package dev.narthex.jobs.evaluate;

import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.Gauge;
import dev.narthex.metrics.Histogram;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.rules.GroupEvaluator;
import dev.narthex.rules.RuleOutcome;
import java.time.Duration;

/** The metrics of Prometheus' rule manager, with its names and the label {@code rule_group} = {@code file;name}. */
public final class RuleMetrics {
  private static final double[] SECONDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60};

  private final Family<Counter> evaluations;
  private final Family<Counter> failures;
  private final Family<Counter> iterations;
  private final Family<Counter> missed;
  private final Family<Gauge> last;
  private final Family<Gauge> lastDuration;
  private final Family<Gauge> lastSamples;
  private final Family<Gauge> interval;
  private final Family<Gauge> rules;
  private final Histogram duration;
  private final Histogram groupDuration;
  private final Counter repeated;

  public RuleMetrics(MetricsRegistry registry) {
    String group = "rule_group";
    evaluations = registry.counters("prometheus_rule_evaluations_total", "The total number of rule evaluations.", group);
    failures = registry.counters("prometheus_rule_evaluation_failures_total", "The total number of rule evaluation failures.", group);
    iterations = registry.counters("prometheus_rule_group_iterations_total", "The total number of scheduled rule group evaluations, whether executed or missed.", group);
    missed = registry.counters("prometheus_rule_group_iterations_missed_total", "The total number of rule group evaluations missed because no job came in time.", group);
    last = registry.gauges("prometheus_rule_group_last_evaluation_timestamp_seconds", "The timestamp of the last rule group evaluation in seconds.", group);
    lastDuration = registry.gauges("prometheus_rule_group_last_duration_seconds", "The duration of the last rule group evaluation.", group);
    lastSamples = registry.gauges("prometheus_rule_group_last_evaluation_samples", "The number of samples returned during the last rule group evaluation.", group);
    interval = registry.gauges("prometheus_rule_group_interval_seconds", "The interval of a rule group.", group);
    rules = registry.gauges("prometheus_rule_group_rules", "The number of rules.", group);
    duration = registry.histogram("prometheus_rule_evaluation_duration_seconds", "The duration for a rule to execute.", SECONDS);
    groupDuration = registry.histogram("prometheus_rule_group_duration_seconds", "The duration of rule group evaluations.", SECONDS);
    repeated = registry.counter("narthex_repeated_evaluations_total", "Evaluation jobs that found their evaluation stored by an earlier run.");
  }

  /** A batch whose object was there already. */
  void repeated() {
    repeated.increment();
  }

  /** Ticks of a group that nobody evaluated. */
  void missed(String group, long ticks) {
    iterations.with(group).add(ticks);
    missed.with(group).add(ticks);
  }

  /** A group that was evaluated. */
  void evaluated(GroupEvaluator.Evaluation evaluation) {
    String key = evaluation.group().key();
    Duration took = Duration.ZERO;
    int samples = 0;
    for (RuleOutcome outcome : evaluation.rules()) {
      evaluations.with(key).increment();
      if (outcome.failure().isPresent()) {
        failures.with(key).increment();
      }
      took = took.plus(outcome.took());
      samples += outcome.samples().size();
      duration.observe(outcome.took().toNanos() / 1e9);
      last.with(key).set(outcome.at().plus(outcome.took()).toEpochMilli() / 1e3);
    }
    iterations.with(key).increment();
    missed.with(key).add(0);
    lastDuration.with(key).set(took.toNanos() / 1e9);
    lastSamples.with(key).set(samples);
    interval.with(key).set(evaluation.group().intervalMillis() / 1e3);
    rules.with(key).set(evaluation.rules().size());
    groupDuration.observe(took.toNanos() / 1e9);
  }
}
