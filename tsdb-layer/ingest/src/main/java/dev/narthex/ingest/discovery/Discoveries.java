package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.util.Map;
import java.util.function.Function;

/** Turns the configuration of a mechanism into the mechanism. */
public final class Discoveries {
  private final ConfigFolder folder;
  private final AddressPolicy policy;
  private final SecretSource secrets;
  private final Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> extensions;

  /**
   * The mechanisms of a driver.
   *
   * @param folder where {@code file_sd_configs} paths start: the folder of prometheus.yml
   * @param extensions by key in the file, such as {@code ec2_sd_configs}
   */
  public Discoveries(ConfigFolder folder, AddressPolicy policy, SecretSource secrets, Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> extensions) {
    this.folder = folder;
    this.policy = policy;
    this.secrets = secrets;
    this.extensions = Map.copyOf(extensions);
  }

  TargetDiscovery of(DiscoveryConfig config) throws DiscoveryException {
    return switch (config) {
      case DiscoveryConfig.Static s -> new StaticDiscovery(s);
      case DiscoveryConfig.Files f -> new FileDiscovery(f, folder);
      case DiscoveryConfig.Http h -> new HttpDiscovery(h, policy, secrets);
      case DiscoveryConfig.Dns d -> new DnsDiscovery(d, DnsDiscovery.SYSTEM_SERVERS);
      case DiscoveryConfig.Extension e -> extension(e);
    };
  }

  private TargetDiscovery extension(DiscoveryConfig.Extension config) throws DiscoveryException {
    Function<DiscoveryConfig.Extension, TargetDiscovery> factory = extensions.get(config.key());
    if (factory == null) {
      throw new DiscoveryException(config.settings().position() + ": " + config.key() + " is not served here", null);
    }
    return factory.apply(config);
  }
}
