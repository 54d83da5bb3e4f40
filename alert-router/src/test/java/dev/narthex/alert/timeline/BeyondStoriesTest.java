package dev.narthex.alert.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.Delivery;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What narthex.yml adds to the router, told as stories: with stores that work, and with stores that fail, by several seeds. */
class BeyondStoriesTest {
  private static final String TEAM = "http://team";
  private static final String CALL = "http://call";
  private static final String NOON = "2026-01-01T12:00:00Z";

  private static final String BASE =
      """
      route: {receiver: team, group_by: [alertname], group_wait: 10s, group_interval: 30s, repeat_interval: 1h}
      receivers:
      - {name: team, webhook_configs: [{url: 'http://team'}]}
      - {name: call, webhook_configs: [{url: 'http://call'}]}
      """;

  static Stream<Faults> worlds() {
    return StoriesTest.worlds();
  }

  // ---- recurring silences

  private static final String NIGHT =
      """
      recurring_silences:
      - name: night
        matchers: ['severity="info"']
        zone: Europe/Berlin
        windows: [{every: day, from: "22:00", to: "06:00"}]
      """;

  @ParameterizedTest
  @MethodSource("worlds")
  void aNightIsSilentAndTheMorningTells(Faults faults) {
    // 04:58 UTC is 05:58 in Berlin
    Timeline t = Timeline.beyond("2026-01-02T04:58:00Z", BASE, NIGHT, faults);
    t.at("0s").post("alertname=disk,severity=info", "alertname=disk,severity=page");
    t.at("11s").expectWebhook(TEAM, "+alertname=disk,severity=page");
    t.at("100s").expectNothing(TEAM);
    t.at("131s").expectWebhook(TEAM, "+alertname=disk,severity=info", "+alertname=disk,severity=page");
    if (!faults.any()) {
      HistoryEntry held = t.history().stream().filter(e -> e.outcome() == HistoryEntry.Outcome.HELD_BACK).findFirst().orElseThrow();
      assertThat(held.reason()).isEqualTo(NotifyReason.RECURRING_SILENCE);
      assertThat(held.answer()).isEqualTo("recurring silence night");
      assertThat(held.alerts()).extracting(told -> told.labels().get("severity")).containsExactly("info");
      assertThat(t.history()).as("one entry however many flushes it held").filteredOn(e -> e.outcome() == HistoryEntry.Outcome.HELD_BACK).hasSize(1);
    }
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void theNightOfTheLeapEndsByTheClock(Faults faults) {
    // 2026-03-29: six o'clock in Berlin is 04:00 UTC, no longer 05:00
    Timeline t = Timeline.beyond("2026-03-29T03:59:00Z", BASE, NIGHT, faults);
    t.at("0s").post("alertname=disk,severity=info");
    t.at("59s").expectNothing(TEAM);
    t.at("71s").expectWebhook(TEAM, "+alertname=disk,severity=info");
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void anotherFileEndsASilenceAtTheNextFlush(Faults faults) {
    Timeline t = Timeline.beyond("2026-01-02T03:00:00Z", BASE, NIGHT, faults);
    t.at("0s").post("alertname=disk,severity=info");
    t.at("25s").expectNothing(TEAM).reloadOwn(BASE, "{}");
    t.at("41s").expectWebhook(TEAM, "+alertname=disk,severity=info");
    t.end();
  }

  // ---- rate limits

  private static final String TWO_A_MINUTE = "rate_limits: [{receiver: team, notifications: 2, per: 1m}]\n";

  /** Nothing is over before its turn has come, were it late. */
  private static final String LASTING = "global: {resolve_timeout: 1h}\n";

  private static String[] storm(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "alertname=a" + i).toArray(String[]::new);
  }

  private static final String HELD = "+alertname=NotificationsHeldBack,narthex=rate_limit,receiver=team";

  @ParameterizedTest
  @MethodSource("worlds")
  void whatIsBeyondTheLimitComesLaterInTurnWithAWordAboutIt(Faults faults) {
    Timeline t = Timeline.beyond(NOON, LASTING + BASE.replace("group_interval: 30s", "group_interval: 10m"), TWO_A_MINUTE, faults);
    t.at("0s").post(storm(0, 9));
    t.at("11s").expectAlerts(TEAM, 2);
    t.at("69s").expectNothing(TEAM);
    // two more a minute; and from 2m on, once a minute, the word about it
    t.at("121s").expectAlerts(TEAM, 3);
    t.at("131s").expectAlerts(TEAM, 2);
    t.at("191s").expectAlerts(TEAM, 3);
    for (String alert : storm(0, 9)) {
      t.owes(TEAM, "+" + alert);
    }
    t.owes(TEAM, HELD);
    if (!faults.any()) {
      assertThat(t.history()).filteredOn(e -> e.reason() == NotifyReason.RATE_LIMITED).hasSize(7).allSatisfy(e -> {
        assertThat(e.outcome()).isEqualTo(HistoryEntry.Outcome.HELD_BACK);
        assertThat(e.answer()).startsWith("at most 2 in 1m; the next is due at 2026-01-01T12:0");
      });
      String summary = t.annotation(TEAM, "NotificationsHeldBack", "summary");
      assertThat(summary).isEqualTo("7 notifications for receiver team held back since 2026-01-01T12:00:10Z: at most 2 in 1m are sent. 3 groups wait.");
      assertThat(t.annotation(TEAM, "NotificationsHeldBack", "groups").lines()).hasSize(7).allSatisfy(line -> assertThat(line).matches("\\{}:\\{alertname=\"a[0-8]\"}"));
    }
    t.at("251s").expectAlerts(TEAM, 2);
    if (!faults.any()) {
      t.at("7m").expectWebhook(TEAM, "-" + HELD.substring(1));
    }
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void whatIsOverWhileItWaitsIsNamedAllTheSame(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, TWO_A_MINUTE, faults);
    t.at("0s").post("alertname=a", "alertname=b");
    t.at("11s").expectAlerts(TEAM, 2);
    t.at("12s").post("alertname=short");
    t.at("23s").resolve("alertname=short");
    t.at("3m").owes(TEAM, HELD);
    if (!faults.any()) {
      assertThat(t.annotation(TEAM, "NotificationsHeldBack", "groups")).isEqualTo("{}:{alertname=\"short\"}");
    }
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aLimitSurvivesTheProcess(Faults faults) {
    Timeline t = Timeline.beyond(NOON, LASTING + BASE.replace("group_interval: 30s", "group_interval: 10m"), TWO_A_MINUTE, faults);
    t.at("0s").post(storm(0, 10));
    t.at("11s").expectAlerts(TEAM, 2);
    t.at("15s").restart();
    t.at("69s").expectNothing(TEAM);
    t.at("251s");
    for (String alert : storm(0, 10)) {
      t.owes(TEAM, "+" + alert);
    }
    t.owes(TEAM, HELD);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aLimitOfOneReceiverLeavesOthersAlone(Faults faults) {
    Timeline t =
        Timeline.beyond(
            NOON, BASE.replace("repeat_interval: 1h}", "repeat_interval: 1h, routes: [{receiver: call, matchers: [x=y]}]}"), "rate_limits: [{receiver: team, notifications: 1, per: 1h}]", faults);
    t.at("0s").post("alertname=a", "alertname=b", "alertname=c,x=y", "alertname=d,x=y");
    t.at("11s").expectAlerts(TEAM, 1).expectAlerts(CALL, 2);
    t.end();
  }

  // ---- dead-man switches

  private static final String SWITCH =
      """
      dead_man_switches:
      - name: rules
        matchers: [alertname="Watchdog"]
        within: 3m
        receiver: call
        labels: {severity: page}
      """;
  private static final String PAGE = "alertname=DeadManSwitch,narthex=dead_man_switch,switch=rules,severity=page";

  @ParameterizedTest
  @MethodSource("worlds")
  void whoFallsSilentIsMissedAndWelcomedBack(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, SWITCH, faults);
    t.at("30s").postUntil("alertname=Watchdog", "5m");
    t.at("41s").expectWebhook(TEAM, "+alertname=Watchdog");
    t.at("4m").postUntil("alertname=Watchdog", "8m30s");
    t.at("11m59s").expectNothing(CALL);
    // missed at the tick of 9m, paged three minutes later
    t.at("12m5s").expectWebhook(CALL, "+" + PAGE);
    t.at("14m").postUntil("alertname=Watchdog", "1h");
    t.at("16m5s").expectWebhook(CALL, "-" + PAGE);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void nobodyIsPagedWhileThingsStart(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, SWITCH.replace("within: 3m", "within: 3m\n  grace: 10m"), faults);
    t.at("10m30s").expectNothing(CALL);
    t.at("12m").expectWebhook(CALL, "+" + PAGE);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aStartCountsAnewButWhoWasPagedStaysPaged(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, SWITCH, faults);
    t.at("30s").postUntil("alertname=Watchdog", "2m");
    t.at("4m").downUntil("30m").expectNothing(CALL);
    t.at("32m30s").expectNothing(CALL);
    t.at("35m5s").expectWebhook(CALL, "+" + PAGE);
    t.at("36m").downUntil("2h");
    t.at("2h3m").expectNothing(CALL);
    t.at("2h4m").postUntil("alertname=Watchdog", "5h");
    t.at("2h6m5s").expectWebhook(CALL, "-" + PAGE);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void thePageIsRepeatedAndSurvivesAReceiverThatIsDown(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, SWITCH.replace("receiver: call", "receiver: call\n  repeat_interval: 30m"), faults);
    t.hookAnswers(CALL, new Delivery.Retriable(Delivery.Failure.SERVER_ERROR, "status 503"));
    t.at("10m").expectNothing(CALL).hookWorks(CALL);
    t.at("12m").expectWebhook(CALL, "+" + PAGE);
    t.at("39m").expectNothing(CALL);
    t.at("43m").expectWebhook(CALL, "+" + PAGE);
    t.end();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aSwitchThatIsRemovedEndsItsPage(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, SWITCH, faults);
    t.at("5m").expectWebhook(CALL, "+" + PAGE);
    t.reloadOwn(BASE, "{}");
    t.at("2h").expectNothing(CALL).expectNothing(TEAM);
    if (!faults.any()) {
      assertThat(t.groups()).isZero();
    }
    t.end();
  }

  /** The page begins, is sent and ends in one millisecond, and nothing of it stays. */
  @ParameterizedTest
  @MethodSource("worlds")
  void aSwitchThatIsRemovedAtTheMomentOfItsPage(Faults faults) {
    Timeline t = Timeline.beyond(NOON, BASE, SWITCH, faults);
    t.at("4m").expectWebhook(CALL, "+" + PAGE);
    t.reloadOwn(BASE, "{}");
    assertThat(t.firing()).as("what fires right after").isEmpty();
    t.at("2h").expectNothing(CALL).expectNothing(TEAM);
    t.end();
    assertThat(t.firing()).isEmpty();
    assertThat(t.groups()).isZero();
  }
}
