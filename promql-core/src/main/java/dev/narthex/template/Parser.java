package dev.narthex.template;

import dev.narthex.template.Node.Pipeline;
import dev.narthex.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the tree of one source, its control structures around pipelines, and collects the templates that it defines. */
final class Parser {
  private final String name;
  private final String source;
  private final Tokens tokens;
  private final Set<String> functions;
  private final Map<String, Definition> definitions;
  private PipelineParser pipelines;
  private int rangeDepth;

  /** A named template: its tree and the source in which errors point. */
  record Definition(String name, String parsedIn, String source, List<Node> body) {
    boolean isBlank() {
      return body.stream().allMatch(n -> n instanceof Node.Verbatim v && v.text().isBlank());
    }
  }

  private enum Stop {
    END,
    ELSE,
    EOF
  }

  private Parser(String name, String source, Set<String> functions, Map<String, Definition> definitions) {
    this.name = name;
    this.source = source;
    this.functions = functions;
    this.definitions = definitions;
    this.tokens = new Tokens(name, source);
    this.pipelines = new PipelineParser(tokens, functions);
  }

  /** Parses a source; its own text becomes the template {@code name}, unless that is blank and one of that name exists. */
  static void parse(String name, String source, Set<String> functions, Map<String, Definition> definitions) {
    Parser parser = new Parser(name, source, functions, definitions);
    List<Node> body = new ArrayList<>();
    Stop stop = parser.list(body);
    if (stop != Stop.EOF) {
      throw parser.tokens.error(parser.tokens.previous(), "unexpected {{" + (stop == Stop.END ? "end" : "else") + "}}");
    }
    parser.define(new Definition(name, name, source, List.copyOf(body)));
  }

  private void define(Definition definition) {
    Definition old = definitions.get(definition.name());
    if (old == null || old.isBlank() || !definition.isBlank()) {
      definitions.put(definition.name(), definition);
    }
  }

  private Stop list(List<Node> out) {
    tokens.enter(tokens.peek(), "control structures");
    try {
      while (true) {
        Token token = tokens.take();
        switch (token.kind()) {
          case TEXT -> out.add(new Node.Verbatim(token.at(), token.text()));
          case END -> {
            return Stop.EOF;
          }
          case LEFT -> {
            Optional<Stop> stop = action(out);
            if (stop.isPresent()) {
              return stop.get();
            }
          }
          default -> throw tokens.unexpected(token, "input");
        }
      }
    } finally {
      tokens.leave();
    }
  }

  private Optional<Stop> action(List<Node> out) {
    Token token = tokens.peekNonSpace();
    if (token.kind() == Kind.KEYWORD) {
      switch (token.text()) {
        case "if" -> out.add(control(tokens.takeNonSpace()));
        case "with" -> out.add(control(tokens.takeNonSpace()));
        case "range" -> out.add(control(tokens.takeNonSpace()));
        case "template" -> out.add(templateCall(tokens.takeNonSpace()));
        case "block" -> out.add(block(tokens.takeNonSpace()));
        case "define" -> definition(tokens.takeNonSpace());
        case "break", "continue" -> out.add(jump(tokens.takeNonSpace()));
        case "end" -> {
          tokens.takeNonSpace();
          tokens.expect(Kind.RIGHT, "end");
          return Optional.of(Stop.END);
        }
        case "else" -> {
          tokens.takeNonSpace();
          return Optional.of(Stop.ELSE);
        }
        default -> out.add(print());
      }
      return Optional.empty();
    }
    out.add(print());
    return Optional.empty();
  }

  /** A printed pipeline; variables it declares live until the end of the enclosing block. */
  private Node print() {
    int at = tokens.peekNonSpace().at();
    return new Node.Action(at, pipelines.pipeline("command", Kind.RIGHT));
  }

  private Node jump(Token word) {
    tokens.expect(Kind.RIGHT, "{{" + word.text() + "}}");
    if (rangeDepth == 0) {
      throw tokens.error(word, "{{" + word.text() + "}} outside {{range}}");
    }
    return word.text().equals("break") ? new Node.Break(word.at()) : new Node.Continue(word.at());
  }

  private Node control(Token word) {
    int scope = pipelines.scope();
    boolean isRange = word.text().equals("range");
    Pipeline subject = pipelines.pipeline(word.text(), Kind.RIGHT);
    List<Node> body = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    rangeDepth += isRange ? 1 : 0;
    Stop stop = list(body);
    rangeDepth -= isRange ? 1 : 0;
    if (stop == Stop.ELSE) {
      Token after = tokens.peekNonSpace();
      boolean chained = after.kind() == Kind.KEYWORD && after.text().equals(word.text()) && !isRange;
      if (chained) {
        // {{else if}} is an else that holds one if and shares its end
        otherwise.add(control(tokens.takeNonSpace()));
        stop = Stop.END;
      } else {
        tokens.expect(Kind.RIGHT, "else");
        stop = list(otherwise);
        if (stop == Stop.ELSE) {
          throw tokens.error(tokens.previous(), "expected end; found {{else}}");
        }
      }
    }
    if (stop == Stop.EOF) {
      throw tokens.error(tokens.previous(), "unexpected EOF");
    }
    pipelines.leave(scope);
    List<Node> b = List.copyOf(body);
    List<Node> o = List.copyOf(otherwise);
    return switch (word.text()) {
      case "if" -> new Node.If(word.at(), subject, b, o);
      case "with" -> new Node.With(word.at(), subject, b, o);
      default -> new Node.Range(word.at(), subject, b, o);
    };
  }

  private Node templateCall(Token word) {
    int at = tokens.peekNonSpace().at();
    String called = templateName("template clause");
    Optional<Pipeline> argument = Optional.empty();
    if (tokens.peekNonSpace().kind() == Kind.RIGHT) {
      tokens.takeNonSpace();
    } else {
      argument = Optional.of(pipelines.pipeline("template clause", Kind.RIGHT));
    }
    return new Node.Call(at, called, argument);
  }

  private Node block(Token word) {
    String called = templateName("block clause");
    Pipeline argument = pipelines.pipeline("block clause", Kind.RIGHT);
    body(word, called, "block clause");
    return new Node.Call(word.at(), called, Optional.of(argument));
  }

  private void definition(Token word) {
    if (tokens.depth() > 1) {
      throw tokens.unexpected(word, "command");
    }
    String called = templateName("define clause");
    tokens.expect(Kind.RIGHT, "define clause");
    body(word, called, "define clause");
  }

  /** The body of a definition, with variables and loops of its own. */
  private void body(Token word, String called, String context) {
    PipelineParser outer = pipelines;
    int outerRange = rangeDepth;
    pipelines = new PipelineParser(tokens, functions);
    rangeDepth = 0;
    List<Node> nodes = new ArrayList<>();
    Stop stop = list(nodes);
    if (stop == Stop.EOF) {
      throw tokens.error(tokens.previous(), "unexpected EOF");
    }
    if (stop == Stop.ELSE) {
      throw tokens.error(word, "unexpected {{else}} in " + context);
    }
    pipelines = outer;
    rangeDepth = outerRange;
    define(new Definition(called, name, source, List.copyOf(nodes)));
  }

  private String templateName(String context) {
    Token token = tokens.takeNonSpace();
    if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
      throw tokens.unexpected(token, context);
    }
    return pipelines.unquote(token);
  }
}
