package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonOutput;
import java.io.IOException;
import java.util.List;

/** An alert as API v2 shows it. */
final class AlertText {
  private AlertText() {}

  static void write(JsonOutput out, RoutedAlert alert) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("annotations");
    out.labels(alert.alert().annotations());
    json.writeStringField("endsAt", RouterAnswer.time(alert.alert().endsAt()));
    json.writeStringField("fingerprint", alert.alert().fingerprint().toString());
    json.writeFieldName("receivers");
    receivers(json, alert.receivers());
    json.writeStringField("startsAt", RouterAnswer.time(alert.alert().startsAt()));
    json.writeObjectFieldStart("status");
    json.writeFieldName("inhibitedBy");
    out.strings(alert.inhibitedBy());
    json.writeFieldName("mutedBy");
    out.strings(alert.mutedBy());
    json.writeFieldName("silencedBy");
    out.strings(alert.silencedBy());
    json.writeStringField("state", alert.state());
    json.writeEndObject();
    json.writeStringField("updatedAt", RouterAnswer.time(alert.alert().updatedAt()));
    json.writeStringField("generatorURL", alert.alert().generatorUrl());
    json.writeFieldName("labels");
    out.labels(alert.alert().labels());
    json.writeEndObject();
  }

  private static void receivers(JsonGenerator json, List<String> names) throws IOException {
    json.writeStartArray();
    for (String name : names) {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
