package dev.narthex.jobs.assembly;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.query.EngineQueries;
import dev.narthex.api.query.QueryLogFile;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.NarthexConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobFunctions;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.MeteredFunctions;
import dev.narthex.jobs.Narthex;
import dev.narthex.jobs.config.QuerySettings;
import dev.narthex.jobs.cost.Prices;
import dev.narthex.jobs.cost.QueryBill;
import dev.narthex.jobs.alert.CurrentRouter;
import dev.narthex.jobs.alert.RemindingTick;
import dev.narthex.jobs.alert.RouterAssembly;
import dev.narthex.jobs.alert.RouterSink;
import dev.narthex.jobs.alert.Routers;
import dev.narthex.jobs.discover.DiscoverFunction;
import dev.narthex.jobs.scrape.ScrapeFunction;
import dev.narthex.jobs.target.TargetSets;
import dev.narthex.jobs.tick.DiscoverWork;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.ScrapeWork;
import dev.narthex.jobs.tick.TickPlanner;
import dev.narthex.jobs.view.CurrentStatus;
import dev.narthex.jobs.view.CurrentTargets;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryLog;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.MemoryPool;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Everything, built from ports. Starts nothing and holds nothing open. */
public final class Assembly {
  /** Queries may hold half of the heap, one alone or all together, whatever the configuration says: the rest is for everything else. */
  private static final int HEAP_SHARE_OF_QUERIES = 2;

  private final Ports ports;
  private final Parts parts;
  private final TargetSets sets;
  private final RuleFunctions rules;
  private final Routers routers;
  private final Narthex narthex;
  private final QueryLog log;

  public Assembly(Ports ports, Parts parts) {
    this(ports, parts, new QueryLogFile(() -> queryLog(ports), ports.registry(), ports.clock()));
  }

  private Assembly(Ports ports, Parts parts, QueryLog log) {
    this.log = log;
    this.ports = ports;
    this.parts = parts;
    this.sets = new TargetSets(ports.objects(), ports.state());
    this.routers =
        RouterAssembly.build(
            ports.router(), ports.state(), ports.queue(), ports.configs(), ports.tenants(), ports.secrets(), ports.addresses(), ports.clock(), ports.randomBits(), ports.registry());
    this.rules = new RuleFunctions(ports, parts.rules().alsoTelling(new RouterSink(routers)), log);
    this.narthex = build();
  }

  private static QueryLogFile.Target queryLog(Ports ports) {
    LoadedConfig config = ports.configs().current();
    return new QueryLogFile.Target(config.prometheus().global().queryLogFile().map(ports.configFolder()::place), config);
  }

  /**
   * The real thing: scrapes over HTTP, blocks in the driver's stores, every request counted.
   *
   * @param cacheBytes what decoded parts of blocks may take between queries
   */
  public static Assembly standard(Ports ports, long cacheBytes) {
    Ports metered = ports.metered();
    return new Assembly(metered, StandardParts.of(metered, cacheBytes));
  }

  /** The same for queries that nobody asked, which the query log leaves out. */
  public static Assembly unlogged(Ports ports, long cacheBytes) {
    Ports metered = ports.metered();
    return new Assembly(metered, StandardParts.of(metered, cacheBytes), QueryLog.NONE);
  }

  private Narthex build() {
    Dispatcher dispatcher = new Dispatcher(ports.queue(), ports.clock());
    TickPlanner planner =
        new TickPlanner(ports.configs(), ports.tenants(), List.of(new DiscoverWork(), new ScrapeWork(sets), rules.work(), parts.upkeep()), ports.state(), dispatcher);
    DiscoverFunction targets =
        new DiscoverFunction(ports.configs(), parts.finder(), sets, parts.reports(), parts.sink(), planner, dispatcher, ports.clock());
    JobFunctions functions =
        new JobFunctions(
            rules.discover(targets, parts.sink(), planner, dispatcher),
            new ScrapeFunction(ports.configs(), sets, parts.scraper(), parts.sink(), ports.clock()),
            rules.evaluate(),
            routers.flush(),
            routers.deliver(),
            parts.compact(),
            routers.after(parts.sweep()));
    return new Narthex(new RemindingTick(planner, routers), new MeteredFunctions(ports.registry(), ports.clock()).around(functions));
  }

  /** The functions. */
  public Narthex narthex() {
    return narthex;
  }

  /** The alert routers. */
  public Routers routers() {
    return routers;
  }

  /** What the controllers stand on, with queries priced as if the usual function ran them. */
  public ApiPorts api(Lifecycle lifecycle, CurrentStatus.Driver driver, ApiOptions options) {
    return api(lifecycle, driver, options, QueryBill.DEFAULT_MEGABYTES);
  }

  /**
   * What the controllers stand on.
   *
   * @param megabytes memory of the function that runs queries, for their price
   */
  public ApiPorts api(Lifecycle lifecycle, CurrentStatus.Driver driver, ApiOptions options, int megabytes) {
    NarthexConfig.QueryLimits limits = ports.configs().current().narthex().query();
    long heap = Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_QUERIES;
    QueryOptions configured = QuerySettings.of(ports.configs().current()).withLog(log);
    QueryOptions defaults = configured.withMaxBytes(Math.min(configured.maxBytes(), heap));
    // the thread that asks works too, so a query keeps all cores busy
    QueryEngine engine =
        new QueryEngine(ports.clock(), ForkJoinPool.commonPool(), 1 + ForkJoinPool.getCommonPoolParallelism(), new MemoryPool(heap));
    EngineQueries queries =
        new EngineQueries(
            engine, parts.sources(), defaults, ports.clock(), limits.maxConcurrency(), new QueryBill(Prices.US_EAST_1, megabytes));
    return new ApiPorts(
        queries,
        parts.sources(),
        new CurrentTargets(ports.configs(), sets, parts.reports(), parts.sources(), ports.clock(), ports.hostname()),
        new CurrentStatus(ports.configs(), parts.sources(), ports.clock(), driver),
        lifecycle,
        ports.registry(),
        ports.clock(),
        options,
        new CurrentRouter(routers, ports.clock()),
        rules.view());
  }
}
