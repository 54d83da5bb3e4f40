package dev.narthex.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.Narthex;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.assembly.Assembly;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.net.AddressPolicy;
import dev.narthex.rules.MemoryRuleState;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.simulation.Readings;
import dev.narthex.tsdb.store.MemoryObjectStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a day of live scraping through the functions as they are assembled: ticks plan, scrapes ask a real server on loopback,
 * blocks go up all levels, sweeps clean up, and all the while jobs are lost, repeated and run in a process that knows nothing. Every
 * sample that the server gave is found exactly once.
 */
class DayOfScrapingTest {
  private static final String TENANT = "default";
  private static final Instant START = Instant.parse("2026-11-27T22:30:00Z");
  private static final long END = Instant.parse("2026-11-29T01:50:00Z").toEpochMilli();

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(START);
  private final MemoryObjectStore objects = new MemoryObjectStore(clock);
  private final MemoryCatalog items = new MemoryCatalog();
  private final MemoryControlState state = new MemoryControlState();
  private final VirtualQueue queue = new VirtualQueue(clock);
  private final Random random = new Random(26);
  /** What the server gave, by the virtual time of the scrape. */
  private final ConcurrentMap<String, TreeMap<Long, Double>> given = new ConcurrentHashMap<>();
  private final HttpServer server = server();

  private HttpServer server() {
    try {
      HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext("/", exchange -> {
        byte[] body = body(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
      made.start();
      return made;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A counter that resets now and then, a gauge with decimals, and a series that is there in every other half hour only. */
  private String body(String path) {
    long now = clock.millis();
    double counter = (now - START.toEpochMilli()) / 1000 % 40_000;
    double gauge = (now / 1000 * 7919 % 10_007) / 100.0;
    StringBuilder text = new StringBuilder("requests_total{path=\"" + path + "\"} " + counter + "\nload{path=\"" + path + "\"} " + gauge + "\n");
    keep("requests_total" + path, now, counter);
    keep("load" + path, now, gauge);
    if (now / (30 * Windows.MINUTE) % 2 == 0) {
      text.append("guest{path=\"").append(path).append("\"} 1\n");
      keep("guest" + path, now, 1);
    }
    return text.toString();
  }

  private void keep(String series, long time, double value) {
    TreeMap<Long, Double> samples = given.computeIfAbsent(series, s -> new TreeMap<>());
    synchronized (samples) {
      samples.put(time, value);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private LoadedConfig config() throws Exception {
    String text =
        """
        scrape_configs:
          - job_name: fast
            scrape_interval: 30s
            metrics_path: /fast
            static_configs: [{targets: ["127.0.0.1:PORT"]}]
          - job_name: slow
            scrape_interval: 60s
            metrics_path: /slow
            static_configs: [{targets: ["127.0.0.1:PORT"]}]
        """;
    String ported = text.replace("PORT", Integer.toString(server.getAddress().getPort()));
    return new ConfigLoader(Map.of(), Set.of()).load(Files.writeString(folder.resolve("prometheus.yml"), ported));
  }

  private Narthex process(LoadedConfig config) {
    ConfigFolder nothing = new ConfigFolder() {
      @Override
      public Optional<String> read(String path) {
        return Optional.empty();
      }

      @Override
      public List<String> matching(String pattern) {
        return List.of();
      }
    };
    Ports ports =
        new Ports(
            objects, items, state, queue, ConfigSource.of(config), nothing, SecretSource.none(), AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), Map.of(),
            clock, random::nextLong, new MetricsRegistry(), List.of(TENANT), "simulation", new RulePorts(new MemoryRuleState(), "http://simulation"), RouterPorts.bare());
    return Assembly.standard(ports, 1 << 20).narthex();
  }

  @Test
  void everySampleOfADayIsFoundExactlyOnce() throws Exception {
    LoadedConfig config = config();
    Narthex narthex = process(config);
    for (long minute = START.toEpochMilli(); minute < END; minute += Windows.MINUTE) {
      clock.set(Instant.ofEpochMilli(minute));
      if (random.nextInt(200) == 0) {
        narthex = process(config); // cold: no parser, layout or cache is left
      }
      if (random.nextInt(50) != 0) { // a lost tick is made good by the next one
        narthex.tick(clock.instant());
      }
      while (queue.next().filter(at -> at < clock.millis() - clock.millis() % Windows.MINUTE + Windows.MINUTE).isPresent()) {
        long at = queue.next().orElseThrow();
        clock.set(Instant.ofEpochMilli(Math.max(at, clock.millis())));
        Job job = queue.take();
        if (random.nextInt(100) != 0 || job instanceof Job.Scrape) { // what is lost is found by content
          narthex.run(job);
        }
        if (random.nextInt(20) == 0) {
          narthex.run(job);
        }
      }
      if (minute % (4 * Windows.HOUR) == 0) {
        check();
      }
    }
    check();
    assertThat(blocks(3)).as("the evening and the day after it").isEqualTo(2);
    assertThat(blocks(2)).as("the day's blocks of level 2 are swept").isLessThanOrEqualTo(3);
    assertThat(blocks(0)).isLessThan(200);
  }

  private long blocks(int level) {
    return objects.list("b" + level + "/", "", 1000).size();
  }

  private void check() {
    TimeRange all = TimeRange.closed(START.toEpochMilli() - Windows.HOUR, clock.millis());
    BlockSeriesSource source = new BlockSeriesSource(objects, items, clock, 15 * Windows.DAY, TENANT, new ReadCache(0), ReadListener.NONE);
    LabelMatcher ours = LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "path", "");
    Map<Labels, TreeMap<Long, Double>> read = Readings.read(source, all, ours);
    assertThat(read).hasSize(given.size());
    read.forEach((labels, samples) -> {
      samples.values().removeIf(StaleMarker::isStale);
      assertThat(samples).as(labels.toString()).isEqualTo(given.get(labels.metricName() + labels.get("path")));
    });
    CatalogView view = new CatalogReader(items, clock, 15 * Windows.DAY).read(TENANT, all);
    long stored = 0;
    for (BlockItem block : view.blocks()) {
      if (!view.isCovered(block.key())) {
        stored += BlockSummary.decode(block.key().object(), block.shape()).samples();
      }
    }
    long scrapes = given.get("load/fast").size() + given.get("load/slow").size();
    long exposed = given.values().stream().mapToLong(TreeMap::size).sum();
    assertThat(stored).as("samples of blocks in force: those given and five of each scrape itself").isEqualTo(exposed + 5 * scrapes);
  }
}
