package dev.narthex.alert.receiver.jira;

import dev.narthex.alert.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Atlassian's document format, as version 3 of the API wants texts: what already is JSON is taken as it is, other texts become paragraphs. */
final class Document {
  private Document() {}

  static Object of(String text) {
    return Json.parseObject(text).<Object>map(document -> document).orElseGet(() -> paragraphs(text));
  }

  private static Map<String, Object> paragraphs(String text) {
    List<Object> content = new ArrayList<>();
    for (String block : text.split("\n\n+")) {
      List<Object> lines = new ArrayList<>();
      for (String line : block.strip().split("\n")) {
        if (line.isBlank()) {
          continue;
        }
        if (!lines.isEmpty()) {
          lines.add(Map.of("type", "hardBreak"));
        }
        lines.add(Json.object().put("type", "text").put("text", line).build());
      }
      if (!lines.isEmpty()) {
        content.add(Json.object().put("type", "paragraph").put("content", lines).build());
      }
    }
    return Json.object().put("type", "doc").put("version", 1L).put("content", content).build();
  }
}
