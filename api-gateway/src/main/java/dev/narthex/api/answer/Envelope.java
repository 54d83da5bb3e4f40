package dev.narthex.api.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.promql.query.Annotations;
import java.io.IOException;
import java.util.List;

/** Prometheus' success envelope: {@code {"status":"success","data":…,"warnings":[…],"infos":[…]}}. */
final class Envelope implements JsonData {
  private final JsonData data;
  private final List<String> warnings;
  private final List<String> infos;
  private boolean begun;

  Envelope(JsonData data, List<String> warnings, List<String> infos) {
    this.data = data;
    this.warnings = warnings;
    this.infos = infos;
  }

  @Override
  public boolean writeNext(JsonOutput out) throws IOException {
    JsonGenerator json = out.generator();
    if (!begun) {
      begun = true;
      json.writeStartObject();
      json.writeStringField("status", "success");
      json.writeFieldName("data");
    }
    if (data.writeNext(out)) {
      return true;
    }
    remarks(out, warnings, infos);
    json.writeEndObject();
    return false;
  }

  @Override
  public long expectedBytes() {
    return data.expectedBytes();
  }

  private static void remarks(JsonOutput out, List<String> warnings, List<String> infos) throws IOException {
    if (!warnings.isEmpty()) {
      out.generator().writeFieldName("warnings");
      out.strings(warnings);
    }
    if (!infos.isEmpty()) {
      out.generator().writeFieldName("infos");
      out.strings(infos);
    }
  }

  /** At most ten warnings and ten infos, then how many were left out. */
  static Envelope of(JsonData data, Annotations annotations, List<String> moreWarnings) {
    List<String> warnings = new java.util.ArrayList<>(annotations.warnings(10));
    warnings.addAll(moreWarnings);
    return new Envelope(data, warnings, annotations.infos(10));
  }
}
