package dev.narthex.alert.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What webhooks were told in a story, what was expected of it, and what they are still owed. */
final class Ledger {
  private final Hooks hooks;
  private final Faults faults;
  private final Supplier<Duration> age;
  private final List<Hooks.Arrival> seen = new ArrayList<>();
  private final Set<String> owed = new HashSet<>();

  /**
   * @param age of the story
   */
  Ledger(Hooks hooks, Faults faults, Supplier<Duration> age) {
    this.hooks = hooks;
    this.faults = faults;
    this.age = age;
  }

  /**
   * One notification has arrived at a webhook since the last look: exactly these alerts, each as {@code +a=b,c=d} (firing) or
   * {@code -a=b,c=d} (resolved).
   */
  void expectWebhook(String hook, String... told) {
    TreeSet<String> wanted = new TreeSet<>();
    for (String alert : told) {
      wanted.add(written(alert));
      owes(hook, alert);
    }
    if (!faults.any()) {
      List<Hooks.Arrival> arrived = arrivedSince(hook);
      assertThat(arrived).as("notifications at %s by %s", hook, age.get()).hasSize(1);
      assertThat(arrived.getFirst().told()).as("what %s is told", hook).isEqualTo(wanted);
    }
  }

  void expectNothing(String hook) {
    if (!faults.any()) {
      assertThat(arrivedSince(hook)).as("notifications at %s by %s", hook, age.get()).isEmpty();
    }
  }

  /** So many alerts have been told to a webhook since the last look, all as firing, in any number of notifications. */
  void expectAlerts(String hook, int count) {
    if (!faults.any()) {
      assertThat(arrivedSince(hook).stream().mapToInt(a -> a.told().size()).sum()).isEqualTo(count);
    }
  }

  /** An alert is to be told at some time of the story: {@code +a=b,c=d}. Its time and what else is told with it are not looked at. */
  void owes(String hook, String told) {
    owed.add(hook + " " + written(told));
  }

  private static String written(String told) {
    return told.charAt(0) + Timeline.labels(told.substring(1)).toString();
  }

  /** Whether everything was told that is owed. */
  boolean isEven() {
    return told().containsAll(owed);
  }

  private Set<String> told() {
    Set<String> told = new HashSet<>();
    hooks.arrivals().forEach(arrival -> arrival.told().forEach(alert -> told.add(arrival.hook() + " " + alert)));
    return told;
  }

  /** An annotation of an alert, as a webhook was told last. */
  String annotation(String hook, String alertname, String annotation) {
    return hooks.arrivals().stream()
        .filter(a -> a.hook().equals(hook))
        .flatMap(a -> a.notification().alerts().stream())
        .filter(a -> a.labels().get("alertname").equals(alertname))
        .reduce((first, second) -> second)
        .orElseThrow()
        .annotations()
        .get(annotation);
  }

  private List<Hooks.Arrival> arrivedSince(String hook) {
    List<Hooks.Arrival> fresh = hooks.arrivals().stream().filter(a -> a.hook().equals(hook) && !seen.contains(a)).toList();
    seen.addAll(fresh);
    return fresh;
  }

  /** Nothing is owed any more, and whatever was told twice for one flush was announced as a possible repeat. */
  void close(long announced) {
    Set<String> flushes = new HashSet<>();
    int repeats = 0;
    for (Hooks.Arrival arrival : hooks.arrivals()) {
      repeats += flushes.add(arrival.hook() + arrival.notification().groupKey() + arrival.notification().flushedAt()) ? 0 : 1;
    }
    assertThat(told()).as("nothing is lost").containsAll(owed);
    assertThat(repeats).as("repeats beyond the %s announced", announced).isLessThanOrEqualTo((int) announced);
  }
}
