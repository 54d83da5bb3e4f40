package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.http.GuardedClient;
import dev.narthex.ingest.http.HttpBody;
import dev.narthex.ingest.http.HttpFailure;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code http_sd_configs}: asks a URL for a JSON list of groups. */
final class HttpDiscovery implements TargetDiscovery {
  private static final long BODY_LIMIT = 16 << 20;
  private static final long TIMEOUT_MILLIS = 30_000;

  private final DiscoveryConfig.Http config;
  private final AddressPolicy policy;
  private final SecretSource secrets;

  HttpDiscovery(DiscoveryConfig.Http config, AddressPolicy policy, SecretSource secrets) {
    this.config = config;
    this.policy = policy;
    this.secrets = secrets;
  }

  @Override
  public List<Group> discover() throws DiscoveryException {
    String url = config.toYaml().getOrDefault("url", "").toString();
    try (GuardedClient client = new GuardedClient(config.client(), policy, secrets)) {
      Duration timeout = Duration.ofMillis(Math.min(TIMEOUT_MILLIS, Math.max(1000, config.refresh().millis())));
      Map<String, String> headers = Map.of("Accept", "application/json", "X-Prometheus-Refresh-Interval-Seconds", Long.toString(config.refresh().millis() / 1000));
      HttpBody body = client.get(config.url(), headers, timeout, BODY_LIMIT, 0);
      String type = body.contentType().toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
      if (!type.equals("application/json")) {
        throw new DiscoveryException("http_sd_configs: " + url + ": unsupported content type \"" + body.contentType() + "\"", null);
      }
      return GroupList.parse(url, body.text(), GroupList.Notation.JSON, "__meta_url", url);
    } catch (HttpFailure | ConfigException e) {
      throw new DiscoveryException("http_sd_configs: " + url + ": " + e.getMessage(), e);
    }
  }
}
