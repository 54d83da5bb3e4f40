package dev.narthex.jobs.assembly;

import dev.narthex.ingest.discovery.AlertmanagerDiscovery;
import dev.narthex.ingest.discovery.Discoveries;
import dev.narthex.ingest.discovery.PoolDiscovery;
import dev.narthex.ingest.http.ClientPool;
import dev.narthex.ingest.scrape.ShardScraper;
import dev.narthex.jobs.alertmanager.AlertmanagerSink;
import dev.narthex.jobs.discover.ConfiguredTargets;
import dev.narthex.jobs.evaluate.EvaluationSink;
import dev.narthex.jobs.evaluate.SharedReads;
import dev.narthex.jobs.scrape.HttpScraper;
import dev.narthex.jobs.scrape.MeteredSink;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.upkeep.CompactFunction;
import dev.narthex.jobs.upkeep.Compactions;
import dev.narthex.jobs.upkeep.SweepFunction;
import dev.narthex.jobs.upkeep.UpkeepWork;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.TargetStates;
import dev.narthex.tsdb.write.LevelZeroWriter;
import dev.narthex.tsdb.write.WriteOutcome;
import java.util.List;
import java.util.function.Supplier;

/** The pieces of the real thing: scrapes over HTTP, blocks in the driver's stores. */
public final class StandardParts {
  /** How far back the targets page looks for a scrape: past the longest usual interval. */
  private static final long REPORT_MILLIS = 10 * 60_000;

  /** Undecoded recent blocks may take this part of the cache's size besides. */
  private static final int RECENT_SHARE = 8;

  private StandardParts() {}

  /**
   * Builds all pieces.
   *
   * @param cacheBytes what decoded parts of blocks may take between queries
   */
  public static Parts of(Ports ports, long cacheBytes) {
    Discoveries discoveries = new Discoveries(ports.configFolder(), ports.addresses(), ports.secrets(), ports.discoveries());
    int concurrency = ports.configs().current().narthex().scrapeConcurrency();
    ShardScraper scraper = new ShardScraper(ports.addresses(), ports.secrets(), ports.clock(), ports.registry(), concurrency);
    LevelZeroWriter writer = new LevelZeroWriter(ports.objects(), ports.catalog(), ports.state(), ports.clock());
    ReadCache cache = new ReadCache(cacheBytes);
    TargetStates states = new TargetStates(ports.objects(), ports.catalog(), ports.clock(), cache);
    Supplier<Compactor> compactors =
        () ->
            new Compactor(
                ports.objects(),
                ports.catalog(),
                ports.clock(),
                ports.configs().current().retention().millis(),
                ports.randomBits(),
                Compactions.settings(ports.configs().current()));
    MeteredSink sink = new MeteredSink(writer, ports.registry(), ports.clock());
    SharedReads reads =
        new SharedReads(ports.objects(), ports.catalog(), ports.clock(), () -> ports.configs().current().retention().millis(), cache, cacheBytes / RECENT_SHARE);
    AlertmanagerSink alertmanagers =
        new AlertmanagerSink(
            () -> ports.configs().current().prometheus().alerting(),
            new AlertmanagerDiscovery(discoveries),
            new ClientPool(ports.addresses(), ports.secrets(), ports.clock()),
            ports.registry(),
            ports.clock());
    return new Parts(
        new ConfiguredTargets(new PoolDiscovery(discoveries)),
        new HttpScraper(scraper),
        sink,
        tenant -> states.latest(tenant, REPORT_MILLIS),
        new TenantSources(ports, cache),
        new UpkeepWork(),
        new CompactFunction(compactors, ports.registry()),
        new SweepFunction(ports.objects(), ports.catalog(), ports.configs(), ports.clock(), compactors, new Dispatcher(ports.queue(), ports.clock()), ports.rules().state(), ports.registry()),
        new RuleParts(reads, (tenant, batch, tick, rows, record) -> outcome(sink.write(tenant, batch, tick, rows, record)), List.of(alertmanagers), alertmanagers::all));
  }

  private static EvaluationSink.Outcome outcome(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Written _ -> EvaluationSink.Outcome.STORED;
      case WriteOutcome.AlreadyWritten _ -> EvaluationSink.Outcome.EXISTS;
    };
  }
}
