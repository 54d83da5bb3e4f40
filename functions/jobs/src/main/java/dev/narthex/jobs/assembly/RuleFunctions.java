package dev.narthex.jobs.assembly;

import dev.narthex.api.rules.RulesView;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.evaluate.AlertDispatch;
import dev.narthex.jobs.evaluate.EvaluateFunction;
import dev.narthex.jobs.evaluate.EvaluationRecords;
import dev.narthex.jobs.evaluate.RuleMetrics;
import dev.narthex.jobs.rule.DiscoverRules;
import dev.narthex.jobs.rule.EvaluateWork;
import dev.narthex.jobs.rule.RuleSets;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.PlannedWork;
import dev.narthex.jobs.tick.TickPlanner;
import dev.narthex.jobs.view.CurrentRules;
import dev.narthex.promql.query.QueryLog;

/** Everything about rules, built from ports and parts. */
final class RuleFunctions {
  private final Ports ports;
  private final RuleParts parts;
  private final RuleSets sets;
  private final EvaluationRecords records;
  private final QueryLog log;

  RuleFunctions(Ports ports, RuleParts parts, QueryLog log) {
    this.log = log;
    this.ports = ports;
    this.parts = parts;
    this.sets = new RuleSets(ports.objects(), ports.state());
    this.records = new EvaluationRecords(ports.objects());
  }

  RulesView view() {
    return new CurrentRules(ports.configs(), ports.rules().state(), records, parts.alertmanagers());
  }

  PlannedWork work() {
    return new EvaluateWork(sets);
  }

  JobFunction<Job.Evaluate> evaluate() {
    EvaluateFunction.Needs needs =
        new EvaluateFunction.Needs(
            sets, ports.rules().state(), records, parts.source(), parts.sink(), new AlertDispatch(parts.alerts()), new RuleMetrics(ports.registry()), ports.rules().externalUrl(), log);
    return new EvaluateFunction(ports.configs(), needs, ports.clock());
  }

  /** Discovery of targets, and behind it of rules. */
  JobFunction<Job.Discover> discover(JobFunction<Job.Discover> targets, LevelZeroSink sink, TickPlanner planner, Dispatcher dispatcher) {
    DiscoverRules rules = new DiscoverRules(sets, ports.rules().state(), sink, planner, dispatcher, ports.clock());
    return job -> rules.after(targets, job, ports.configs());
  }
}
