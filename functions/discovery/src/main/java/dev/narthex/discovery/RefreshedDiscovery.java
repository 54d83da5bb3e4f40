package dev.narthex.discovery;

import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.discovery.DiscoveryException;
import dev.narthex.ingest.discovery.TargetDiscovery;
import dev.narthex.model.Labels;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks an inventory at most once a refresh interval, and says in one sentence why it could not. */
final class RefreshedDiscovery implements TargetDiscovery {
  /** Discovery comes by the minute, a bit early or late: an answer counts as old a little before its time. */
  private static final double EARLY = 0.9;

  private final AwsDiscoveryConfig config;
  private final Inventory inventory;
  private final InstantSource clock;
  private @Nullable List<Group> known;
  private long asked;

  RefreshedDiscovery(AwsDiscoveryConfig config, Inventory inventory, InstantSource clock) {
    this.config = config;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public synchronized List<Group> discover() throws DiscoveryException {
    long now = clock.millis();
    List<Group> last = known;
    if (last != null && now - asked < config.refresh().millis() * EARLY) {
      return last;
    }
    try {
      List<Group> found = List.of(new Group("discovery of " + config.name(), inventory.targets(), Labels.empty()));
      known = found;
      asked = now;
      return found;
    } catch (SdkException e) {
      throw new DiscoveryException("discovery of " + config.name() + ": " + e.getMessage(), e);
    }
  }
}
