package dev.narthex.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A set of named templates that call each other, with their functions: compiled once, executed often, safe for concurrent
 * executions. {@link #with} adds sources and leaves this set as it is.
 */
public final class TemplateSet {
  /** How printed values reach the output. */
  public enum Mode {
    /** As they are. */
    TEXT,
    /** Escaped by where they stand in the HTML. */
    HTML
  }

  private final Map<String, TemplateFunction> functions;
  private final Map<String, Parser.Definition> definitions;
  private final Limits limits;

  private TemplateSet(Map<String, TemplateFunction> functions, Map<String, Parser.Definition> definitions, Limits limits) {
    this.functions = functions;
    this.definitions = definitions;
    this.limits = limits;
  }

  /** An empty set with Go's built-in functions and these; a name given here wins. */
  public static TemplateSet of(Map<String, TemplateFunction> functions, Limits limits) {
    Map<String, TemplateFunction> all = new HashMap<>(Builtins.table());
    all.putAll(functions);
    return new TemplateSet(Map.copyOf(all), Map.of(), limits);
  }

  /**
   * This set and what the source defines. Text outside of {@code define} becomes the template {@code name}.
   *
   * @throws TemplateException when the source does not parse
   */
  public TemplateSet with(String name, String source) {
    Map<String, Parser.Definition> all = new HashMap<>(definitions);
    Set<String> known = new HashSet<>(functions.keySet());
    Parser.parse(name, source, known, all);
    return new TemplateSet(functions, Map.copyOf(all), limits);
  }

  /** This set with more functions, for example bound to one evaluation; names must have been known when the sources were parsed. */
  public TemplateSet withFunctions(Map<String, TemplateFunction> more) {
    Map<String, TemplateFunction> all = new HashMap<>(functions);
    all.putAll(more);
    return new TemplateSet(Map.copyOf(all), definitions, limits);
  }

  public Set<String> names() {
    return definitions.keySet();
  }

  public boolean defines(String name) {
    return definitions.containsKey(name);
  }

  /**
   * Runs a template on data.
   *
   * @throws TemplateException with Go's text when execution fails or a limit is reached
   */
  public String execute(String name, Value data, Mode mode) {
    Parser.Definition definition = definitions.get(name);
    if (definition == null) {
      throw new TemplateException("template: no template " + GoText.quote(name) + " associated with template " + GoText.quote(name));
    }
    Output output = mode == Mode.HTML ? new HtmlOutput(limits.outputChars()) : new Output(limits.outputChars());
    new Execution(functions, definitions, limits, output).run(definition, data);
    return output.toString();
  }

  Optional<Parser.Definition> definition(String name) {
    return Optional.ofNullable(definitions.get(name));
  }
}
