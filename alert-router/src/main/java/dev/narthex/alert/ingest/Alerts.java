package dev.narthex.alert.ingest;

import dev.narthex.alert.Alert;
import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.Safety;
import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.Grouping;
import dev.narthex.alert.group.Timers;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes alerts. Safe for concurrent use.
 *
 * <p>An alert that says nothing new costs no write: its end is moved only when less than half of the time between the last write and
 * the stored end is left. Order of writes: members, heads, timers, and the alert itself last. So whatever fails in between, the same post
 * again finds the alert unknown or old and does everything anew.
 */
public final class Alerts {
  private static final int ATTEMPTS = 20;

  private final AlertStore store;
  private final Safety safety;
  private final Placement placement;
  private final Supplier<AlertmanagerConfig> config;
  private final InstantSource clock;
  private final IngestOptions options;
  private final AlertChecks checks;
  private final RouterMetrics metrics;
  private volatile @Nullable Grouping grouping;

  public Alerts(
      AlertStore store,
      GroupStore groups,
      Safety safety,
      Timers timers,
      Supplier<AlertmanagerConfig> config,
      InstantSource clock,
      IngestOptions options,
      RouterMetrics metrics) {
    this.store = store;
    this.safety = safety;
    this.placement = new Placement(groups, timers, clock, options);
    this.config = config;
    this.clock = clock;
    this.options = options;
    this.checks = new AlertChecks(options.mode());
    this.metrics = metrics;
  }

  /** Made anew with each configuration. */
  private Grouping grouping(AlertmanagerConfig current) {
    Grouping last = grouping;
    if (last == null || !last.isOf(current.routes())) {
      last = new Grouping(current.routes());
      grouping = last;
    }
    return last;
  }

  /**
   * Takes alerts. Valid ones are taken even when others are refused; when this returns they are safe.
   *
   * @return one sentence a refused alert
   */
  public List<String> post(Collection<IncomingAlert> incoming) {
    Instant now = clock.instant();
    AlertmanagerConfig current = config.get();
    List<String> refused = new ArrayList<>();
    Map<Fingerprint, Alert> posted = new LinkedHashMap<>();
    for (IncomingAlert raw : incoming) {
      Alert alert = withDefaults(raw, now, current.global().resolveTimeout());
      Optional<String> refusal = checks.refusal(alert.labels(), raw.annotations(), alert.startsAt(), alert.endsAt());
      if (refusal.isPresent()) {
        metrics.invalid();
        refused.add(refusal.get());
      } else {
        metrics.received(alert.isResolvedAt(now) ? "resolved" : "firing");
        posted.merge(alert.fingerprint(), alert, Alert::merge);
      }
    }
    return safety.together(() -> {
      store(posted, grouping(current), now);
      return refused;
    });
  }

  /** As Alertmanager: no start means now or the end; no end means that it fires until {@code resolve_timeout} has passed. */
  private static Alert withDefaults(IncomingAlert raw, Instant now, Duration resolveTimeout) {
    Instant start = raw.startsAt().or(raw::endsAt).orElse(now);
    Alert.EndsBy by = raw.endsAt().isPresent() ? Alert.EndsBy.SENDER : Alert.EndsBy.TIMEOUT;
    return new Alert(withoutEmpty(raw.labels()), raw.annotations(), start, raw.endsAt().orElse(now.plus(resolveTimeout)), raw.generatorUrl(), now, by);
  }

  private static Labels withoutEmpty(Labels labels) {
    Labels kept = labels;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.value(i).isEmpty()) {
        kept = kept.without(labels.name(i));
      }
    }
    return kept;
  }

  private void store(Map<Fingerprint, Alert> posted, Grouping grouping, Instant now) {
    Map<Fingerprint, Alert> pending = posted;
    for (int attempt = 0; !pending.isEmpty(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException("alerts are being changed by others again and again; post them again");
      }
      Map<Fingerprint, StoredAlert> known = store.read(pending.keySet());
      List<StoredAlert> changed = new ArrayList<>();
      pending.forEach((fingerprint, alert) -> change(Optional.ofNullable(known.get(fingerprint)), alert, grouping, now).ifPresent(changed::add));
      metrics.unchanged(pending.size() - changed.size());
      List<StoredAlert> taken = options.alertsPerName() == 0 ? changed : new NameLimit(options.alertsPerName(), store.all(), now).take(changed);
      Map<Fingerprint, Alert> late = new HashMap<>();
      for (Fingerprint fingerprint : write(taken, known, grouping)) {
        late.put(fingerprint, posted.getOrDefault(fingerprint, taken.getFirst().alert()));
      }
      pending = late;
    }
  }

  private Collection<Fingerprint> write(List<StoredAlert> changed, Map<Fingerprint, StoredAlert> known, Grouping grouping) {
    if (changed.isEmpty()) {
      return List.of();
    }
    placement.place(changed, known, grouping);
    return store.put(changed);
  }

  /** What is to be written for a posted alert; empty when it says nothing new. */
  private static Optional<StoredAlert> change(Optional<StoredAlert> known, Alert posted, Grouping grouping, Instant now) {
    List<String> places = grouping.ids(posted.labels());
    if (known.isEmpty()) {
      return Optional.of(new StoredAlert(posted, places, 1));
    }
    StoredAlert old = known.get();
    Alert merged = old.alert().merge(posted);
    boolean changed = !old.groups().equals(places) || saysMore(old.alert(), merged, now);
    return changed ? Optional.of(new StoredAlert(merged, places, old.version() + 1)) : Optional.empty();
  }

  private static boolean saysMore(Alert old, Alert merged, Instant now) {
    if (!merged.annotations().equals(old.annotations()) || !merged.startsAt().equals(old.startsAt()) || !merged.generatorUrl().equals(old.generatorUrl())) {
      return true;
    }
    if (merged.isResolvedAt(now) || old.isResolvedAt(now)) {
      return !merged.endsAt().equals(old.endsAt());
    }
    Duration margin = Duration.between(old.updatedAt(), old.endsAt());
    boolean runsShort = Duration.between(now, old.endsAt()).compareTo(margin.dividedBy(2)) < 0;
    return runsShort && merged.endsAt().isAfter(old.endsAt());
  }


  /** As {@link #regroup(Collection)}, for some alerts. */
  public void regroup(List<Fingerprint> fingerprints) {
    regroup(store.read(fingerprints).values());
  }

  /**
   * Puts live alerts into the groups that the configuration in force wants; to be called after a change of it.
   *
   * @param all as they are stored
   * @return how many stood elsewhere
   */
  public int regroup(Collection<StoredAlert> all) {
    Instant now = clock.instant();
    Grouping grouping = grouping(config.get());
    Map<Fingerprint, StoredAlert> known = new HashMap<>();
    List<StoredAlert> moved = new ArrayList<>();
    for (StoredAlert stored : all) {
      List<String> places = grouping.ids(stored.alert().labels());
      if (!stored.alert().isResolvedAt(now) && !places.equals(stored.groups())) {
        known.put(stored.alert().fingerprint(), stored);
        moved.add(new StoredAlert(stored.alert(), places, stored.version() + 1));
      }
    }
    // who changed meanwhile was put into the right groups by that change
    safety.together(() -> write(moved, known, grouping));
    return moved.size();
  }

  /** Forgets those of the stored alerts that were resolved long ago. */
  public void collect(Collection<StoredAlert> all) {
    Instant oldest = clock.instant().minus(options.keepResolved());
    for (StoredAlert stored : all) {
      if (stored.alert().endsAt().isBefore(oldest)) {
        store.remove(stored);
      }
    }
  }

  /** Every alert that is remembered, resolved ones too. */
  public List<StoredAlert> all() {
    return store.all();
  }
}
