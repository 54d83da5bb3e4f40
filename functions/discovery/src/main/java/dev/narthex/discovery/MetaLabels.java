package dev.narthex.discovery;

import dev.narthex.ingest.discovery.Target;
import dev.narthex.model.Labels;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Collects the labels of one target. What AWS does not say gets no label. */
final class MetaLabels {
  private final Labels.Builder labels = Labels.builder();
  private final String prefix;

  /** @param family such as {@code ec2}: labels begin with {@code __meta_ec2_} */
  MetaLabels(String family) {
    this.prefix = "__meta_" + family + "_";
  }

  MetaLabels put(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.set(prefix + name, value);
    }
    return this;
  }

  /** A list, with a comma at both ends so that a regular expression finds whole elements. */
  MetaLabels list(String name, Collection<String> values) {
    return values.isEmpty() ? this : put(name, "," + String.join(",", values) + ",");
  }

  /** A label whose name is a user's: what a label name may not hold becomes an underscore. An empty value keeps the label out. */
  MetaLabels named(String family, @Nullable String key, @Nullable String value) {
    return key == null ? this : put(family + "_" + sanitized(key), value);
  }

  /** All of them, with the address. */
  Labels at(String host, int port) {
    String address = host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    return labels.set(Target.ADDRESS, address).build();
  }

  /** A label without the family's prefix, such as {@code __scheme__}. */
  MetaLabels plain(String name, String value) {
    labels.set(name, value);
    return this;
  }

  private static String sanitized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
    }
    return out.toString();
  }
}
