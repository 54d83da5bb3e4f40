package dev.narthex.alert.template;

import dev.narthex.template.FunctionException;
import dev.narthex.template.TemplateSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Expands the labels of a route for one group. A label may refer to others by {@code routeLabels}; a circle is an error. Used once. */
public final class RouteLabelTemplates {
  private final NotificationTemplates templates;
  private final Map<String, String> sources;
  private final NotificationData data;
  private final Map<String, String> done = new HashMap<>();
  private final LinkedHashSet<String> underWay = new LinkedHashSet<>();

  /**
   * The labels, and what went wrong.
   *
   * @param errors sentences by label name; such a label is empty
   */
  public record Labels(Map<String, String> values, Map<String, String> errors) {}

  private RouteLabelTemplates(NotificationTemplates templates, Map<String, String> sources, NotificationData data) {
    this.templates = templates;
    this.sources = sources;
    this.data = data.withRouteLabels(sources);
  }

  /**
   * Expands all.
   *
   * @param sources templates by label name
   */
  public static Labels expand(NotificationTemplates templates, Map<String, String> sources, NotificationData data) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> errors = new TreeMap<>();
    RouteLabelTemplates expansion = new RouteLabelTemplates(templates, sources, data);
    for (String name : sources.keySet()) {
      try {
        values.put(name, expansion.resolve(name));
      } catch (FunctionException e) {
        values.put(name, "");
        errors.put(name, String.valueOf(e.getMessage()));
      }
    }
    return new Labels(values, errors);
  }

  private String resolve(String name) {
    String source = sources.get(name);
    if (source == null) {
      return "";
    }
    String known = done.get(name);
    if (known != null) {
      return known;
    }
    if (!underWay.add(name)) {
      List<String> circle = new ArrayList<>(underWay);
      circle.add(name);
      throw new FunctionException("route label cycle detected: " + String.join(" -> ", circle));
    }
    try {
      String value = templates.expand(source, data, this::resolve, TemplateSet.Mode.TEXT).orElse(error -> {
        throw new FunctionException(error);
      });
      done.put(name, value);
      return value;
    } finally {
      underWay.remove(name);
    }
  }
}
