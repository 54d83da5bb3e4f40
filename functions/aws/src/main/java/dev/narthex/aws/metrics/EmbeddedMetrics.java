package dev.narthex.aws.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.metrics.Counter;
import dev.narthex.metrics.FamilySnapshot;
import dev.narthex.metrics.MetricsRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes how far the counters of {@link OwnMetric} grew since the last line. A metric that did not grow is left out: CloudWatch bills
 * each metric that it hears of. Lines hold numbers and the function's name, nothing of targets, labels or the configuration.
 */
public final class EmbeddedMetrics {
  private static final String NAMESPACE = "Narthex";
  private static final String DIMENSION = "Function";
  private static final JsonFactory JSON = new JsonFactory();

  private final MetricsRegistry registry;
  private final String function;
  private final InstantSource clock;
  private final PrintStream log;
  private final Counter ticks;
  private final Counter refused;
  private final Map<OwnMetric, Double> written = new EnumMap<>(OwnMetric.class);

  /**
   * Metrics of one process.
   *
   * @param function the dimension
   * @param log where Lambda reads the log: standard output
   */
  public EmbeddedMetrics(MetricsRegistry registry, String function, InstantSource clock, PrintStream log) {
    this.registry = registry;
    this.function = function;
    this.clock = clock;
    this.log = log;
    this.ticks = registry.counter(OwnMetric.TICKS.family(), "Minutes that this process planned.");
    this.refused = registry.counter(OwnMetric.REFUSED_CONFIGS.family(), "Minutes planned by an older configuration, as the current one does not parse.");
  }

  /** Counts a planned minute. */
  public void heartbeat() {
    ticks.increment();
  }

  /** Counts a minute under an older configuration than the one that is asked for. */
  public void refusal() {
    refused.increment();
  }

  /** Writes one line, or none when nothing was counted. */
  public synchronized void write() {
    Map<OwnMetric, Double> grown = new EnumMap<>(OwnMetric.class);
    values().forEach((metric, value) -> {
      double more = value - written.getOrDefault(metric, 0.0);
      if (more > 0) {
        grown.put(metric, more);
        written.put(metric, value);
      }
    });
    if (!grown.isEmpty()) {
      log.println(line(grown));
    }
  }

  private Map<OwnMetric, Double> values() {
    Map<String, FamilySnapshot> families = new HashMap<>();
    registry.collect().forEach(family -> families.put(family.name(), family));
    Map<OwnMetric, Double> values = new EnumMap<>(OwnMetric.class);
    for (OwnMetric metric : OwnMetric.values()) {
      FamilySnapshot family = families.get(metric.family());
      if (family != null) {
        double sum = 0;
        for (FamilySnapshot.Point point : family.points()) {
          boolean counts = metric.labels().entrySet().stream().allMatch(label -> label.getValue().equals(point.labels().get(label.getKey())));
          if (counts && point.value() instanceof FamilySnapshot.Number number) {
            sum += number.value();
          }
        }
        values.put(metric, sum);
      }
    }
    return values;
  }

  private String line(Map<OwnMetric, Double> grown) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", clock.millis());
      json.writeArrayFieldStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringField("Namespace", NAMESPACE);
      json.writeArrayFieldStart("Dimensions");
      json.writeStartArray();
      json.writeString(DIMENSION);
      json.writeEndArray();
      json.writeEndArray();
      json.writeArrayFieldStart("Metrics");
      for (OwnMetric metric : grown.keySet()) {
        json.writeStartObject();
        json.writeStringField("Name", metric.title());
        json.writeStringField("Unit", "Count");
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringField(DIMENSION, function);
      for (Map.Entry<OwnMetric, Double> metric : grown.entrySet()) {
        json.writeNumberField(metric.getKey().title(), metric.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
