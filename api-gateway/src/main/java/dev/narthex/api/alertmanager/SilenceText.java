package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.alert.silence.Silence;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.api.request.JsonBody;
import dev.narthex.api.request.JsonFields;
import dev.narthex.model.LabelMatcher;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Silences in the JSON of API v2. */
final class SilenceText {
  private SilenceText() {}

  static void write(JsonOutput out, Silence silence, Instant now) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeStringField("id", silence.id());
    json.writeObjectFieldStart("status");
    json.writeStringField("state", silence.stateAt(now).word());
    json.writeEndObject();
    json.writeStringField("updatedAt", RouterAnswer.time(silence.updatedAt()));
    json.writeStringField("comment", silence.comment());
    json.writeStringField("createdBy", silence.createdBy());
    json.writeStringField("endsAt", RouterAnswer.time(silence.endsAt()));
    json.writeArrayFieldStart("matchers");
    for (LabelMatcher matcher : silence.matchers()) {
      json.writeStartObject();
      json.writeBooleanField("isEqual", !matcher.type().isNegative());
      json.writeBooleanField("isRegex", matcher.type().isRegex());
      json.writeStringField("name", matcher.name());
      json.writeStringField("value", matcher.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("startsAt", RouterAnswer.time(silence.startsAt()));
    json.writeFieldName("annotations");
    out.stringMap(new java.util.TreeMap<>(silence.annotations()));
    json.writeEndObject();
  }

  /** A silence as posted: times, author, comment and matchers are needed, the id only to change one. */
  static Silence read(String body, Instant now) {
    JsonFields fields = JsonFields.of("", JsonBody.parse(body));
    List<LabelMatcher> matchers = new ArrayList<>();
    List<?> given = fields.list("matchers");
    for (int i = 0; i < given.size(); i++) {
      matchers.add(matcher(JsonFields.of("matchers[" + i + "]", given.get(i))));
    }
    return new Silence(
        fields.text("id").orElse(""),
        matchers,
        requiredTime(fields, "startsAt"),
        requiredTime(fields, "endsAt"),
        now,
        fields.required("createdBy"),
        fields.required("comment"),
        fields.labels("annotations").toMap(),
        0);
  }

  private static Instant requiredTime(JsonFields fields, String name) {
    return fields.time(name).orElseThrow(() -> ApiException.badData(name + " is required"));
  }

  private static LabelMatcher matcher(JsonFields fields) {
    boolean equal = fields.flag("isEqual", true);
    boolean regex = fields.flag("isRegex", false);
    LabelMatcher.Type type =
        regex
            ? (equal ? LabelMatcher.Type.REGEX : LabelMatcher.Type.NOT_REGEX)
            : (equal ? LabelMatcher.Type.EQUAL : LabelMatcher.Type.NOT_EQUAL);
    String name = fields.required("name");
    if (name.isEmpty()) {
      throw ApiException.badData("invalid silence: invalid label matcher " + fields.path() + ": empty label name");
    }
    try {
      return LabelMatcher.of(type, name, fields.required("value"));
    } catch (IllegalArgumentException e) {
      throw ApiException.badData("invalid silence: invalid label matcher " + fields.path() + ": " + e.getMessage());
    }
  }
}
