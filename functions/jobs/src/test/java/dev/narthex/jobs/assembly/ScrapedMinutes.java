package dev.narthex.jobs.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.RuntimeInfo;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.RecordingQueue;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.view.CurrentStatus;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.FileSecretSource;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Twenty minutes of real targets on a virtual clock: the real jobs scrape what a folder's {@code prometheus.yml} says, merge the blocks to
 * level 1 and to level 2, and sweep away what these cover.
 */
public final class ScrapedMinutes {
  /** Begins a window of level 2. */
  public static final Instant START = Instant.ofEpochMilli(1_795_132_800_000L);
  public static final int MINUTES = 20;

  private static final Instant END = START.plus(Duration.ofMinutes(MINUTES));
  private static final String TENANT = "default";

  private final VirtualClock clock;
  private final RecordingQueue queue;
  private final ObjectStore objects;
  private final LoadedConfig config;
  private final Assembly assembly;

  /** @param clock stands at {@link #START} */
  public ScrapedMinutes(Path folder, VirtualClock clock, ObjectStore objects, Catalog catalog, ControlState state) throws IOException {
    this.clock = clock;
    this.queue = new RecordingQueue(clock);
    this.objects = objects;
    this.config = new ConfigLoader(Map.of(), Set.of()).load(folder.resolve("prometheus.yml"));
    Ports ports =
        new Ports(
            objects, catalog, state, queue, ConfigSource.of(config), new DirectoryConfigFolder(folder), new FileSecretSource(folder),
            AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), Map.of(), clock, new Random(7)::nextLong, new MetricsRegistry(), List.of(TENANT), "here", RulePorts.inMemory());
    this.assembly = Assembly.standard(ports, 8 << 20);
  }

  /** Lets the minutes pass. The phase of a shard may leave out the first of them. */
  public void scrape() {
    assembly.narthex().run(new Job.Discover(TENANT, config.sha256(), START.toEpochMilli()));
    for (Instant minute = START; minute.isBefore(END); minute = minute.plusSeconds(60)) {
      clock.set(minute);
      assembly.narthex().tick(minute);
      for (RecordingQueue.Arrival arrival : queue.take()) {
        if (arrival.job() instanceof Job.Scrape scrape && arrival.at() < END.toEpochMilli()) {
          clock.set(Instant.ofEpochMilli(arrival.at()));
          assembly.narthex().run(scrape);
          clock.set(minute);
        }
      }
    }
    clock.set(END);
  }

  /**
   * Merges and sweeps what was scraped.
   *
   * @param check called after each step with what holds the samples now
   */
  public void merge(Consumer<String> check) {
    compact(1, Duration.ofMinutes(5), Duration.ofMinutes(MINUTES + 5));
    assertThat(objects.list("b1/", "", 100)).isNotEmpty();
    check.accept("level 1");
    compact(2, Duration.ofHours(2), Duration.ofHours(3));
    assertThat(objects.list("b2/", "", 100)).hasSize(1);
    check.accept("level 2");
    for (int hours = 4; hours < 30; hours += 2) {
      clock.set(START.plus(Duration.ofHours(hours)));
      assembly.narthex().run(new Job.Sweep(TENANT, config.sha256(), clock.millis()));
    }
    assertThat(objects.list("b0/", "", 100)).isEmpty();
    assertThat(objects.list("b1/", "", 100)).isEmpty();
    check.accept("level 2 alone");
  }

  private void compact(int level, Duration window, Duration at) {
    clock.set(START.plus(at));
    for (Instant from = START; from.isBefore(END); from = from.plus(window)) {
      assembly.narthex().run(new Job.Compact(TENANT, config.sha256(), level, from.toEpochMilli(), 0));
    }
  }

  /** What answers questions about them. */
  public ApiPorts api() {
    RuntimeInfo info = new RuntimeInfo(START, "", "", new RuntimeInfo.ConfigState(true, START), 0, "");
    return assembly.api(Lifecycle.fixed(), new CurrentStatus.Driver(Map.of(), () -> info, new BuildInfo("", "", "", "")), ApiOptions.defaults());
  }
}
