package dev.narthex.alert.receiver.mattermost;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.json.JsonObject;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.FieldTable;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.slack.SlackField;
import dev.narthex.yaml.MappingReader;
import java.util.List;
import java.util.Map;

/** One of {@code attachments}; its fields are those of Slack. */
record MattermostAttachment(Fields texts, List<SlackField> fields) {
  static final FieldTable TABLE = FieldTable.of("fallback", "", "color", "", "pretext", "", "text", "", "author_name", "", "author_link", "", "author_icon", "", "title", "",
      "title_link", "", "thumb_url", "", "footer", "", "footer_icon", "", "image_url", "");

  static MattermostAttachment read(MappingReader r, Entry entry) {
    return new MattermostAttachment(TABLE.read(new Entry(r, entry.global())), r.mappings("fields", SlackField::read));
  }

  Map<String, Object> toYaml() {
    return Printed.part().fields(texts).put("fields", fields.stream().map(SlackField::toYaml).toList()).build();
  }

  Map<String, Object> toJson(Attempt attempt) {
    JsonObject object = Json.object();
    for (String key : TABLE.defaults().keySet()) {
      String text = switch (key) {
        case "title", "fallback" -> attempt.subject(texts, key);
        case "text", "pretext" -> attempt.content(texts, key);
        default -> attempt.detail(texts, key);
      };
      object.putUnlessEmpty(key, text);
    }
    return object.putUnlessEmpty("fields", fields.stream().map(field -> field(attempt, field)).toList()).build();
  }

  private static Map<String, Object> field(Attempt attempt, SlackField field) {
    JsonObject object = Json.object()
        .putUnlessEmpty("title", attempt.detail("fields.title", field.title()))
        .putUnlessEmpty("value", attempt.detail("fields.value", field.value()));
    field.isShort().ifPresent(isShort -> object.put("short", isShort));
    return object.build();
  }
}
