package dev.narthex.alert.template;

import dev.narthex.template.Arguments;
import dev.narthex.template.FunctionException;
import dev.narthex.template.Limits;
import dev.narthex.template.TemplateException;
import dev.narthex.template.TemplateFunction;
import dev.narthex.template.TemplateSet;
import dev.narthex.template.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Expands the templates of receivers: the default texts, the user's files, and the texts of single fields, which are templates that may
 * call the former. Compiled once a configuration; safe for concurrent use.
 */
public final class NotificationTemplates {
  /** What one field may cost: a mebibyte of text, half a million executed nodes, fifty templates deep. */
  static final Limits LIMITS = new Limits(1 << 20, 500_000, 50);

  private static final List<String> DEFAULTS = List.of("default.tmpl", "email.tmpl");
  private static final String ROUTE_LABELS = "routeLabels";

  /**
   * A file of templates.
   *
   * @param name its path, for error texts
   */
  public record Source(String name, String text) {}

  private final TemplateSet set;
  private final String externalUrl;
  private final ConcurrentMap<String, TemplateSet> fields = new ConcurrentHashMap<>();

  private NotificationTemplates(TemplateSet set, String externalUrl) {
    this.set = set;
    this.externalUrl = externalUrl;
  }

  /**
   * The default texts and these files; what a later file defines again wins.
   *
   * @param externalUrl what this installation is called from outside, without a slash at the end
   * @throws TemplateException with file and line when a file does not parse
   */
  public static NotificationTemplates compile(List<Source> files, String externalUrl, InstantSource clock) {
    TemplateSet set = TemplateSet.of(NotificationFunctions.table(clock), LIMITS);
    for (String name : DEFAULTS) {
      set = set.with(name, resource(name));
    }
    for (Source file : files) {
      set = set.with(file.name, file.text);
    }
    return new NotificationTemplates(set, externalUrl);
  }

  private static String resource(String name) {
    try (InputStream in = NotificationTemplates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing beside " + NotificationTemplates.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code .ExternalURL} answers. */
  public String externalUrl() {
    return externalUrl;
  }

  /** The names of all templates. */
  public Set<String> names() {
    return set.names();
  }

  /** Expands the text of a field. */
  public Expansion text(String source, NotificationData data) {
    return expand(source, data, name -> data.routeLabels().getOrDefault(name, ""), TemplateSet.Mode.TEXT);
  }

  /** As {@link #text}, with values escaped by where they stand in HTML. */
  public Expansion html(String source, NotificationData data) {
    return expand(source, data, name -> data.routeLabels().getOrDefault(name, ""), TemplateSet.Mode.HTML);
  }

  /** Why a text is no template; empty when it is one. Whether it runs is seen only with data. */
  public Optional<String> complaint(String source) {
    try {
      field(source);
      return Optional.empty();
    } catch (TemplateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  Expansion expand(String source, NotificationData data, Function<String, String> routeLabels, TemplateSet.Mode mode) {
    if (source.indexOf("{{") < 0) {
      return new Expansion.Expanded(source);
    }
    TemplateFunction lookup = a -> Value.of(routeLabels.apply(Arguments.text(a, 0)));
    try {
      return new Expansion.Expanded(field(source).withFunctions(Map.of(ROUTE_LABELS, lookup.arity(ROUTE_LABELS, 1, 1))).execute("", data.toValue(), mode));
    } catch (TemplateException | FunctionException e) {
      return new Expansion.Failed(String.valueOf(e.getMessage()));
    }
  }

  private TemplateSet field(String source) {
    return fields.computeIfAbsent(source, text -> set.with("", text));
  }
}
