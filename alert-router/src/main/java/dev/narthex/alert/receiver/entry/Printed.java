package dev.narthex.alert.receiver.entry;

import dev.narthex.alert.notify.Dedup;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.YamlTree;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Prints one entry as it would stand in the file, secrets masked. */
public final class Printed {
  private final YamlTree tree = new YamlTree();

  private Printed() {}

  /** A part of an entry, such as an action. */
  public static Printed part() {
    return new Printed();
  }

  public static Printed of(SendOptions options) {
    Printed printed = of(options.sendResolved());
    printed.tree.put("http_config", options.http().toYaml());
    return printed;
  }

  public static Printed of(Dedup.Resolved sendResolved) {
    Printed printed = new Printed();
    printed.tree.put("send_resolved", sendResolved == Dedup.Resolved.SENT);
    return printed;
  }

  /** Left out when empty. */
  public Printed put(String key, Object value) {
    tree.put(key, value);
    return this;
  }

  /** Printed even when empty, where an empty text would otherwise fall back to a default. */
  public Printed keep(String key, String value) {
    if (value.isEmpty()) {
      tree.putAll(Map.of(key, ""));
    } else {
      tree.put(key, value);
    }
    return this;
  }

  /** All text fields; an empty one is printed where something else would be the default. */
  public Printed fields(Fields fields) {
    fields.texts().forEach((key, text) -> {
      if (!text.isEmpty() || !fields.table().defaults().getOrDefault(key, "").isEmpty()) {
        keep(key, text);
      }
    });
    return this;
  }

  /** Left out when zero, which is the default; older tools do not know the key. */
  public Printed timeout(Duration timeout) {
    return timeout.isZero() ? this : put("timeout", new PromDuration(timeout.toMillis()).toString());
  }

  public Printed flag(String key, boolean value) {
    return value ? put(key, true) : this;
  }

  /** Under the key when inline, under {@code key_file} when by reference. */
  public Printed secret(String key, Optional<Secret> secret) {
    HttpClientConfig.putSecret(tree, key, secret);
    return this;
  }

  public Map<String, Object> build() {
    return tree.build();
  }

  /** Where a secret URL leads without what is secret about it: the host, or the reference. For identities. */
  public static String place(Secret url) {
    return switch (url) {
      case Secret.Reference reference -> reference.reference();
      case Secret.Inline inline -> place(inline.value());
    };
  }

  /** The host of a URL, or nothing when it has none to show. */
  public static String place(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    String authority = url.indexOf("://") < 0 ? "" : path < 0 ? url : url.substring(0, path);
    if (authority.isEmpty() || authority.contains("{{") || authority.contains("@") || authority.contains("?")) {
      return "";
    }
    try {
      URI uri = URI.create(authority);
      return uri.getHost() == null ? "" : uri.getHost();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
