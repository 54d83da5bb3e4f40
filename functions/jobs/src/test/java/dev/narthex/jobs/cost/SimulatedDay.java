package dev.narthex.jobs.cost;

import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.rules.MemoryRuleState;
import dev.narthex.jobs.Narthex;
import dev.narthex.jobs.RecordingQueue;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.assembly.Assembly;
import dev.narthex.jobs.assembly.Parts;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.assembly.StandardParts;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.scrape.ShardScraper;
import dev.narthex.jobs.target.Shard;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.FileSecretSource;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.MeteredCatalog;
import dev.narthex.tsdb.catalog.MeteredControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.MeteredObjectStore;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Days of the real jobs on memory stores under a virtual clock: the tick each minute, jobs when they are due, scrapes of made-up
 * counters.
 * Every request is counted, by kind of job.
 */
final class SimulatedDay {
  private static final int SERIES_OF_METRIC = 20;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T00:00:00Z"));
  private final RequestLog log = new RequestLog();
  private final RecordingQueue queue = new RecordingQueue(clock);
  private final PriorityQueue<RecordingQueue.Arrival> waiting = new PriorityQueue<>(Comparator.comparingLong(RecordingQueue.Arrival::at));
  private final Map<String, EnumMap<RequestKind, long[]>> byJob = new TreeMap<>();
  private final Map<String, Integer> runs = new TreeMap<>();
  private final Map<TargetIdentity, SeriesTable> tables = new HashMap<>();
  private final int seriesOfEach;
  private long sends;
  private final Narthex narthex;

  SimulatedDay(Path folder, int targets, int seriesOfEach, int intervalSeconds) throws IOException {
    this(folder, targets, seriesOfEach, intervalSeconds, "", "");
  }

  /**
   * @param rules a rule file; empty = none
   * @param router an alertmanager.yml; empty = none
   */
  SimulatedDay(Path folder, int targets, int seriesOfEach, int intervalSeconds, String rules, String router) throws IOException {
    this.seriesOfEach = seriesOfEach;
    String addresses = IntStream.range(0, targets).mapToObj(i -> "\"10.0." + i / 200 + "." + i % 200 + ":9100\"").collect(Collectors.joining(", "));
    Path file = Files.writeString(folder.resolve("prometheus.yml"),
        "global: {scrape_interval: " + intervalSeconds + "s, scrape_timeout: 10s}\n" + (rules.isEmpty() ? "" : "rule_files: [rules.yml]\n") + "scrape_configs: [{job_name: app, static_configs: [{targets: [" + addresses + "]}]}]\n");
    if (!rules.isEmpty()) {
      Files.writeString(folder.resolve("rules.yml"), rules);
    }
    if (!router.isEmpty()) {
      Files.writeString(folder.resolve("alertmanager.yml"), router);
    }
    LoadedConfig config = new ConfigLoader(Map.of(), java.util.Set.of(), List.of(new RouterFiles(RouterOptions.defaults(""), clock))).load(file);
    MetricsRegistry registry = new MetricsRegistry();
    Ports ports = new Ports(new MeteredObjectStore(new MemoryObjectStore(clock), log), new MeteredCatalog(new MemoryCatalog(), log),
        new MeteredControlState(new MemoryControlState(), log), queue, ConfigSource.of(config), new DirectoryConfigFolder(folder), new FileSecretSource(folder),
        AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), Map.of(), clock, new Random(7)::nextLong, registry, List.of("default"), "test", new RulePorts(new MeteredRuleState(new MemoryRuleState(), log), ""));
    narthex = new Assembly(ports, withScraper(StandardParts.of(ports, 64 << 20), this::scrape)).narthex();
  }

  private static Parts withScraper(Parts parts, ShardScraper scraper) {
    return new Parts(parts.finder(), scraper, parts.sink(), parts.reports(), parts.sources(), parts.upkeep(), parts.compact(), parts.sweep(), parts.rules());
  }

  /** What targets with counters would have given. */
  private ShardScraper.Scraped scrape(LoadedConfig config, Shard shard, long tick) {
    List<TimelineRows> rows = new ArrayList<>();
    List<TargetHealth> healths = new ArrayList<>();
    for (Target target : shard.targets()) {
      SeriesTable table = tables.computeIfAbsent(target.identity(), id -> table(target));
      double[] values = new double[table.size()];
      long[] mantissas = new long[table.size()];
      for (int i = 0; i < values.length; i++) {
        mantissas[i] = tick / 1000 * (i % 7) + i;
        values[i] = mantissas[i];
      }
      rows.add(new TimelineRows(target.identity(), TimelineKind.SCRAPED, target.labels(), table, new long[] {tick}, new byte[] {EntryFlag.OK},
          List.of(Row.of(values, mantissas, new byte[values.length]))));
      healths.add(new TargetHealth(target.identity(), tick, 0.012, ""));
    }
    return new ShardScraper.Scraped(rows, healths);
  }

  private SeriesTable table(Target target) {
    List<Labels> labels = new ArrayList<>();
    for (int i = 0; i < seriesOfEach; i++) {
      labels.add(target.labels().with("pod", "pod-" + i % SERIES_OF_METRIC).with("__name__", "metric_" + i / SERIES_OF_METRIC + "_total"));
    }
    return SeriesTable.of(labels, Collections.nCopies(seriesOfEach, MetricMetadata.UNKNOWN));
  }

  /** Lets time pass. What was counted before is forgotten. */
  void run(Duration time) {
    log.reset();
    byJob.clear();
    runs.clear();
    sends = 0;
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      Instant minute = clock.instant();
      counted("tick", () -> narthex.tick(minute));
      long next = minute.plusSeconds(60).toEpochMilli();
      take();
      while (!waiting.isEmpty() && waiting.peek().at() < next) {
        RecordingQueue.Arrival due = waiting.poll();
        clock.set(Instant.ofEpochMilli(Math.max(due.at(), clock.millis())));
        counted(name(due.job()), () -> narthex.run(due.job()));
        take();
      }
      clock.set(Instant.ofEpochMilli(next));
    }
  }

  private static String name(Job job) {
    return job instanceof Job.Compact compact ? "compact " + compact.level() : job.kind().word();
  }

  /** A send takes ten messages to one queue: those of one kind. */
  private void take() {
    List<RecordingQueue.Arrival> sent = queue.take();
    waiting.addAll(sent);
    sent.stream().collect(Collectors.groupingBy(a -> a.job().kind(), Collectors.counting())).values().forEach(n -> sends += Math.ceilDiv(n, 10));
  }

  private void counted(String job, Runnable work) {
    EnumMap<RequestKind, Long> before = new EnumMap<>(RequestKind.class);
    EnumMap<RequestKind, Long> beforeUnits = new EnumMap<>(RequestKind.class);
    for (RequestKind kind : RequestKind.values()) {
      before.put(kind, log.requests(kind));
      beforeUnits.put(kind, log.units(kind));
    }
    work.run();
    runs.merge(job, 1, Integer::sum);
    for (RequestKind kind : RequestKind.values()) {
      long[] count = byJob.computeIfAbsent(job, j -> new EnumMap<>(RequestKind.class)).computeIfAbsent(kind, k -> new long[2]);
      count[0] += log.requests(kind) - before.get(kind);
      count[1] += log.units(kind) - beforeUnits.get(kind);
    }
  }

  /** What all that was counted costs: requests to stores, messages (sent, received, deleted), invocations. */
  double dollars(Prices prices) {
    int all = runs.values().stream().mapToInt(Integer::intValue).sum();
    int jobs = all - runs.get("tick");
    return Meter.total(log, prices) + (sends + 2 * jobs) * prices.queueRequest() + all * prices.functionRequest();
  }

  /** A table for eyes: a line a job and kind, with requests and units. */
  String table() {
    StringBuilder text = new StringBuilder();
    byJob.forEach((job, counts) -> {
      text.append(job).append(" x").append(runs.get(job)).append(':');
      counts.forEach((kind, count) -> {
        if (count[0] > 0) {
          text.append(' ').append(kind).append('=').append(count[0]).append('/').append(count[1]);
        }
      });
      text.append('\n');
    });
    return text.toString();
  }
}
