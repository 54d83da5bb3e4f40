package dev.narthex.jobs.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueueException;
import dev.narthex.jobs.RecordingQueue;
import dev.narthex.jobs.Schedule;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.target.Shard;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickPlannerTest {
  private static final Instant MINUTE = Instant.parse("2026-11-20T10:00:00Z");
  private static final long NEXT = MINUTE.toEpochMilli() + 60_000;
  private static final String TENANT = "default";

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(MINUTE.plusSeconds(7));
  private final MemoryControlState state = new MemoryControlState();
  private final TargetSets sets = new TargetSets(new MemoryObjectStore(clock), state);
  private final RecordingQueue queue = new RecordingQueue(clock);
  private TickPlanner planner;
  private LoadedConfig config;

  @BeforeEach
  void publish() throws Exception {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    config = new ConfigLoader(Map.of(), Set.of()).load(file);
    Target target = new Target(new TargetIdentity(1, 2), "node", Labels.empty(), Labels.empty(), "http://h", 15_000, 10_000, Labels.empty());
    Shard fast = new Shard("node-0", 15_000, List.of(target));
    Shard slow = new Shard("slow-0", 300_000, List.of(target));
    sets.publish(TENANT, sets.current(TENANT), new TargetSet("c", List.of(fast, slow), List.of()), 0);
    planner = new TickPlanner(ConfigSource.of(config), List.of(TENANT), List.of(new ScrapeWork(sets)), state, new Dispatcher(queue, clock));
    planner.plan(MINUTE.minusSeconds(60)); // the tick before, which planned MINUTE
    queue.take();
  }

  @Test
  void sendsTheNextMinuteSoThatEachJobArrivesAtItsSlot() {
    planner.plan(MINUTE.plusSeconds(3));
    List<RecordingQueue.Arrival> sent = queue.take();
    assertThat(sent).allSatisfy(arrival -> assertThat(arrival.at()).isEqualTo(((Job.Scrape) arrival.job()).tick()));
    long phase = Schedule.of("node-0", 15_000).phase();
    assertThat(sent)
        .filteredOn(arrival -> ((Job.Scrape) arrival.job()).shard().equals("node-0"))
        .extracting(RecordingQueue.Arrival::at)
        .containsExactly(NEXT + phase, NEXT + phase + 15_000, NEXT + phase + 30_000, NEXT + phase + 45_000);
  }

  @Test
  void aShardOfFiveMinutesIsSentOnceInFiveMinutes() {
    int sent = 0;
    for (int minute = 0; minute < 10; minute++) {
      planner.plan(clock.instant());
      sent += (int) queue.take().stream().filter(arrival -> ((Job.Scrape) arrival.job()).shard().equals("slow-0")).count();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(sent).isEqualTo(2);
  }

  @Test
  void duplicatesAreFree() {
    planner.plan(MINUTE);
    queue.take();
    clock.advance(Duration.ofSeconds(40));
    planner.plan(MINUTE);
    planner.plan(MINUTE.plusSeconds(59));
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void theNextTickSendsWhatALostOneDidNot() {
    clock.set(MINUTE.plusSeconds(60 + 20));
    planner.plan(MINUTE.plusSeconds(60));
    List<RecordingQueue.Arrival> sent = queue.take().stream().filter(arrival -> ((Job.Scrape) arrival.job()).shard().equals("node-0")).toList();
    long phase = Schedule.of("node-0", 15_000).phase();
    long now = clock.millis();
    // What is left of the lost minute (no slot older than an interval, late ones at once), then the next minute.
    for (RecordingQueue.Arrival arrival : sent) {
      long slot = ((Job.Scrape) arrival.job()).tick();
      assertThat(arrival.at()).isEqualTo(Math.max(slot, now));
      assertThat(slot).isGreaterThanOrEqualTo(now - 15_000);
    }
    assertThat(sent).extracting(arrival -> ((Job.Scrape) arrival.job()).tick()).contains(NEXT + phase + 45_000, NEXT + 60_000 + phase).doesNotHaveDuplicates();
  }

  @Test
  void aTickThatDiedBeforeItsMarkIsRepeated() {
    queue.fail(true);
    assertThatThrownBy(() -> planner.plan(MINUTE)).isInstanceOf(JobQueueException.class);
    queue.fail(false);
    planner.plan(MINUTE);
    assertThat(queue.take()).isNotEmpty();
  }

  @Test
  void resumeSendsTheRestOfWhatWasPlanned() {
    planner.plan(MINUTE);
    queue.take();
    clock.set(MINUTE.plusSeconds(50));
    planner.resume(clock.instant());
    List<RecordingQueue.Arrival> sent = queue.take();
    assertThat(sent).isNotEmpty().allSatisfy(arrival -> assertThat(arrival.at()).isGreaterThanOrEqualTo(clock.millis()));
    assertThat(sent).extracting(RecordingQueue.Arrival::at).anyMatch(at -> at > NEXT + 40_000);
  }
}
