package dev.narthex.jobs.upkeep;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.PlannedWork;
import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.sweep.SweepReport;
import dev.narthex.tsdb.sweep.SweepSettings;
import dev.narthex.tsdb.sweep.Sweeper;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps one tenant under the retention in force, and sends the compactions that nobody ran when they were due. */
public final class SweepFunction implements JobFunction<Job.Sweep> {
  private static final Logger LOG = LoggerFactory.getLogger(SweepFunction.class);

  private static final long PATIENCE = 60_000;

  private final ObjectStore objects;
  private final Catalog catalog;
  private final ConfigSource configs;
  private final InstantSource clock;
  private final Supplier<Compactor> compactors;
  private final Dispatcher dispatcher;
  private final RuleState rules;
  private final Family<Counter> swept;

  /**
   * @param compactors a compactor under the configuration in force
   */
  public SweepFunction(
      ObjectStore objects,
      Catalog catalog,
      ConfigSource configs,
      InstantSource clock,
      Supplier<Compactor> compactors,
      Dispatcher dispatcher,
      RuleState rules,
      MetricsRegistry registry) {
    this.rules = rules;
    this.objects = objects;
    this.catalog = catalog;
    this.configs = configs;
    this.clock = clock;
    this.compactors = compactors;
    this.dispatcher = dispatcher;
    this.swept = registry.counters("narthex_swept_objects_total", "Objects that sweeps adopted or removed, by reason.", "reason");
  }

  @Override
  public JobOutcome run(Job.Sweep job) {
    SweepSettings settings = new SweepSettings(SweepSettings.DEFAULT.graceMillis(), configs.current().retention().millis());
    BlockCataloguer cataloguer = new BlockCataloguer(objects, catalog, clock);
    SweepReport report = new Sweeper(objects, catalog, cataloguer::catalogue, clock, settings).sweep(job.tenant(), held(job.tenant()));
    swept.with("adopted").add(report.adopted());
    swept.with("covered").add(report.covered());
    swept.with("expired").add(report.expired());
    swept.with("uncommitted").add(report.uncommitted());
    swept.with("layout").add(report.layouts());
    swept.with("failed").add(report.failed());
    LOG.debug(
        "swept: {} adopted, {} covered, {} expired, {} uncommitted and {} layouts removed, {} failed",
        report.adopted(), report.covered(), report.expired(), report.uncommitted(), report.layouts(), report.failed());
    sendForgotten(job, report);
    return new JobOutcome.Done();
  }

  /** The newest evaluations: rules go on from what these objects hold besides samples. */
  private Set<String> held(String tenant) {
    return rules.all(tenant).stream().map(RuleState.Entry::object).collect(Collectors.toSet());
  }

  private void sendForgotten(Job.Sweep job, SweepReport report) {
    long now = clock.millis();
    List<PlannedWork.Due> forgotten = new ArrayList<>();
    Compactor compactor = compactors.get();
    // the sweep has read the catalogue already; again only for blocks that it put there
    List<CompactionWindow> due = report.adopted() > 0 ? compactor.due(job.tenant()) : compactor.due(report.seen());
    for (CompactionWindow window : due) {
      Job compact = new Job.Compact(job.tenant(), job.config(), window.level(), window.start(), 0);
      forgotten.add(new PlannedWork.Due(compact, now, PATIENCE));
    }
    if (!forgotten.isEmpty()) {
      LOG.info("{} windows were not compacted when they were due; sent now", forgotten.size());
      dispatcher.send(forgotten);
    }
  }
}
