package dev.narthex.alert.timeline;

import dev.narthex.alert.Alert;
import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverKind;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.yaml.MappingReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The other ends: each webhook of a story by its URL, what it got, and how it behaves. */
final class Hooks implements ReceiverKind {
  /** What arrived: a notification that was taken. */
  record Arrival(String hook, Instant at, Notification notification) {
    /** Fingerprints of the alerts told, with their status. */
    TreeSet<String> told() {
      TreeSet<String> told = new TreeSet<>();
      for (Alert alert : notification.alerts()) {
        told.add((alert.isResolvedAt(notification.flushedAt()) ? "-" : "+") + alert.labels());
      }
      return told;
    }
  }

  private final InstantSource clock;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<String, Delivery> answers = new HashMap<>();
  private final Map<String, Duration> patience = new HashMap<>();
  private final Consumer<Duration> pass;

  Hooks(InstantSource clock) {
    this(clock, time -> {});
  }

  /**
   * @param pass lets time pass while an attempt hangs
   */
  Hooks(InstantSource clock, Consumer<Duration> pass) {
    this.clock = clock;
    this.pass = pass;
  }

  /** The webhook says nothing until the sender has lost patience. */
  void hang(String hook, Duration until) {
    patience.put(hook, until);
    answer(hook, new Delivery.Retriable(Delivery.Failure.DEADLINE_EXCEEDED, "no answer in " + until.toSeconds() + " s"));
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  void answer(String hook, Delivery answer) {
    if (answer instanceof Delivery.Delivered) {
      patience.remove(hook);
    }
    answers.put(hook, answer);
  }

  @Override
  public String key() {
    return "webhook_configs";
  }

  @Override
  public IntegrationConfig read(MappingReader entry, GlobalConfig global) {
    return new Hook(entry.required("url"), entry.bool("send_resolved").orElse(true) ? Dedup.Resolved.SENT : Dedup.Resolved.KEPT_BACK, this);
  }

  /** The sender of a configuration that was read here. */
  Receiver build(IntegrationConfig config) {
    return notification -> take(config.identity(), notification);
  }

  private Delivery take(String hook, Notification notification) {
    Optional.ofNullable(patience.get(hook)).ifPresent(pass);
    Delivery answer = answers.getOrDefault(hook, Delivery.Delivered.saying("ok"));
    if (answer instanceof Delivery.Delivered) {
      arrivals.add(new Arrival(hook, clock.instant(), notification));
    }
    return answer;
  }

  private record Hook(String url, Dedup.Resolved sendResolved, Hooks hooks) implements IntegrationConfig {
    @Override
    public String kind() {
      return "webhook";
    }

    @Override
    public String identity() {
      return url;
    }

    @Override
    public Map<String, Object> toYaml() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("send_resolved", sendResolved == Dedup.Resolved.SENT);
      tree.put("url", url);
      return tree;
    }

    @Override
    public Receiver build(ReceiverServices services) {
      return hooks.build(this);
    }
  }
}
