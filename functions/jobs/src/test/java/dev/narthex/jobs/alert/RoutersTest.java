package dev.narthex.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.SilenceException;
import dev.narthex.api.Tenant;
import dev.narthex.api.alertmanager.AlertGroup;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.MeteredControlState;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutersTest {
  private static final String ROUTER = "route: {receiver: nobody, group_wait: 20m}\nreceivers: [{name: nobody}]\ntemplates: ['t/*.tmpl']\n";

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final List<JobQueue.DelayedJob> sent = new ArrayList<>();

  private LoadedConfig load() throws IOException {
    Path main = Files.writeString(folder.resolve("prometheus.yml"), "{}");
    return new ConfigLoader(Map.of(), Set.of(), List.of(new RouterFiles(RouterOptions.defaults("http://here"), clock))).load(main);
  }

  private Routers routers(LoadedConfig config) {
    return routers(config, new MemoryControlState());
  }

  private Routers routers(LoadedConfig config, ControlState state) {
    return RouterAssembly.build(
        RouterPorts.bare(), state, sent::addAll, ConfigSource.of(config), List.of("default"), SecretSource.none(),
        AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), clock, () -> 5, new MetricsRegistry());
  }

  @Test
  void filesOfTheRouterBelongToTheVersionAndAMistakeInThemRefusesIt() throws IOException {
    Files.createDirectory(folder.resolve("t"));
    Files.writeString(folder.resolve("t/a.tmpl"), "{{ define \"a\" }}x{{ end }}");
    Files.writeString(folder.resolve("alertmanager.yml"), ROUTER);
    LoadedConfig good = load();
    assertThat(good.files()).containsKeys("alertmanager.yml", "t/a.tmpl");
    assertThat(routers(good).config()).isPresent();
    Files.writeString(folder.resolve("t/a.tmpl"), "{{ define }}");
    assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).hasMessageContaining("t/a.tmpl");
    Files.writeString(folder.resolve("alertmanager.yml"), ROUTER + "routes: []\n");
    assertThatThrownBy(this::load).hasMessageStartingWith("alertmanager.yml:4: unknown key \"routes\"");
  }

  @Test
  void aTimerBeyondTheReachOfQueuesIsChained() throws IOException {
    Files.writeString(folder.resolve("alertmanager.yml"), ROUTER);
    Routers routers = routers(load());
    routers.of("default").alerts().post(List.of(new IncomingAlert(Labels.of("alertname", "x"), Labels.empty(), Optional.empty(), Optional.empty(), "")));
    assertThat(sent).singleElement().satisfies(job -> assertThat(job.delay()).isEqualTo(JobQueue.MAX_DELAY));
    clock.advance(JobQueue.MAX_DELAY);
    assertThat(routers.flush().run((Job.Flush) sent.getFirst().job())).isInstanceOf(JobOutcome.Done.class);
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().delay()).isEqualTo(Duration.ofMinutes(5));
    clock.advance(Duration.ofMinutes(5));
    routers.flush().run((Job.Flush) sent.getLast().job());
    assertThat(sent).as("the next flush is armed").hasSize(3);
    assertThat(routers.flush().run((Job.Flush) sent.getFirst().job())).as("the alert ended by resolve_timeout before anybody was told: the group is gone").isInstanceOf(JobOutcome.Obsolete.class);
    assertThat(new CurrentRouter(routers, clock).alerts(new Tenant("default"))).isEmpty();
  }

  @Test
  void whatNarthexYmlAddsIsSeenInTheApiAndLookedAfterByTheMinute() throws IOException {
    Files.writeString(folder.resolve("alertmanager.yml"), ROUTER);
    Files.writeString(
        folder.resolve("narthex.yml"),
        """
        alerts:
          recurring_silences: [{name: noon, matchers: [alertname=x], windows: [{every: day, from: "11:00", to: "13:00"}]}]
          dead_man_switches: [{name: rules, matchers: [alertname=Watchdog], within: 2m, receiver: nobody}]
        """);
    Routers routers = routers(load());
    CurrentRouter api = new CurrentRouter(routers, clock);
    Tenant tenant = new Tenant("default");
    Silence noon = api.silences(tenant).all().getFirst();
    assertThat(noon.createdBy()).isEqualTo("narthex.yml");
    assertThat(api.silences(tenant).get(noon.id())).contains(noon);
    assertThatThrownBy(() -> api.silences(tenant).expire(noon.id())).isInstanceOf(SilenceException.class).hasMessageContaining("recurring_silences in narthex.yml");
    routers.of("default").alerts().post(List.of(new IncomingAlert(Labels.of("alertname", "x"), Labels.empty(), Optional.empty(), Optional.empty(), "")));
    assertThat(api.alerts(tenant)).singleElement().satisfies(alert -> assertThat(alert.silencedBy()).containsExactly(noon.id()));
    for (int minute = 0; minute < 4; minute++) {
      routers.remind();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(api.alerts(tenant)).filteredOn(a -> a.alert().labels().get("alertname").equals("DeadManSwitch")).singleElement()
        .satisfies(a -> assertThat(a.receivers()).containsExactly("nobody"));
    clock.advance(Duration.ofHours(1));
    assertThat(api.silences(tenant).all()).as("it is past one").isEmpty();
  }

  @Test
  void groupsAreShownAsTheyStandWithTheirRouteLabelsExpanded() throws IOException {
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route:
          receiver: all
          group_by: [alertname]
          labels: {runbook: 'https://wiki/{{ .GroupLabels.alertname }}/{{ len .Alerts }}'}
          routes:
          - {matchers: [team="db"], receiver: db, continue: true, labels: {channel: '#{{ .CommonLabels.team }}', both: '{{ routeLabels "channel" }}!'}}
          - {matchers: [alertname=~".+"], receiver: all, mute_time_intervals: [noon]}
        receivers: [{name: all}, {name: db}]
        time_intervals: [{name: noon, time_intervals: [{times: [{start_time: "11:00", end_time: "13:00"}]}]}]
        """);
    Routers routers = routers(load());
    CurrentRouter api = new CurrentRouter(routers, clock);
    Tenant tenant = new Tenant("default");
    assertThat(api.groups(tenant)).isEmpty();
    for (String instance : List.of("b", "a")) {
      Labels labels = Labels.of("alertname", "Slow", "team", "db", "instance", instance);
      routers.of("default").alerts().post(List.of(new IncomingAlert(labels, Labels.empty(), Optional.empty(), Optional.empty(), "")));
    }
    assertThat(api.groups(tenant)).extracting(AlertGroup::receiver).containsExactlyInAnyOrder("db", "all");
    assertThat(api.groups(tenant)).filteredOn(g -> g.receiver().equals("db")).singleElement().satisfies(group -> {
      assertThat(group.routeLabels()).containsExactly(Map.entry("both", "#db!"), Map.entry("channel", "#db"), Map.entry("runbook", "https://wiki/Slow/2"));
      assertThat(group.alerts()).hasSize(2).allSatisfy(alert -> assertThat(alert.state()).isEqualTo("active"));
    });
    assertThat(api.groups(tenant)).filteredOn(g -> g.receiver().equals("all")).singleElement().satisfies(group -> {
      assertThat(group.routeLabels()).containsExactly(Map.entry("runbook", "https://wiki/Slow/2"));
      assertThat(group.alerts()).allSatisfy(alert -> assertThat(alert.mutedBy()).containsExactly("noon")).allSatisfy(alert -> assertThat(alert.state()).isEqualTo("suppressed"));
    });
    assertThat(api.alerts(tenant)).hasSize(2).allSatisfy(alert -> {
      assertThat(alert.receivers()).containsExactly("db", "all");
      assertThat(alert.mutedBy()).isEmpty();
      assertThat(alert.state()).isEqualTo("active");
    });
    clock.advance(Duration.ofMinutes(6));
    assertThat(api.groups(tenant)).as("all alerts are over by resolve_timeout").isEmpty();
  }

  @Test
  void aSweepReadsAlertsGroupsAndSilencesOnce() throws IOException {
    Files.writeString(folder.resolve("alertmanager.yml"), ROUTER);
    RequestLog requests = new RequestLog();
    Routers routers = routers(load(), new MeteredControlState(new MemoryControlState(), requests));
    routers.of("default").alerts().post(List.of(new IncomingAlert(Labels.of("alertname", "x"), Labels.empty(), Optional.empty(), Optional.empty(), "")));
    requests.reset();
    assertThat(routers.after(sweep -> new JobOutcome.Done()).run(new Job.Sweep("default", "c", clock.millis()))).isInstanceOf(JobOutcome.Done.class);
    assertThat(requests.requests(RequestKind.STATE_READ)).isEqualTo(3);
    assertThat(requests.requests(RequestKind.STATE_WRITE)).isZero();
  }

  @Test
  void withoutTheFileThereIsNoRouter() throws IOException {
    Routers routers = routers(load());
    assertThat(routers.config()).isEmpty();
    assertThat(routers.flush().run(new Job.Flush("default", "c", "g", 1))).isInstanceOf(JobOutcome.Obsolete.class);
    routers.resume();
    new RouterSink(routers).send("default", List.of());
    assertThat(sent).isEmpty();
  }
}
