package dev.narthex.alert.notify;

import dev.narthex.alert.Alert;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.alert.interval.TimeInterval;
import dev.narthex.alert.matcher.MatcherIndex;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.silence.Silence;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts the alerts of a flush into those that pass and those that are muted, in Alertmanager's order: inhibition, active intervals, mute
 * intervals, silences, recurring silences. All it looks at was read at the flush.
 */
public final class Muting {
  private final Inhibitor inhibitor;
  private final Map<String, List<TimeInterval>> intervals;
  private final MatcherIndex<Silence> silences;
  private final List<Silence> recurring;

  /**
   * What mutes.
   *
   * @param recurring silences by calendar that are in force
   */
  public Muting(Inhibitor inhibitor, Map<String, List<TimeInterval>> intervals, MatcherIndex<Silence> silences, List<Silence> recurring) {
    this.recurring = recurring;
    this.inhibitor = inhibitor;
    this.intervals = intervals;
    this.silences = silences;
  }

  /** Why an alert is not told. */
  public sealed interface Mute {
    /** A firing alert stands over it. */
    record Inhibited(Labels source) implements Mute {}

    /** Outside of the route's active time intervals. */
    record Inactive(List<String> names) implements Mute {}

    /** Inside one of the route's mute time intervals. */
    record Muted(List<String> names) implements Mute {}

    /** Silences hold it. */
    record Silenced(List<String> ids) implements Mute {}

    /** Only silences by calendar hold it. */
    record Scheduled(List<Silence> silences) implements Mute {}
  }

  /**
   * The alerts of a flush.
   *
   * @param passing to be told
   * @param muted with the first reason that applies
   */
  public record Sorted(List<Alert> passing, Map<Alert, Mute> muted) {}

  public Sorted sort(Route route, List<Alert> alerts, Instant flush) {
    List<Alert> passing = new ArrayList<>();
    Map<Alert, Mute> muted = new LinkedHashMap<>();
    Optional<Mute> ofRoute = ofRoute(route, flush);
    for (Alert alert : alerts) {
      Optional<Mute> mute = inhibitor.inhibitedBy(alert.labels()).map(Mute.Inhibited::new);
      mute = mute.or(() -> ofRoute).or(() -> silenced(alert.labels(), flush)).or(() -> scheduled(alert.labels(), flush));
      if (mute.isPresent()) {
        muted.put(alert, mute.get());
      } else {
        passing.add(alert);
      }
    }
    return new Sorted(List.copyOf(passing), muted);
  }

  private Optional<Mute> ofRoute(Route route, Instant flush) {
    if (!route.activeTimeIntervals().isEmpty() && inside(route.activeTimeIntervals(), flush).isEmpty()) {
      return Optional.of(new Mute.Inactive(route.activeTimeIntervals()));
    }
    List<String> muting = inside(route.muteTimeIntervals(), flush);
    return muting.isEmpty() ? Optional.empty() : Optional.of(new Mute.Muted(muting));
  }

  private List<String> inside(List<String> names, Instant flush) {
    return names.stream().filter(name -> intervals.getOrDefault(name, List.of()).stream().anyMatch(i -> i.contains(flush))).toList();
  }

  private Optional<Mute> scheduled(Labels alert, Instant flush) {
    List<Silence> holding = recurring.stream().filter(s -> s.mutes(alert, flush)).toList();
    return holding.isEmpty() ? Optional.empty() : Optional.of(new Mute.Scheduled(holding));
  }

  private Optional<Mute> silenced(Labels alert, Instant flush) {
    List<String> ids = new ArrayList<>();
    silences.matching(alert, silence -> {
      if (silence.stateAt(flush) == Silence.State.ACTIVE) {
        ids.add(silence.id());
      }
    });
    ids.sort(null);
    return ids.isEmpty() ? Optional.empty() : Optional.of(new Mute.Silenced(ids));
  }
}
