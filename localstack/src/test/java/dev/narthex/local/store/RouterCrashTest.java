package dev.narthex.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.AlertmanagerReader;
import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterSweep;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.silence.Silences;
import dev.narthex.jobs.alert.store.TableStores;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The router on a disk that dies at any write or sync, with the power cut or without: an alert that was taken is told, and what is told
 * twice for one flush was announced.
 */
class RouterCrashTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final String CONFIG =
      """
      route: {receiver: team, group_by: [group], group_wait: 1s, group_interval: 10s, repeat_interval: 4h}
      receivers: [{name: team, webhook_configs: [{url: 'http://127.0.0.1:9/'}]}]
      """;

  @TempDir Path folder;

  private record Due(Instant at, Consumer<Flusher> call) {}

  /** What outlives every process: who was told what. */
  private static final class World {
    private Instant now = NOON;
    private final RouterMetrics metrics = new RouterMetrics(new MetricsRegistry());
    private final Set<Labels> owed = new HashSet<>();
    private final Set<Labels> told = new HashSet<>();
    private final List<String> flushes = new ArrayList<>();
    private int posted;

    Delivery tell(Notification notification) {
      notification.alerts().forEach(alert -> told.add(alert.labels()));
      flushes.add(notification.groupKey() + notification.flushedAt());
      return new Delivery.Delivered(Map.of(), "ok");
    }
  }

  /** A process. */
  private static final class Life {
    private final World world;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Alerts alerts;
    private final Flusher flusher;
    private final RouterSweep sweep;

    Life(World world, TableFile file, Random random) {
      this.world = world;
      InstantSource clock = () -> world.now;
      RouterStores stores = TableStores.of(new EmbeddedControlState(file, clock), "default", clock);
      AlertmanagerConfig read = new AlertmanagerReader(MatcherMode.FALLBACK, PromDuration.parse("120h")).read("alertmanager.yml", CONFIG);
      RouterConfig config = RouterConfig.of(read, entry -> world::tell, (templates, bare) -> templates);
      Timers timers =
          new Timers() {
            @Override
            public void flush(String group, long seq, Instant at) {
              due.add(new Due(at, f -> f.flush(group, seq)));
            }

            @Override
            public void deliver(String group, long seq, String integration, Instant at) {
              due.add(new Due(at, f -> f.deliver(group, seq, integration)));
            }
          };
      alerts = new Alerts(stores.alerts(), stores.groups(), stores.safety(), timers, () -> read, clock, IngestOptions.DEFAULT, world.metrics);
      flusher = new Flusher(stores, timers, () -> config, alerts, clock, random::nextLong, FlushOptions.DEFAULT, world.metrics);
      sweep = new RouterSweep(stores, timers, alerts, new Silences(stores.silences(), clock, () -> "id", Silences.Limits.DEFAULT), () -> config, clock, world.metrics);
    }

    void post(Random random) {
      List<IncomingAlert> some = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        Labels labels = Labels.of("alertname", "a" + world.posted, "group", "g" + world.posted % 4);
        world.posted++;
        some.add(new IncomingAlert(labels, Labels.empty(), Optional.of(world.now), Optional.of(NOON.plusSeconds(7_200)), ""));
      }
      alerts.post(some);
      some.forEach(alert -> world.owed.add(alert.labels()));
    }

    /** Fires what is due; what fails comes again in a second. */
    void turn() {
      for (Due next = due.peek(); next != null && !next.at.isAfter(world.now); next = due.peek()) {
        due.remove();
        try {
          next.call.accept(flusher);
        } catch (StoreUnavailableException e) {
          due.add(new Due(world.now.plusSeconds(1), next.call));
        }
      }
    }
  }

  @Test
  void whoWasTakenIsToldWheneverItEnds() throws IOException {
    int announced = 0;
    for (int seed = 1; seed <= 15; seed++) {
      Random random = new Random(seed);
      Path tables = Files.createDirectories(folder.resolve("seed" + seed)).resolve("catalog.mv");
      World world = new World();
      for (int life = 0; life < 5; life++) {
        int death = 8 + random.nextInt(60);
        WeakDisk disk = new WeakDisk(call -> call >= death);
        live(world, new TableFile(tables, new TableLog.Options(20_000, disk, Runnable::run)), random, 3, () -> disk.calls() <= death);
        if (random.nextBoolean()) {
          disk.cutPower(random);
        }
        world.now = world.now.plusSeconds(random.nextInt(4));
      }
      int[] left = {60};
      try (TableFile file = new TableFile(tables)) {
        live(world, file, random, 0, () -> left[0]-- > 0);
      }
      assertThat(world.told).as("seed %d", seed).containsAll(world.owed);
      int again = world.flushes.size() - new HashSet<>(world.flushes).size();
      assertThat(again).as("seed %d: repeats", seed).isLessThanOrEqualTo((int) world.metrics.mayRepeatTotal());
      announced += (int) world.metrics.mayRepeatTotal();
    }
    assertThat(announced).as("some crash fell between claiming and logging").isPositive();
  }

  /**
   * A process from its start to its end.
   *
   * @param posts in so many of ten turns somebody posts
   */
  private static void live(World world, TableFile file, Random random, int posts, BooleanSupplier alive) {
    Life life = new Life(world, file, random);
    boolean resumed = false;
    while (alive.getAsBoolean()) {
      try {
        if (!resumed) {
          life.sweep.resume();
          resumed = true;
        }
        life.turn();
        if (random.nextInt(10) < posts) {
          life.post(random);
        }
      } catch (StoreUnavailableException e) {
        assertThat(e).as("the sender hears of it, and would post again").hasMessageContaining("catalogue file");
      }
      world.now = world.now.plusSeconds(1);
    }
  }
}
