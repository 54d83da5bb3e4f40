package dev.narthex.alert.receiver.slack;

import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.FieldTable;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.yaml.MappingReader;
import java.util.Map;
import java.util.Optional;

/**
 * A button or menu of an attachment.
 *
 * @param confirm a question that is asked first
 */
record SlackAction(Fields fields, Optional<Fields> confirm) {
  static final FieldTable TABLE = FieldTable.of("type", "", "text", "", "url", "", "style", "", "name", "", "value", "");
  static final FieldTable CONFIRM = FieldTable.of("text", "", "title", "", "ok_text", "", "dismiss_text", "");

  static SlackAction read(MappingReader r, Entry entry) {
    r.required("type");
    r.required("text");
    Fields fields = TABLE.read(new Entry(r, entry.global()));
    if (fields.isEmpty("url") && fields.isEmpty("name")) {
      throw r.error("type", "an action needs \"name\" or \"url\"");
    }
    return new SlackAction(fields, r.mapping("confirm", c -> {
      c.required("text");
      return CONFIRM.read(new Entry(c, entry.global()));
    }));
  }

  Map<String, Object> toYaml() {
    return Printed.part().fields(fields).put("confirm", confirm.map(c -> Printed.part().fields(c).build())).build();
  }
}
