package dev.narthex.alert.template;

import dev.narthex.alert.Alert;
import dev.narthex.alert.json.Json;
import dev.narthex.model.Labels;
import dev.narthex.template.GoTime;
import dev.narthex.template.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One alert as templates and bodies see it.
 *
 * @param status {@code firing} or {@code resolved}
 * @param endsAt {@link #NO_END} while it fires: when it will be over is not known
 * @param fingerprint 16 hex digits
 */
public record AlertData(String status, Labels labels, Labels annotations, Instant startsAt, Instant endsAt, String generatorUrl, String fingerprint) {
  /** Go's zero time, which stands for "none" on the wire. */
  public static final Instant NO_END = Instant.parse("0001-01-01T00:00:00Z");

  /** The word for an alert that fires. */
  public static final String FIRING = "firing";

  /** The word for an alert that is over. */
  public static final String RESOLVED = "resolved";

  /** An alert as it is at an instant. */
  public static AlertData of(Alert alert, Instant at) {
    boolean over = alert.isResolvedAt(at);
    return new AlertData(over ? RESOLVED : FIRING, alert.labels(), alert.annotations(), alert.startsAt(), over ? alert.endsAt() : NO_END, alert.generatorUrl(),
        alert.fingerprint().toString());
  }

  public boolean isFiring() {
    return status.equals(FIRING);
  }

  Value toValue() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("Status", Value.of(status));
    fields.put("Labels", KeyValues.of(labels));
    fields.put("Annotations", KeyValues.of(annotations));
    fields.put("StartsAt", GoTime.time(startsAt, ZoneOffset.UTC));
    fields.put("EndsAt", GoTime.time(endsAt, ZoneOffset.UTC));
    fields.put("GeneratorURL", Value.of(generatorUrl));
    fields.put("Fingerprint", Value.of(fingerprint));
    return new Value.Struct("template.Alert", fields, Map.of(), Optional.empty());
  }

  /** The member of {@code alerts} in webhook bodies. */
  Map<String, Object> toJson() {
    return Json.object()
        .put("status", status)
        .put("labels", labels.toMap())
        .put("annotations", annotations.toMap())
        .put("startsAt", time(startsAt))
        .put("endsAt", time(endsAt))
        .put("generatorURL", generatorUrl)
        .put("fingerprint", fingerprint)
        .build();
  }

  /** RFC 3339 with as many digits of a fraction as there are. */
  static String time(Instant instant) {
    return GoTime.format(instant.atZone(ZoneOffset.UTC), "2006-01-02T15:04:05.999999999Z07:00");
  }
}
