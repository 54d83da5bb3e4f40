package dev.narthex.ingest.http;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One HTTP client for each distinct client block. A client with certificates from files is made anew every five minutes, so that rotated files count. */
public final class ClientPool implements AutoCloseable {
  private static final long CERTIFICATE_SECONDS = 300;

  private record Entry(GuardedClient client, Instant made) {}

  private final AddressPolicy policy;
  private final SecretSource secrets;
  private final InstantSource clock;
  private final Map<HttpClientConfig, Entry> clients = new HashMap<>();

  public ClientPool(AddressPolicy policy, SecretSource secrets, InstantSource clock) {
    this.policy = policy;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** The client of a block. */
  public synchronized GuardedClient client(HttpClientConfig config) throws HttpFailure {
    Entry entry = clients.get(config);
    if (entry != null && readsFiles(config) && entry.made().plusSeconds(CERTIFICATE_SECONDS).isBefore(clock.instant())) {
      clients.remove(config);
      entry.client().close();
      entry = null;
    }
    if (entry == null) {
      entry = new Entry(new GuardedClient(config, policy, secrets), clock.instant());
      clients.put(config, entry);
    }
    return entry.client();
  }

  private static boolean readsFiles(HttpClientConfig config) {
    return isFile(config.tls().ca()) || isFile(config.tls().certificate()) || isFile(config.tls().key());
  }

  private static boolean isFile(Optional<Secret> secret) {
    return secret.isPresent() && secret.get() instanceof Secret.Reference;
  }

  /** Closes the clients of all other blocks. */
  public synchronized void keepOnly(Set<HttpClientConfig> configs) {
    clients.entrySet().removeIf(e -> {
      boolean unused = !configs.contains(e.getKey());
      if (unused) {
        e.getValue().client().close();
      }
      return unused;
    });
  }

  @Override
  public synchronized void close() {
    keepOnly(Set.of());
  }
}
