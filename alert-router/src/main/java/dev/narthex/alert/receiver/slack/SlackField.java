package dev.narthex.alert.receiver.slack;

import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.yaml.MappingReader;
import java.util.Map;
import java.util.Optional;

/**
 * A field of an attachment; title and value are templates.
 *
 * @param isShort whether it fits beside another; empty = as {@code short_fields} says
 */
public record SlackField(String title, String value, Optional<Boolean> isShort) {
  public static SlackField read(MappingReader r) {
    return new SlackField(r.required("title"), r.required("value"), r.bool("short"));
  }

  public Map<String, Object> toYaml() {
    return Printed.part().put("title", title).put("value", value).put("short", isShort).build();
  }
}
