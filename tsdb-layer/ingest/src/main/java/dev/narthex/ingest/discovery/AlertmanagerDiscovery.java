package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.AlertingConfig;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.model.Labels;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the Alertmanagers of an entry of {@code alerting.alertmanagers}, as Prometheus: relabelling sees {@code __address__},
 * {@code __scheme__} and {@code __alerts_path__}. Thread-safe.
 */
public final class AlertmanagerDiscovery {
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__alerts_path__";
  private static final String API = "/api/v2/alerts";

  private final Discoveries discoveries;

  public AlertmanagerDiscovery(Discoveries discoveries) {
    this.discoveries = discoveries;
  }

  /**
   * What was found.
   *
   * @param active URLs to post to, each once
   * @param dropped URLs that relabelling dropped
   * @param errors sentences about mechanisms that gave no answer and addresses that cannot be used
   */
  public record Found(List<URI> active, List<URI> dropped, List<String> errors) {
    public Found {
      active = List.copyOf(active);
      dropped = List.copyOf(dropped);
      errors = List.copyOf(errors);
    }
  }

  /** Asks every mechanism of the entry now. */
  public Found find(AlertingConfig.Alertmanagers entry) {
    Set<URI> active = new LinkedHashSet<>();
    List<URI> dropped = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (DiscoveryConfig config : entry.discoveries()) {
      try {
        for (TargetDiscovery.Group group : discoveries.of(config).discover()) {
          for (Labels target : group.targets()) {
            add(entry, labels(entry, target, group.labels()), active, dropped, errors);
          }
        }
      } catch (DiscoveryException e) {
        errors.add(String.valueOf(e.getMessage()));
      }
    }
    return new Found(List.copyOf(active), dropped, errors);
  }

  private static Labels labels(AlertingConfig.Alertmanagers entry, Labels target, Labels group) {
    Labels.Builder labels = group.edit();
    labels.set(SCHEME, entry.scheme()).set(PATH, path(entry.pathPrefix()));
    for (int i = 0; i < target.size(); i++) {
      labels.set(target.name(i), target.value(i));
    }
    return labels.build();
  }

  private static String path(String prefix) {
    return "/" + prefix.replaceAll("^/+|/+$", "") + (prefix.replace("/", "").isEmpty() ? API.substring(1) : API);
  }

  private static void add(AlertingConfig.Alertmanagers entry, Labels labels, Set<URI> active, List<URI> dropped, List<String> errors) {
    Optional<Labels> kept = entry.relabeling().apply(labels).filter(l -> !l.isEmpty());
    try {
      if (kept.isPresent()) {
        active.add(url(kept.get()));
      } else {
        dropped.add(url(labels));
      }
    } catch (IllegalArgumentException e) {
      errors.add("Alertmanager " + labels.get(Target.ADDRESS) + " cannot be used: " + e.getMessage());
    }
  }

  private static URI url(Labels labels) {
    String address = labels.get(Target.ADDRESS);
    if (address.isEmpty() || address.indexOf('/') >= 0) {
      throw new IllegalArgumentException("\"" + address + "\" is not a valid hostname");
    }
    return URI.create(labels.get(SCHEME) + "://" + address + labels.get(PATH));
  }
}
