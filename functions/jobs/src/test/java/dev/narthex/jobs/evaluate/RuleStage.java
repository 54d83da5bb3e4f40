package dev.narthex.jobs.evaluate;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.RecordingQueue;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.rule.DiscoverRules;
import dev.narthex.jobs.rule.EvaluateWork;
import dev.narthex.jobs.rule.RuleSets;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.TickPlanner;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryLog;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.rules.MemoryRuleState;
import dev.narthex.rules.OutgoingAlert;
import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.FaultyCatalog;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.Faults;
import dev.narthex.tsdb.store.FaultyObjectStore;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import dev.narthex.tsdb.write.LevelZeroWriter;
import dev.narthex.tsdb.write.WriteOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rules over real blocks in memory, a minute a tick, told as a story: values come, ticks pass, alerts arrive. */
final class RuleStage {
  static final String TENANT = "default";
  static final long MINUTE = 60_000;
  private static final long RETENTION = 15 * 24 * 60 * MINUTE;

  /** A slot of the batch {@code rules-0-1m}. */
  final long start;

  final VirtualClock clock;
  final MemoryObjectStore objects;
  final MemoryRuleState ruleState = new MemoryRuleState();
  final List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
  final MetricsRegistry registry = new MetricsRegistry();
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryControlState state = new MemoryControlState();
  private final RuleSets sets;
  private final Optional<Faults> faults;
  private Map<String, String> files = Map.of();
  private LoadedConfig config;
  private EvaluateFunction evaluate;

  RuleStage(String rules, Optional<Faults> faults) {
    long phase = dev.narthex.jobs.Schedule.of("rules-0-1m", MINUTE).phase();
    this.start = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli() + phase;
    this.clock = new VirtualClock(Instant.ofEpochMilli(start - MINUTE));
    this.objects = new MemoryObjectStore(clock);
    this.sets = new RuleSets(objects, state);
    this.faults = faults;
    this.config = load(rules);
    this.evaluate = function();
    publish();
  }

  /** Another version of the rules is discovered. */
  void reload(String rules) {
    config = load(rules);
    publish();
  }

  private LoadedConfig load(String rules) {
    files = Map.of("prometheus.yml", "global: {external_labels: {dc: eu}}\nrule_files: [r.yml]\nalerting: {alert_relabel_configs: [{action: labeldrop, regex: secret}]}\n", "r.yml", rules, "narthex.yml", "rules: {external_url: 'http://narthex.example/'}\n");
    return new ConfigLoader(Map.of(), Set.of())
        .load(
            new ConfigFolder() {
              @Override
              public Optional<String> read(String path) {
                return Optional.ofNullable(files.get(path));
              }

              @Override
              public List<String> matching(String pattern) {
                return files.containsKey(pattern) ? List.of(pattern) : List.of();
              }
            },
            "prometheus.yml");
  }

  private ConfigSource configs() {
    return new ConfigSource() {
      @Override
      public LoadedConfig current() {
        return config;
      }

      @Override
      public Optional<LoadedConfig> version(String sha256) {
        return Optional.of(config).filter(c -> c.sha256().equals(sha256));
      }
    };
  }

  private void publish() {
    RecordingQueue queue = new RecordingQueue(clock);
    Dispatcher dispatcher = new Dispatcher(queue, clock);
    TickPlanner planner = new TickPlanner(configs(), List.of(TENANT), List.of(new EvaluateWork(sets)), state, dispatcher);
    LevelZeroWriter writer = writer();
    DiscoverRules rules = new DiscoverRules(sets, ruleState, (tenant, shard, tick, rows, healths) -> writer.write(tenant, shard, tick, rows, healths), planner, dispatcher, clock);
    rules.after(job -> new JobOutcome.Done(), new Job.Discover(TENANT, config.sha256(), clock.millis()), configs());
  }

  /** A cold process. */
  void restart() {
    evaluate = function();
  }

  /** Somebody has lost the state table's items of rules. */
  void loseState() {
    ruleState.all(TENANT).forEach(entry -> ruleState.remove(TENANT, entry));
    restart();
  }

  private LevelZeroWriter writer() {
    return new LevelZeroWriter(objects, catalog, state, clock);
  }

  private EvaluateFunction function() {
    var store = faults.<dev.narthex.tsdb.store.ObjectStore>map(f -> new FaultyObjectStore(objects, f)).orElse(objects);
    var items = faults.<dev.narthex.tsdb.catalog.Catalog>map(f -> new FaultyCatalog(catalog, f)).orElse(catalog);
    RuleState rules = faults.<RuleState>map(f -> new FaultyRuleState(ruleState, f)).orElse(ruleState);
    LevelZeroWriter writer = new LevelZeroWriter(store, items, state, clock);
    SharedReads reads = new SharedReads(store, items, clock, () -> RETENTION, new ReadCache(1 << 20), 1 << 20);
    EvaluationSink sink =
        (tenant, batch, tick, rows, record) ->
            writer.write(tenant, batch, tick, rows, List.of(), record) instanceof WriteOutcome.Written ? EvaluationSink.Outcome.STORED : EvaluationSink.Outcome.EXISTS;
    EvaluateFunction.Needs needs =
        new EvaluateFunction.Needs(sets, rules, new EvaluationRecords(store), reads, sink, new AlertDispatch(List.of(this::hear)), new RuleMetrics(registry), "", QueryLog.NONE);
    return new EvaluateFunction(configs(), needs, clock);
  }

  private void hear(String tenant, List<OutgoingAlert> alerts) {
    for (OutgoingAlert alert : alerts) {
      told.add(alert.labels() + " " + minute(alert.startsAt()) + "-" + minute(alert.endsAt()));
    }
  }

  private String minute(long time) {
    return Long.toString((time - start) / MINUTE);
  }

  /** A scrape of the metric {@code m}: values by the label {@code job}. */
  void values(long minute, Map<String, Double> byJob) {
    Map<Labels, Double> series = new TreeMap<>();
    byJob.forEach((job, value) -> series.put(Labels.of("__name__", "m", "job", job), value));
    scrape(1, minute, series);
  }

  /** A scrape of any series of a target. */
  void scrape(long target, long minute, Map<Labels, Double> series) {
    List<Labels> labels = new ArrayList<>();
    double[] values = new double[series.size()];
    int i = 0;
    for (Map.Entry<Labels, Double> value : new TreeMap<>(series).entrySet()) {
      labels.add(value.getKey());
      values[i++] = value.getValue();
    }
    byte[] exponents = new byte[values.length];
    java.util.Arrays.fill(exponents, (byte) -1);
    Row row = Row.of(values, new long[values.length], exponents);
    SeriesTable table = SeriesTable.of(labels, labels.stream().map(l -> MetricMetadata.UNKNOWN).toList());
    long time = start + minute * MINUTE;
    clock.set(Instant.ofEpochMilli(time));
    TimelineRows rows = new TimelineRows(new TargetIdentity(target, target), TimelineKind.SCRAPED, Labels.empty(), table, new long[] {time}, new byte[] {EntryFlag.OK}, List.of(row));
    writer().write(TENANT, "node-0", time, List.of(rows), List.of());
  }

  /** The job of a minute runs in time. */
  JobOutcome evaluate(long minute) {
    clock.set(Instant.ofEpochMilli(start + minute * MINUTE + 5_000));
    return run(minute);
  }

  /** The job of a minute runs now. */
  JobOutcome run(long minute) {
    return evaluate.run(new Job.Evaluate(TENANT, config.sha256(), "rules-0-1m", start + minute * MINUTE));
  }

  /** What a query answers at a minute: labels and value. */
  List<String> query(long minute, String query) {
    BlockSeriesSource source = new BlockSeriesSource(objects, catalog, clock, RETENTION, TENANT, new ReadCache(1 << 20), ReadListener.NONE);
    QueryResult result = new QueryEngine(clock).instant(source, query, start + minute * MINUTE, QueryOptions.defaults()).result();
    return ((QueryResult.Vector) result).samples().stream().map(s -> s.labels() + " " + s.value()).sorted().toList();
  }

  /** What was told since the last call. */
  List<String> told() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }
}
