package dev.narthex.jobs.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.rules.OutgoingAlert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The body of {@code POST /api/v2/alerts}. */
final class AlertsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AlertsJson() {}

  static byte[] of(List<OutgoingAlert> alerts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      for (OutgoingAlert alert : alerts) {
        json.writeStartObject();
        texts(json, "annotations", new TreeMap<>(alert.annotations()));
        json.writeStringField("endsAt", Instant.ofEpochMilli(alert.endsAt()).toString());
        json.writeStringField("startsAt", Instant.ofEpochMilli(alert.startsAt()).toString());
        json.writeStringField("generatorURL", alert.generatorUrl());
        texts(json, "labels", alert.labels().toMap());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return out.toByteArray();
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }
}
