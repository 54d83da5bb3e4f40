package dev.narthex.discovery;

import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.discovery.DiscoveryPlugin;
import dev.narthex.ingest.discovery.TargetDiscovery;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The discovery mechanisms for AWS. */
public final class AwsDiscoveryPlugin implements DiscoveryPlugin {
  /** Entries of configurations that are no longer in force are forgotten, the oldest first. */
  private static final int KEPT = 256;

  @Override
  public Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms(Map<String, String> environment, InstantSource clock) {
    Known known = new Known(environment, clock);
    Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms = new TreeMap<>();
    for (String key : AwsDiscoveryConfig.KEYS) {
      mechanisms.put(key, entry -> known.of(AwsDiscoveryConfig.read(key, entry.settings())));
    }
    return mechanisms;
  }

  /** One mechanism an entry, kept between discoveries: clients and credentials are dear to make, and answers may be used again. */
  private static final class Known {
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Map<AwsDiscoveryConfig, TargetDiscovery> mechanisms = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<AwsDiscoveryConfig, TargetDiscovery> eldest) {
        return size() > KEPT;
      }
    };

    Known(Map<String, String> environment, InstantSource clock) {
      this.environment = Map.copyOf(environment);
      this.clock = clock;
    }

    synchronized TargetDiscovery of(AwsDiscoveryConfig config) {
      return mechanisms.computeIfAbsent(config, c -> new RefreshedDiscovery(c, inventory(c, new AwsAccess(c, environment)), clock));
    }

    private static Inventory inventory(AwsDiscoveryConfig config, AwsAccess access) {
      return switch (config.role()) {
        case EC2 -> new Ec2Instances(config, access);
        case ECS -> new EcsTasks(config, access);
        case LIGHTSAIL -> new LightsailInstances(config, access);
        case LAMBDA -> new LambdaFunctions(config, access);
        case ALB -> new TargetGroupMembers(config, access);
        case CLOUDMAP -> new CloudMapInstances(config, access);
      };
    }
  }
}
