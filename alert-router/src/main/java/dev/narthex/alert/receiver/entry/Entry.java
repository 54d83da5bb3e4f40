package dev.narthex.alert.receiver.entry;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.http.ProxyConfig;
import dev.narthex.http.Urls;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import java.time.Duration;
import java.util.Optional;

/** Reads the keys of one entry with the defaults of {@code global}; complaints name the place. */
public final class Entry {
  private final MappingReader keys;
  private final GlobalConfig global;

  public Entry(MappingReader keys, GlobalConfig global) {
    this.keys = keys;
    this.global = global;
  }

  public MappingReader keys() {
    return keys;
  }

  public GlobalConfig global() {
    return global;
  }

  /** {@code send_resolved} and {@code http_config}. */
  public SendOptions options(Dedup.Resolved byDefault) {
    return new SendOptions(sendResolved(byDefault), keys.mapping("http_config", HttpClientConfig::read).orElse(global.http()));
  }

  /** {@link #options} where a client block of the entry's own still takes the proxy of {@code global}. */
  public SendOptions optionsWithGlobalProxy(Dedup.Resolved byDefault) {
    SendOptions own = options(byDefault);
    HttpClientConfig http = own.http();
    if (http.proxy().url().isPresent() || global.http().proxy().url().isEmpty()) {
      return own;
    }
    ProxyConfig proxy = new ProxyConfig(global.http().proxy().url(), http.proxy().noProxy(), global.http().proxy().connectHeaders());
    return new SendOptions(own.sendResolved(), new HttpClientConfig(http.basicAuth(), http.authorization(), http.oauth2(), http.tls(), proxy, http.followRedirects(), http.enableHttp2(), http.headers()));
  }

  public Dedup.Resolved sendResolved(Dedup.Resolved byDefault) {
    return keys.bool("send_resolved").map(send -> send ? Dedup.Resolved.SENT : Dedup.Resolved.KEPT_BACK).orElse(byDefault);
  }

  /** A text, often a template; the default when the key is absent. An empty text is a text. */
  public String text(String key, String byDefault) {
    return keys.string(key).orElse(byDefault);
  }

  /** A text that falls back to the default template {@code name}. */
  public String template(String key, String name) {
    return keys.string(key).orElse("{{ template \"" + name + "\" . }}");
  }

  public boolean flag(String key) {
    return keys.bool(key).orElse(false);
  }

  /** A time in seconds; zero = none. Longer than a notification may take at all, it has no effect. */
  public Duration duration(String key) {
    return keys.duration(key).map(d -> Duration.ofMillis(d.millis())).orElse(Duration.ZERO);
  }

  /** A URL that stands in the open: of the entry, else of {@code global}; empty when neither has it. */
  public String url(String key, String globalKey) {
    return keys.parsed(key, text -> {
      Urls.http(text);
      return text;
    }).orElseGet(() -> global.text(globalKey));
  }

  /** {@link #url} that must be there. */
  public String requiredUrl(String key, String globalKey) {
    String url = url(key, globalKey);
    if (url.isEmpty()) {
      throw keys.error(key, "no URL to send to: give \"" + key + "\" here or \"" + globalKey + "\" in global");
    }
    return url;
  }

  /** A secret of the entry, see {@link SecretKeys#read}. */
  public Optional<Secret> secret(String key) {
    return SecretKeys.read(keys, key);
  }

  /** {@link #secret(String)} of the entry, else of {@code global}. */
  public Optional<Secret> secret(String key, String globalKey) {
    return secret(key).or(() -> global.secret(globalKey));
  }

  /** A secret URL: an inline one is checked for its form. */
  public Optional<Secret> secretUrl(String key) {
    Optional<Secret> url = secret(key);
    url.ifPresent(secret -> {
      // a printed configuration has the mask here; it loads, as with Alertmanager, and cannot send
      if (secret instanceof Secret.Inline inline && !inline.value().equals(Secret.MASK)) {
        try {
          Urls.http(inline.value());
        } catch (IllegalArgumentException e) {
          throw keys.error(key, key + " is no http or https URL with a host"); // the text itself is a secret
        }
      }
    });
    return url;
  }

  /** A secret that must be there. */
  public Secret required(String key, Optional<Secret> secret) {
    return secret.orElseThrow(() -> keys.error(key, "one of \"" + key + "\" and \"" + key + "_file\" must be given"));
  }

  /** A complaint at the place of a key. */
  public ConfigException error(String key, String sentence) {
    return keys.error(key, sentence);
  }
}
