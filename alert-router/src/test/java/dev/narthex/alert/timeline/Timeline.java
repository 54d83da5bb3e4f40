package dev.narthex.alert.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.matcher.MatcherParser;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.Silences;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One story: things happen at times, and webhooks are told at times.
 *
 * <pre>{@code
 * Timeline t = Timeline.of(config, Faults.none());
 * t.at("0s").post("alertname=disk,host=a");
 * t.at("31s").expectWebhook("http://team", "+disk a");
 * }</pre>
 *
 * Times are counted from the story's beginning and must not go back. An expectation looks at what arrived since the last one at the same
 * webhook. Under faults times and numbers of notifications are not looked at, only that nothing is lost and no repeat unannounced. What is
 * owed by then is told before an alert is resolved or silenced, or the configuration changes.
 */
public final class Timeline {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Instant start;
  private Instant now;
  /** How much later than told everything comes. */
  private Duration late = Duration.ZERO;
  private final InstantSource clock = () -> this.now;
  private final Hooks hooks = new Hooks(clock, time -> this.now = this.now.plus(time));
  private final Faults faults;
  private final StoryRouter router;
  private final Ledger ledger;
  private final List<Twin> twins = new ArrayList<>();
  private Instant nextMinute;
  private boolean up = true;
  private boolean hangs;

  private Timeline(Instant start, String yaml, String own, Faults faults) {
    this.nextMinute = start.plusSeconds(60);
    this.start = start;
    this.now = start;
    this.faults = faults;
    this.ledger = new Ledger(hooks, faults, () -> Duration.between(start, now));
    this.router = new StoryRouter(yaml, own, hooks, faults, clock);
  }

  /** From now on the notification log takes nothing, as if each process died between sending and logging. */
  public Timeline logRefuses() {
    router.logRefuses(true);
    return this;
  }

  public Timeline logTakes() {
    router.logRefuses(false);
    return this;
  }

  /** How often a stored alert was written. */
  public long version(String labels) {
    return router.plain.alerts().all().stream().filter(a -> a.alert().labels().equals(labels(labels))).findFirst().orElseThrow().version();
  }

  /** A story that begins on a Thursday at noon UTC. */
  public static Timeline of(String yaml, Faults faults) {
    return new Timeline(Instant.parse("2026-01-01T12:00:00Z"), yaml, "", faults);
  }

  /** A story that begins at a time of its own. */
  public static Timeline from(String start, String yaml, Faults faults) {
    return new Timeline(Instant.parse(start), yaml, "", faults);
  }

  /** A story with an {@code alerts} part of narthex.yml: then the router looks after its own alerts every minute. */
  public static Timeline beyond(String start, String yaml, String own, Faults faults) {
    return new Timeline(Instant.parse(start), yaml, own, faults);
  }

  /** Another narthex.yml comes into force. */
  public Timeline reloadOwn(String yaml, String changed) {
    untilTold();
    router.own(changed);
    return reload(yaml);
  }

  /** Lets time pass: all timers on the way fire. */
  public Timeline at(String time) {
    Instant until = time(time);
    assertThat(hangs || !until.isBefore(now)).as("stories do not go back").isTrue();
    pass(until);
    return this;
  }

  private void pass(Instant until) {
    while (!next().isAfter(until)) {
      step();
    }
    now = until.isAfter(now) ? until : now;
  }

  /** What comes next on the way. */
  private void step() {
    Instant next = next();
    now = next.isAfter(now) ? next : now;
    if (next.equals(nextMinute)) {
      minute();
    } else {
      router.fire();
    }
  }

  /**
   * Before something after which nobody needs be told any more of what is owed: stores that fail may have held it up, so it gets time, and
   * the rest of the story comes that much later.
   */
  private void untilTold() {
    Instant before = now;
    while (faults.any() && !ledger.isEven() && !next().isAfter(before.plus(PATIENCE))) {
      step();
    }
    late = late.plus(Duration.between(before, now));
  }

  private Instant next() {
    Instant timer = router.timers.next().orElse(Instant.MAX);
    return router.hasOwn() && !nextMinute.isAfter(timer) ? nextMinute : timer;
  }

  /** What the tick of a minute does; one that fails is made up for by the next. */
  private void minute() {
    nextMinute = nextMinute.plusSeconds(60);
    if (up) {
      try {
        router.sweeper().remind();
      } catch (Faults.Injected e) {
        nextMinute = now.plusSeconds(1);
      }
    }
  }

  /** Nothing runs for a while: neither timers nor ticks, and nothing can be posted. Then another process takes over. */
  public Timeline downUntil(String time) {
    untilTold();
    router.timers.forget();
    up = false;
    at(time);
    up = true;
    return restart();
  }

  private <T> T persistently(Supplier<T> call) {
    for (int i = 0; ; i++) {
      try {
        return call.get();
      } catch (Faults.Injected e) {
        assertThat(i).as("tries").isLessThan(1000);
        now = now.plus(Duration.ofMillis(1));
      }
    }
  }

  /** Posts alerts that fire until {@code resolve_timeout}. Labels as {@code a=b,c=d}. */
  public Timeline post(String... labels) {
    return postAll(Arrays.stream(labels).map(l -> alert(l, Optional.empty(), Optional.empty())).toList());
  }

  /** Posts an alert with an end, given as a time of the story. */
  public Timeline postUntil(String labels, String end) {
    return postAll(List.of(alert(labels, Optional.empty(), Optional.of(time(end)))));
  }

  /** Posts an alert with a start, given as seconds before the story. */
  public Timeline postSince(String labels, long secondsBeforeStart) {
    return postAll(List.of(alert(labels, Optional.of(start.minusSeconds(secondsBeforeStart)), Optional.empty())));
  }

  /** Posts alerts that are over now. */
  public Timeline resolve(String... labels) {
    untilTold();
    return postAll(Arrays.stream(labels).map(l -> alert(l, Optional.of(start), Optional.of(now))).toList());
  }

  public Timeline postAll(List<IncomingAlert> incoming) {
    List<String> refused = persistently(() -> router.alerts().post(incoming));
    assertThat(refused).isEmpty();
    return this;
  }

  public List<String> tryPost(IncomingAlert incoming) {
    return router.alerts().post(List.of(incoming));
  }

  static IncomingAlert alert(String labels, Optional<Instant> start, Optional<Instant> end) {
    return new IncomingAlert(labels(labels), Labels.empty(), start, end, "");
  }

  static Labels labels(String text) {
    Labels labels = Labels.empty();
    for (String pair : text.split(",")) {
      int eq = pair.indexOf('=');
      labels = labels.with(pair.substring(0, eq), pair.substring(eq + 1));
    }
    return labels;
  }

  private Instant time(String time) {
    return start.plus(late).plusMillis(PromDuration.parse(time).millis());
  }

  /** Silences what matches until a time of the story; answers the id. */
  public String silence(String matchers, String from, String until) {
    return silence("", matchers, from, until);
  }

  public String silence(String id, String matchers, String from, String until) {
    untilTold();
    Silence wanted =
        new Silence(id, new MatcherParser(MatcherMode.FALLBACK).matchers(matchers).matchers(), time(from), time(until), now, "me", "story", Map.of(), 0);
    if (!id.isEmpty()) {
      expireTwins(id);
    }
    int before = router.silencesMade();
    String standing = persistently(() -> router.silences().set(wanted));
    for (int i = before + 1; i <= router.silencesMade(); i++) {
      // a post whose answer was lost is made again and leaves a twin
      twins.add(new Twin(standing, StoryRouter.silenceId(i)));
    }
    return standing;
  }

  private record Twin(String id, String other) {}

  public Timeline expire(String id) {
    expireTwins(id);
    return persistently(() -> {
      router.silences().expire(id);
      return this;
    });
  }

  private void expireTwins(String id) {
    for (Twin twin : twins) {
      if (twin.id.equals(id) && !twin.other.equals(id) && router.plain.silences().get(twin.other).isPresent()) {
        persistently(() -> {
          router.silences().expire(twin.other);
          return this;
        });
      }
    }
  }

  /** A webhook answers so from now on. */
  public Timeline hookAnswers(String hook, Delivery answer) {
    hooks.answer(hook, answer);
    return this;
  }

  /** From now on every attempt at a webhook hangs until the sender gives it up; then the story goes on that much later. */
  public Timeline hookHangs(String hook, String until) {
    hangs = true;
    hooks.hang(hook, Duration.ofMillis(PromDuration.parse(until).millis()));
    return this;
  }

  public Timeline hookWorks(String hook) {
    return hookAnswers(hook, Delivery.Delivered.saying("ok"));
  }

  /** Another configuration comes into force, timers go on. */
  public Timeline reload(String yaml) {
    untilTold();
    router.configure(yaml);
    persistently(() -> {
      router.sweeper().reconfigured();
      return this;
    });
    return this;
  }

  /** As Alertmanager reloads: all timers start anew. */
  public Timeline reloadAndResetTimers(String yaml) {
    reload(yaml);
    persistently(() -> {
      router.sweeper().resetTimers();
      return this;
    });
    return this;
  }

  /** The process dies and another one takes over: what was in memory only is gone. */
  public Timeline restart() {
    router.restart();
    persistently(() -> {
      router.sweeper().resume();
      return this;
    });
    return this;
  }

  /** All timers are lost, as by a queue that lost its messages. */
  public Timeline loseTimers() {
    router.timers.forget();
    return this;
  }

  public Timeline startDelay(String until) {
    router.startDelayedUntil(time(until));
    return this;
  }

  public Timeline sweep() {
    persistently(() -> {
      router.sweeper().sweep();
      return this;
    });
    return this;
  }

  /** As {@link Ledger#expectWebhook}. */
  public Timeline expectWebhook(String hook, String... told) {
    ledger.expectWebhook(hook, told);
    return this;
  }

  /** As {@link Ledger#expectNothing}. */
  public Timeline expectNothing(String hook) {
    ledger.expectNothing(hook);
    return this;
  }

  /** As {@link Ledger#expectAlerts}. */
  public Timeline expectAlerts(String hook, int count) {
    ledger.expectAlerts(hook, count);
    return this;
  }

  /** As {@link Ledger#owes}. */
  public Timeline owes(String hook, String told) {
    ledger.owes(hook, told);
    return this;
  }

  /** As {@link Ledger#annotation}. */
  public String annotation(String hook, String alertname, String annotation) {
    return ledger.annotation(hook, alertname, annotation);
  }

  /** The history up to now, newest first. */
  public List<HistoryEntry> history() {
    return router.plain.history().find(new HistoryQuery(start, now.plusMillis(1), Optional.empty(), List.of(), 10_000));
  }

  /** Labels of the alerts that fire now, as stored. */
  public List<Labels> firing() {
    return router.plain.alerts().all().stream().map(StoredAlert::alert).filter(alert -> !alert.isResolvedAt(now)).map(Alert::labels).toList();
  }

  /** Groups that are alive. */
  public int groups() {
    return router.plain.groups().heads().size();
  }

  /**
   * The story is over: some time passes without faults, senders go on posting nothing. Everything that was expected was told at least
   * once, and whatever was told twice for one flush is announced as a possible repeat.
   */
  public void end() {
    faults.end();
    pass(now.plus(Duration.ofMinutes(20)));
    ledger.close(Math.round(router.metrics.mayRepeatTotal()));
  }
}
