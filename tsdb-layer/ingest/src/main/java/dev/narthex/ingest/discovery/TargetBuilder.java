package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes targets of discovered labels, as Prometheus: defaults for {@code job}, {@code __scheme__}, {@code __metrics_path__}, {@code __scrape_interval__}, {@code __scrape_timeout__} and {@code __param_*} where
 * discovery gave none; relabelling; then URL, interval and timeout from what is left, {@code instance} from the address, and every label that begins with {@code __} goes.
 */
public final class TargetBuilder {
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__metrics_path__";
  private static final String INTERVAL = "__scrape_interval__";
  private static final String TIMEOUT = "__scrape_timeout__";
  private static final String PARAMETER = "__param_";
  private static final Set<String> SWITCHES = Set.of(Target.NATIVE_HISTOGRAMS, Target.CONVERT_CLASSIC_HISTOGRAMS, Target.ALWAYS_CLASSIC_HISTOGRAMS);

  private final ScrapeConfig job;

  public TargetBuilder(ScrapeConfig job) {
    this.job = job;
  }

  /** What a discovered target became. */
  public sealed interface Outcome {
    /** To be scraped. */
    record Active(Target target) implements Outcome {}

    /** Dropped by relabelling. */
    record Dropped(Labels discovered) implements Outcome {}

    /** Not usable; one sentence. */
    record Unusable(Labels discovered, String reason) implements Outcome {}
  }

  /** The labels that relabelling starts from. */
  public Labels discovered(Labels target, Labels group) {
    Labels.Builder labels = group.edit();
    for (int i = 0; i < target.size(); i++) {
      labels.set(target.name(i), target.value(i));
    }
    setDefault(labels, "job", job.jobName());
    setDefault(labels, INTERVAL, job.interval().toString());
    setDefault(labels, TIMEOUT, job.timeout().toString());
    setDefault(labels, PATH, job.metricsPath());
    setDefault(labels, SCHEME, job.scheme());
    job.params().forEach((name, values) -> {
      if (!values.isEmpty()) {
        setDefault(labels, PARAMETER + name, values.getFirst());
      }
    });
    return labels.build();
  }

  private static void setDefault(Labels.Builder labels, String name, String value) {
    if (labels.get(name).isEmpty()) {
      labels.set(name, value);
    }
  }

  /** Relabels and completes one target; {@code discovered} comes from {@link #discovered}. */
  public Outcome build(Labels discovered) {
    Optional<Labels> relabelled = job.relabeling().apply(discovered);
    if (relabelled.isEmpty() || relabelled.get().isEmpty()) {
      return new Outcome.Dropped(discovered);
    }
    try {
      return new Outcome.Active(target(discovered, relabelled.get()));
    } catch (IllegalArgumentException e) {
      return new Outcome.Unusable(discovered, String.valueOf(e.getMessage()));
    }
  }

  private Target target(Labels discovered, Labels labels) {
    String address = labels.get(Target.ADDRESS);
    if (address.isEmpty()) {
      throw new IllegalArgumentException("no address");
    }
    if (address.indexOf('/') >= 0) {
      throw new IllegalArgumentException("\"" + address + "\" is not a valid hostname");
    }
    if (labels.has("__unix_socket__")) {
      throw new IllegalArgumentException("__unix_socket__ is not supported");
    }
    PromDuration interval = duration(labels, INTERVAL, "scrape interval");
    PromDuration timeout = duration(labels, TIMEOUT, "scrape timeout");
    if (timeout.compareTo(interval) > 0) {
      throw new IllegalArgumentException("scrape timeout cannot be greater than scrape interval (\"" + timeout + "\" > \"" + interval + "\")");
    }
    Labels.Builder finals = Labels.builder();
    Labels.Builder options = Labels.builder();
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.name(i).startsWith("__")) {
        finals.set(labels.name(i), labels.value(i));
      } else if (SWITCHES.contains(labels.name(i))) {
        options.set(labels.name(i), labels.value(i));
      }
    }
    setDefault(finals, "instance", address);
    return Target.of(job.jobName(), finals.build(), discovered, url(labels, address), interval.millis(), timeout.millis(), options.build());
  }

  private static PromDuration duration(Labels labels, String name, String what) {
    PromDuration duration;
    try {
      duration = PromDuration.parse(labels.get(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("error parsing " + what + ": " + e.getMessage(), e);
    }
    if (duration.isZero()) {
      throw new IllegalArgumentException(what + " cannot be 0");
    }
    return duration;
  }

  private String url(Labels labels, String address) {
    Map<String, List<String>> parameters = new TreeMap<>();
    job.params().forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
    for (int i = 0; i < labels.size(); i++) {
      if (labels.name(i).startsWith(PARAMETER)) {
        List<String> values = parameters.computeIfAbsent(labels.name(i).substring(PARAMETER.length()), _ -> new ArrayList<>());
        if (values.isEmpty()) {
          values.add(labels.value(i));
        } else {
          values.set(0, labels.value(i));
        }
      }
    }
    String scheme = labels.get(SCHEME);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("__scheme__ \"" + scheme + "\" is neither http nor https");
    }
    String path = labels.get(PATH);
    StringBuilder url = new StringBuilder(scheme).append("://").append(escape(address, "[]:@-._~!$&'()*+,;=%")).append(path.startsWith("/") || path.isEmpty() ? "" : "/").append(escape(path, "/:@-._~!$&'()*+,;="));
    char separator = '?';
    for (Map.Entry<String, List<String>> p : parameters.entrySet()) {
      for (String value : p.getValue()) {
        url.append(separator).append(escape(p.getKey(), "-._~")).append('=').append(escape(value, "-._~"));
        separator = '&';
      }
    }
    return url.toString();
  }

  /** Percent-encodes all but ASCII letters, digits and {@code plain}. */
  private static String escape(String text, String plain) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean keep = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || (b > 0 && plain.indexOf(b) >= 0);
      if (keep) {
        out.append((char) b);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16))).append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return out.toString();
  }
}
