package dev.narthex.alert.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each story is told once with stores that work, and then with stores that fail, by several seeds. */
class StoriesTest {
  private static final int SEEDS = 8;
  private static final String TEAM = "http://team";
  private static final String OTHER = "http://other";

  static Stream<Faults> worlds() {
    return Stream.concat(Stream.of(Faults.none()), Stream.iterate(1L, n -> n + 1).limit(SEEDS).map(Faults::seeded));
  }

  private static final String BASE =
      """
      route: {receiver: team, group_by: [alertname], group_wait: 10s, group_interval: 30s, repeat_interval: 2m}
      receivers: [{name: team, webhook_configs: [{url: 'http://team'}]}]
      """;

  @ParameterizedTest
  @MethodSource("worlds")
  void alertsOfAGroupArriveTogether(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk,host=a");
    t.at("5s").post("alertname=disk,host=b", "alertname=cpu,host=a");
    t.at("9s").expectNothing(TEAM);
    t.at("11s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b");
    t.at("16s").expectWebhook(TEAM, "+alertname=cpu,host=a");
    t.at("20s").post("alertname=disk,host=c");
    t.at("39s").expectNothing(TEAM);
    t.at("41s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b", "+alertname=disk,host=c");
    t.at("110s").expectNothing(TEAM);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whatGoesOnIsRepeatedOnTicks(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk");
    t.at("129s").post("alertname=disk").expectNothing(TEAM);
    t.at("131s").expectWebhook(TEAM, "+alertname=disk");
    t.at("249s").expectNothing(TEAM);
    t.at("251s").expectWebhook(TEAM, "+alertname=disk");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void anEndIsToldOnceAndTheGroupGoes(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk,host=a", "alertname=disk,host=b");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b");
    t.at("20s").resolve("alertname=disk,host=a");
    t.at("41s").expectWebhook(TEAM, "-alertname=disk,host=a", "+alertname=disk,host=b");
    t.at("50s").resolve("alertname=disk,host=b");
    t.at("71s").expectWebhook(TEAM, "-alertname=disk,host=b");
    t.at("80s").resolve("alertname=disk,host=b");
    t.at("4m").expectNothing(TEAM);
    if (!faults.any()) {
      assertThat(t.groups()).isZero();
    }
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void silenceOfTheSenderResolves(Faults faults) {
    Timeline t = Timeline.of("global: {resolve_timeout: 1m}\n" + BASE, faults);
    t.at("0s").post("alertname=disk");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk");
    t.at("69s").expectNothing(TEAM);
    t.at("71s").expectWebhook(TEAM, "-alertname=disk");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whatWasOverBeforeTheFirstFlushIsNotTold(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk");
    t.at("5s").resolve("alertname=disk");
    t.at("3m").expectNothing(TEAM);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whoDoesNotWantResolvedAlertsHearsOfTheNextFire(Faults faults) {
    Timeline t = Timeline.of(BASE.replace("{url: 'http://team'}", "{url: 'http://team', send_resolved: false}"), faults);
    t.at("0s").post("alertname=disk");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk");
    t.at("15s").resolve("alertname=disk");
    t.at("45s").expectNothing(TEAM);
    t.at("50s").post("alertname=disk");
    t.at("61s").expectWebhook(TEAM, "+alertname=disk");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whatWasToldBeforeASilenceIsKnownAfterIt(Faults faults) {
    Timeline t = Timeline.of(BASE.replace("repeat_interval: 2m", "repeat_interval: 5m"), faults);
    t.at("0s").post("alertname=disk");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk");
    t.at("20s").silence("alertname=disk", "20s", "100s");
    t.at("4m").post("alertname=disk").expectNothing(TEAM);
    t.at("311s").expectWebhook(TEAM, "+alertname=disk");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aBadReceiverDoesNotDelayOthers(Faults faults) {
    Timeline t = Timeline.of(BASE.replace("[{url: 'http://team'}]", "[{url: 'http://team'}, {url: 'http://other'}]"), faults);
    t.hookAnswers(OTHER, new Delivery.Retriable(Delivery.Failure.SERVER_ERROR, "status 500"));
    t.at("0s").post("alertname=disk");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk").expectNothing(OTHER);
    t.at("20s").hookWorks(OTHER);
    t.at("39s").expectWebhook(OTHER, "+alertname=disk").expectNothing(TEAM);
    t.at("100s").expectNothing(OTHER);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aReceiverThatHangsIsGivenUpAndToldOnceWhenItIsBack(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.hookHangs(TEAM, "8s");
    t.at("0s").post("alertname=disk");
    t.at("60s").expectNothing(TEAM);
    if (!faults.any()) {
      assertThat(t.history()).isNotEmpty().extracting(HistoryEntry::outcome).containsOnly(HistoryEntry.Outcome.RETRIED, HistoryEntry.Outcome.FAILED);
      assertThat(t.history()).extracting(HistoryEntry::answer).containsOnly("no answer in 8 s");
      // what was waited for is not waited for once more
      List<Instant> ends = t.history().reversed().stream().limit(2).map(HistoryEntry::at).toList();
      assertThat(Duration.between(ends.getFirst(), ends.getLast())).isEqualTo(Duration.ofSeconds(8));
    }
    t.post("alertname=disk").hookWorks(TEAM);
    t.at("101s").expectWebhook(TEAM, "+alertname=disk");
    t.at("140s").expectNothing(TEAM);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whatAReceiverRefusesComesWithTheNextFlush(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.hookAnswers(TEAM, new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "status 400"));
    t.at("0s").post("alertname=disk");
    t.at("20s").expectNothing(TEAM);
    t.at("21s").hookWorks(TEAM).resolve("alertname=disk");
    t.at("22s").post("alertname=disk");
    t.at("41s").expectWebhook(TEAM, "+alertname=disk");
    if (!faults.any()) {
      assertThat(t.history()).extracting(HistoryEntry::outcome).containsExactly(HistoryEntry.Outcome.DELIVERED, HistoryEntry.Outcome.FAILED);
      assertThat(t.history()).extracting(HistoryEntry::reason).containsOnly(NotifyReason.FIRST_NOTIFICATION);
    }
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void anAlertOlderThanGroupWaitIsToldAtOnce(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("1s").postSince("alertname=disk", 60);
    t.at("2s").expectWebhook(TEAM, "+alertname=disk");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aRestartLosesNothingAndTellsNothingTwice(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk");
    t.at("5s").restart();
    t.at("11s").expectWebhook(TEAM, "+alertname=disk");
    t.at("15s").resolve("alertname=disk").restart();
    t.at("41s").expectWebhook(TEAM, "-alertname=disk");
    t.at("45s").restart();
    t.at("3m").expectNothing(TEAM);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void theSweepFindsLostTimers(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk").loseTimers();
    t.at("60s").sweep().expectNothing(TEAM);
    t.at("75s").sweep();
    t.at("76s").expectWebhook(TEAM, "+alertname=disk");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aColdStartWaits(Faults faults) {
    Timeline t = Timeline.of(BASE, faults).startDelay("20s");
    t.at("0s").postSince("alertname=disk", 3600);
    t.at("19s").expectNothing(TEAM);
    t.at("21s").expectWebhook(TEAM, "+alertname=disk");
    t.end();
  }

  private static final String TWO_ROUTES =
      """
      route:
        {receiver: team, group_by: [alertname], group_wait: 10s, group_interval: 30s, repeat_interval: 1h,
         routes: [{matchers: ['sev=low'], receiver: other}]}
      receivers: [{name: team, webhook_configs: [{url: 'http://team'}]}, {name: other, webhook_configs: [{url: 'http://other'}]}]
      """;

  @ParameterizedTest
  @MethodSource("worlds")
  void aReloadMovesLiveAlertsAndRepeatsNothing(Faults faults) {
    Timeline t = Timeline.of(TWO_ROUTES, faults);
    t.at("0s").post("alertname=disk,sev=low", "alertname=disk,sev=high");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk,sev=high").expectWebhook(OTHER, "+alertname=disk,sev=low");
    t.at("15s").reload(TWO_ROUTES.replace("sev=low", "sev=high"));
    t.at("26s").expectWebhook(OTHER, "+alertname=disk,sev=high");
    t.at("42s").expectWebhook(TEAM, "+alertname=disk,sev=low");
    t.at("5m").expectNothing(OTHER);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aReloadOfTheSameKeepsTimers(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk,host=a");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk,host=a");
    t.at("20s").post("alertname=disk,host=b").reload(BASE);
    t.at("39s").expectNothing(TEAM);
    t.at("41s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aReloadAsAlertmanagerDoesItFlushesAtOnce(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk,host=a");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk,host=a");
    t.at("20s").post("alertname=disk,host=b").reloadAndResetTimers(BASE);
    t.at("21s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b");
    t.end();
  }

  private static final String INHIBITED =
      BASE + "inhibit_rules: [{source_matchers: [alertname=node], target_matchers: [alertname=disk], equal: [host]}]\n";

  @ParameterizedTest
  @MethodSource("worlds")
  void aFiringSourceInhibitsAndAnyOneSuffices(Faults faults) {
    Timeline t = Timeline.of(INHIBITED, faults);
    t.at("0s").post("alertname=node,host=a,rack=1", "alertname=node,host=a,rack=2");
    t.at("1s").post("alertname=disk,host=a", "alertname=disk,host=b");
    t.at("10s").expectWebhook(TEAM, "+alertname=node,host=a,rack=1", "+alertname=node,host=a,rack=2");
    t.at("12s").expectWebhook(TEAM, "+alertname=disk,host=b");
    t.at("25s").resolve("alertname=node,host=a,rack=1");
    t.at("40s").expectWebhook(TEAM, "-alertname=node,host=a,rack=1", "+alertname=node,host=a,rack=2");
    t.at("60s").expectNothing(TEAM);
    t.at("61s").resolve("alertname=node,host=a,rack=2");
    t.at("70s").expectWebhook(TEAM, "-alertname=node,host=a,rack=2");
    t.at("72s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whatIsNotInhibitedAnyMoreIsTold(Faults faults) {
    Timeline t = Timeline.of(INHIBITED.replace("receiver: team,", "receiver: team, routes: [{matchers: [alertname=node], receiver: nobody}],")
        .replace("receivers: [", "receivers: [{name: nobody}, "), faults);
    t.at("0s").post("alertname=node,host=a");
    t.at("1s").post("alertname=disk,host=a");
    t.at("12s").expectNothing(TEAM);
    t.at("20s").resolve("alertname=node,host=a");
    t.at("42s").expectWebhook(TEAM, "+alertname=disk,host=a");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aSilenceHoldsFromTheMomentItStandsUntilItEnds(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk,host=a");
    String id = t.silence("host=a", "0s", "10m");
    t.at("12s").expectNothing(TEAM);
    t.at("41s").expectNothing(TEAM);
    t.at("50s").expire(id);
    t.at("71s").expectWebhook(TEAM, "+alertname=disk,host=a");
    t.at("75s").silence("host=a", "80s", "90s");
    t.at("2m").post("alertname=disk,host=b");
    t.at("131s").expectWebhook(TEAM, "+alertname=disk,host=a", "+alertname=disk,host=b");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void anEditedSilenceEndsEarlier(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    t.at("0s").post("alertname=disk,host=a");
    String id = t.silence("host=a", "0s", "10m");
    t.at("20s").silence(id, "host=a", "0s", "35s");
    t.at("39s").expectNothing(TEAM);
    t.at("41s").expectWebhook(TEAM, "+alertname=disk,host=a");
    t.end();
  }

  private static final String NIGHT =
      """
      route:
        {receiver: team, group_by: [alertname], group_wait: 10s, group_interval: 30m, repeat_interval: 10h,
         routes: [{matchers: ['sev=low'], mute_time_intervals: [night]}]}
      receivers: [{name: team, webhook_configs: [{url: 'http://team'}]}]
      time_intervals: [{name: night, time_intervals: [{times: [{start_time: '01:00', end_time: '03:30'}], location: Europe/Berlin}]}]
      """;

  @ParameterizedTest
  @MethodSource("worlds")
  void anIntervalEndsByTheWallClockWhenSpringSkipsAnHour(Faults faults) {
    // 2026-03-29: at 02:00 the clocks in Berlin go to 03:00; 01:45 CET is 00:45Z, 03:30 CEST is 01:30Z
    Timeline t = Timeline.from("2026-03-29T00:44:50Z", "global: {resolve_timeout: 12h}\n" + NIGHT, faults);
    t.at("0s").post("alertname=disk,sev=low");
    t.at("40m").expectNothing(TEAM);
    t.at("1h1m").expectWebhook(TEAM, "+alertname=disk,sev=low");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void anIntervalLastsLongerWhenAutumnRepeatsAnHour(Faults faults) {
    // 2026-10-25: at 03:00 CEST the clocks go back to 02:00; 01:00 CEST is 23:00Z, 03:30 CET is 02:30Z
    Timeline t = Timeline.from("2026-10-24T23:00:00Z", "global: {resolve_timeout: 12h}\n" + NIGHT, faults);
    t.at("0s").post("alertname=disk,sev=low");
    t.at("3h29m").expectNothing(TEAM);
    t.at("3h31m").expectWebhook(TEAM, "+alertname=disk,sev=low");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void namesMayBeAnyText(Faults faults) {
    Timeline t = Timeline.of(BASE.replace("[alertname]", "['имя тревоги', '日本']"), faults);
    t.at("0s").post("имя тревоги=диск,日本=東京", "имя тревоги=диск,日本=大阪");
    t.at("11s").expectAlerts(TEAM, 2);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aStormOfThousandsArrivesWhole(Faults faults) {
    Timeline t = Timeline.of(BASE, faults);
    List<IncomingAlert> storm = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      storm.add(Timeline.alert("alertname=disk,host=h" + i, Optional.empty(), Optional.empty()));
    }
    t.at("0s").postAll(storm);
    t.at("11s").expectAlerts(TEAM, 5_000);
    t.at("20s").postAll(storm).expectAlerts(TEAM, 0);
    t.at("41s").expectAlerts(TEAM, 0);
    t.end();
  }

  @Test
  void millisecondsAreLegal() {
    Timeline t = Timeline.of(BASE.replace("10s", "10ms").replace("30s", "100ms").replace("2m", "1ms"), Faults.none());
    t.at("0s").post("alertname=disk");
    t.at("11ms").expectWebhook(TEAM, "+alertname=disk");
    t.at("111ms").expectWebhook(TEAM, "+alertname=disk");
    t.at("150ms").resolve("alertname=disk");
    t.at("212ms").expectWebhook(TEAM, "-alertname=disk");
    t.end();
  }

  @Test
  void aRetryWaitsALittleLongerEachTimeAndTheNextFlushGoesOn() {
    Timeline t = Timeline.of(BASE, Faults.none());
    t.hookAnswers(TEAM, new Delivery.Retriable(Delivery.Failure.DEADLINE_EXCEEDED, "no answer"));
    t.at("0s").post("alertname=disk");
    t.at("39s").expectNothing(TEAM);
    List<HistoryEntry> first = t.history();
    assertThat(first).hasSizeBetween(5, 10).extracting(HistoryEntry::outcome).containsOnly(HistoryEntry.Outcome.RETRIED, HistoryEntry.Outcome.FAILED);
    assertThat(first.getLast().attempt()).isEqualTo(1);
    t.hookWorks(TEAM).at("41s").expectWebhook(TEAM, "+alertname=disk");
    assertThat(t.history().getFirst().attempt()).as("a new flush counts anew").isEqualTo(1);
    t.end();
  }

  @Test
  void whatIsSentAgainAfterACrashIsCalledARepeat() {
    Timeline t = Timeline.of(BASE, Faults.none());
    t.at("0s").post("alertname=disk").logRefuses();
    t.at("12s").expectWebhook(TEAM, "+alertname=disk");
    t.logTakes().at("9m").post("alertname=disk");
    assertThat(t.history().stream().filter(e -> e.certainty() == HistoryEntry.Certainty.MAY_REPEAT)).hasSize(1);
    t.end();
  }

  @Test
  void anUnchangedPostCostsNoWriteUntilHalfOfItsTimeIsOver() {
    Timeline t = Timeline.of(BASE, Faults.none());
    t.at("0s").post("alertname=disk");
    t.at("1m").post("alertname=disk");
    t.at("2m").post("alertname=disk");
    assertThat(t.version("alertname=disk")).isEqualTo(1);
    t.at("3m").post("alertname=disk");
    assertThat(t.version("alertname=disk")).isEqualTo(2);
  }

  @Test
  void whatIsNoAlertIsRefusedAndTheRestIsTaken() {
    Timeline t = Timeline.of(BASE, Faults.none());
    IncomingAlert nameless = new IncomingAlert(Timeline.labels("a="), Labels.empty(), Optional.empty(), Optional.empty(), "");
    assertThat(t.tryPost(nameless)).singleElement().asString().contains("invalid label set");
    assertThat(t.tryPost(Timeline.alert("a=b", Optional.of(java.time.Instant.MAX), Optional.of(java.time.Instant.EPOCH))))
        .containsExactly("start time must be before end time");
  }
}
