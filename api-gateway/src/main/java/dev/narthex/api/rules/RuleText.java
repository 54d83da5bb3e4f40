package dev.narthex.api.rules;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.model.GoFloat;
import dev.narthex.rules.ActiveAlert;
import dev.narthex.rules.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Groups, rules and alerts in the JSON of Prometheus' API. Durations are seconds. */
final class RuleText {
  /** What Go prints for a time that never was. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private RuleText() {}

  static void write(JsonOutput out, GroupStatus status, RuleSelection selection) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeStringField("name", status.group().name());
    json.writeStringField("file", status.group().file());
    json.writeArrayFieldStart("rules");
    for (RuleStatus rule : selection.rules(status)) {
      switch (rule.rule()) {
        case Rule.Alerting alerting -> alerting(out, alerting, rule, selection);
        case Rule.Recording recording -> recording(out, recording, rule);
      }
    }
    json.writeEndArray();
    json.writeFieldName("interval");
    seconds(json, status.group().intervalMillis());
    json.writeNumberField("limit", status.group().limit());
    evaluated(json, status.last());
    json.writeEndObject();
  }

  private static void alerting(JsonOutput out, Rule.Alerting rule, RuleStatus status, RuleSelection selection) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeStringField("state", status.state().word());
    json.writeStringField("name", rule.name());
    json.writeStringField("query", rule.query());
    json.writeFieldName("duration");
    seconds(json, rule.holdMillis());
    json.writeFieldName("keepFiringFor");
    seconds(json, rule.keepFiringMillis());
    json.writeFieldName("labels");
    out.stringMap(new TreeMap<>(rule.labels()));
    json.writeFieldName("annotations");
    out.stringMap(new TreeMap<>(rule.annotations()));
    json.writeFieldName("alerts");
    alerts(out, selection.showsAlerts() ? status.active() : List.of());
    outcome(json, status, "alerting");
  }

  private static void recording(JsonOutput out, Rule.Recording rule, RuleStatus status) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeStringField("name", rule.name());
    json.writeStringField("query", rule.query());
    json.writeFieldName("labels");
    out.stringMap(new TreeMap<>(rule.labels()));
    outcome(json, status, "recording");
  }

  private static void outcome(JsonGenerator json, RuleStatus status, String type) throws IOException {
    json.writeStringField("health", status.health());
    if (!status.error().isEmpty()) {
      json.writeStringField("lastError", status.error());
    }
    evaluated(json, status.last());
    json.writeStringField("type", type);
    json.writeEndObject();
  }

  static void alerts(JsonOutput out, List<ActiveAlert> alerts) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartArray();
    for (ActiveAlert alert : alerts) {
      json.writeStartObject();
      json.writeFieldName("labels");
      out.labels(alert.labels());
      json.writeFieldName("annotations");
      out.stringMap(new TreeMap<>(alert.annotations()));
      json.writeStringField("state", alert.state().word());
      json.writeStringField("activeAt", time(alert.activeAt()));
      if (alert.keepFiringSince().isPresent()) {
        json.writeStringField("keepFiringSince", time(alert.keepFiringSince().getAsLong()));
      }
      json.writeStringField("value", exponential(alert.value()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Always with an exponent of at least two digits, as Go's {@code 'e'} format: {@code 1.5e+00}. */
  static String exponential(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return GoFloat.plain(value);
    }
    BigDecimal decimal = new BigDecimal(GoFloat.plain(value)).stripTrailingZeros();
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.equals("0") ? 0 : digits.length() - 1 - decimal.scale();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String size = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return (decimal.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + size;
  }

  private static void evaluated(JsonGenerator json, Optional<GroupStatus.Evaluated> last) throws IOException {
    json.writeNumberField("evaluationTime", last.map(e -> e.took().toNanos() / 1e9).orElse(0.0));
    json.writeStringField("lastEvaluation", last.map(e -> DateTimeFormatter.ISO_INSTANT.format(e.at())).orElse(NEVER));
  }

  private static void seconds(JsonGenerator json, long millis) throws IOException {
    json.writeNumber(GoFloat.plain(millis / 1000.0));
  }

  private static String time(long millis) {
    return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(millis));
  }
}
