package dev.narthex.template;

import dev.narthex.template.Node.Command;
import dev.narthex.template.Node.Operand;
import dev.narthex.template.Node.Pipeline;
import dev.narthex.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the tree of one source and collects the templates that it defines. */
final class Parser {
  private static final int MAX_DEPTH = 200;

  private final String name;
  private final String source;
  private final List<Token> tokens;
  private final Set<String> functions;
  private final Map<String, Definition> definitions;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int next;
  private int rangeDepth;
  private int depth;

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
    this.tokens = Lexer.tokens(source);
  }

  /** Parses a source; its own text becomes the template {@code name}, unless that is blank and one of that name exists. */
  static void parse(String name, String source, Set<String> functions, Map<String, Definition> definitions) {
    Parser parser = new Parser(name, source, functions, definitions);
    List<Node> body = new ArrayList<>();
    Stop stop = parser.list(body);
    if (stop != Stop.EOF) {
      throw parser.error(parser.previous(), "unexpected {{" + (stop == Stop.END ? "end" : "else") + "}}");
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
    if (++depth > MAX_DEPTH) {
      throw error(peek(), "control structures are nested deeper than " + MAX_DEPTH);
    }
    try {
      while (true) {
        Token token = take();
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
          default -> throw unexpected(token, "input");
        }
      }
    } finally {
      depth--;
    }
  }

  private Optional<Stop> action(List<Node> out) {
    Token token = peekNonSpace();
    if (token.kind() == Kind.KEYWORD) {
      switch (token.text()) {
        case "if" -> out.add(control(takeNonSpace()));
        case "with" -> out.add(control(takeNonSpace()));
        case "range" -> out.add(control(takeNonSpace()));
        case "template" -> out.add(templateCall(takeNonSpace()));
        case "block" -> out.add(block(takeNonSpace()));
        case "define" -> definition(takeNonSpace());
        case "break", "continue" -> out.add(jump(takeNonSpace()));
        case "end" -> {
          takeNonSpace();
          expect(Kind.RIGHT, "end");
          return Optional.of(Stop.END);
        }
        case "else" -> {
          takeNonSpace();
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
    int at = peekNonSpace().at();
    return new Node.Action(at, pipeline("command", Kind.RIGHT));
  }

  private Node jump(Token word) {
    expect(Kind.RIGHT, "{{" + word.text() + "}}");
    if (rangeDepth == 0) {
      throw error(word, "{{" + word.text() + "}} outside {{range}}");
    }
    return word.text().equals("break") ? new Node.Break(word.at()) : new Node.Continue(word.at());
  }

  private Node control(Token word) {
    int scope = variables.size();
    boolean isRange = word.text().equals("range");
    Pipeline subject = pipeline(word.text(), Kind.RIGHT);
    List<Node> body = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    rangeDepth += isRange ? 1 : 0;
    Stop stop = list(body);
    rangeDepth -= isRange ? 1 : 0;
    if (stop == Stop.ELSE) {
      Token after = peekNonSpace();
      boolean chained = after.kind() == Kind.KEYWORD && after.text().equals(word.text()) && !isRange;
      if (chained) {
        // {{else if}} is an else that holds one if and shares its end
        otherwise.add(control(takeNonSpace()));
        stop = Stop.END;
      } else {
        expect(Kind.RIGHT, "else");
        stop = list(otherwise);
        if (stop == Stop.ELSE) {
          throw error(previous(), "expected end; found {{else}}");
        }
      }
    }
    if (stop == Stop.EOF) {
      throw error(previous(), "unexpected EOF");
    }
    truncate(scope);
    List<Node> b = List.copyOf(body);
    List<Node> o = List.copyOf(otherwise);
    return switch (word.text()) {
      case "if" -> new Node.If(word.at(), subject, b, o);
      case "with" -> new Node.With(word.at(), subject, b, o);
      default -> new Node.Range(word.at(), subject, b, o);
    };
  }

  private Node templateCall(Token word) {
    int at = peekNonSpace().at();
    String called = templateName("template clause");
    Optional<Pipeline> argument = Optional.empty();
    if (peekNonSpace().kind() == Kind.RIGHT) {
      takeNonSpace();
    } else {
      argument = Optional.of(pipeline("template clause", Kind.RIGHT));
    }
    return new Node.Call(at, called, argument);
  }

  private Node block(Token word) {
    String called = templateName("block clause");
    Pipeline argument = pipeline("block clause", Kind.RIGHT);
    body(word, called, "block clause");
    return new Node.Call(word.at(), called, Optional.of(argument));
  }

  private void definition(Token word) {
    if (depth > 1) {
      throw unexpected(word, "command");
    }
    String called = templateName("define clause");
    expect(Kind.RIGHT, "define clause");
    body(word, called, "define clause");
  }

  /** The body of a definition, with variables and loops of its own. */
  private void body(Token word, String called, String context) {
    List<String> outer = new ArrayList<>(variables);
    int outerRange = rangeDepth;
    variables.clear();
    variables.add("$");
    rangeDepth = 0;
    List<Node> nodes = new ArrayList<>();
    Stop stop = list(nodes);
    if (stop == Stop.EOF) {
      throw error(previous(), "unexpected EOF");
    }
    if (stop == Stop.ELSE) {
      throw error(word, "unexpected {{else}} in " + context);
    }
    variables.clear();
    variables.addAll(outer);
    rangeDepth = outerRange;
    define(new Definition(called, name, source, List.copyOf(nodes)));
  }

  private String templateName(String context) {
    Token token = takeNonSpace();
    if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
      throw unexpected(token, context);
    }
    return unquote(token);
  }

  private Pipeline pipeline(String context, Kind end) {
    Token first = peekNonSpace();
    List<String> declared = new ArrayList<>();
    boolean assigns = false;
    int mark = next;
    if (first.kind() == Kind.VARIABLE) {
      Token variable = takeNonSpace();
      Token after = peekNonSpace();
      if (after.kind() == Kind.DECLARE || after.kind() == Kind.ASSIGN) {
        takeNonSpace();
        declared.add(variable.text());
        assigns = after.kind() == Kind.ASSIGN;
      } else if (after.kind() == Kind.COMMA) {
        takeNonSpace();
        Token second = takeNonSpace();
        if (!context.equals("range") || second.kind() != Kind.VARIABLE) {
          throw error(second, "too many declarations in " + context);
        }
        Token operator = takeNonSpace();
        if (operator.kind() == Kind.COMMA) {
          throw error(operator, "too many declarations in " + context);
        }
        if (operator.kind() != Kind.DECLARE && operator.kind() != Kind.ASSIGN) {
          throw error(operator, "range can only initialize variables");
        }
        declared.add(variable.text());
        declared.add(second.text());
        assigns = operator.kind() == Kind.ASSIGN;
      } else {
        next = mark;
      }
    }
    for (String variable : declared) {
      if (assigns) {
        use(variable, first);
      } else {
        variables.add(variable);
      }
    }
    List<Command> commands = new ArrayList<>();
    while (true) {
      Token token = peekNonSpace();
      if (token.kind() == end) {
        takeNonSpace();
        check(commands, context, token);
        return new Pipeline(first.at(), List.copyOf(declared), assigns, List.copyOf(commands));
      }
      commands.add(command(context));
    }
  }

  private void check(List<Command> commands, String context, Token end) {
    if (commands.isEmpty()) {
      throw error(end, "missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      Operand first = commands.get(i).operands().getFirst();
      if (first instanceof Operand.Literal || first instanceof Operand.Dot || first instanceof Operand.NilWord) {
        throw error(end, "non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Command command(String context) {
    int at = peekNonSpace().at();
    List<Operand> operands = new ArrayList<>();
    while (true) {
      Token start = peekNonSpace();
      if (start.kind() == Kind.PIPE && operands.isEmpty()) {
        throw unexpected(start, context);
      }
      Optional<Operand> operand = operand(context);
      operand.ifPresent(operands::add);
      Token token = take();
      switch (token.kind()) {
        case SPACE -> {
          continue;
        }
        case RIGHT, CLOSE -> next--;
        case PIPE -> peekNonSpace();
        default -> throw unexpected(token, "operand");
      }
      if (operands.isEmpty()) {
        throw error(token, "empty command");
      }
      return new Command(at, List.copyOf(operands));
    }
  }

  private Optional<Operand> operand(String context) {
    Optional<Operand> term = term(context);
    if (term.isEmpty()) {
      return term;
    }
    Operand operand = term.get();
    if (peek().kind() != Kind.FIELD) {
      return term;
    }
    int at = peek().at();
    List<String> path = new ArrayList<>();
    while (peek().kind() == Kind.FIELD) {
      path.add(take().text().substring(1));
    }
    return Optional.of(
        switch (operand) {
          case Operand.Fields f -> new Operand.Fields(at, joined(f.path(), path));
          case Operand.Variable v -> new Operand.Variable(at, v.name(), joined(v.path(), path));
          case Operand.Literal l -> throw error(peek(), "unexpected . after term " + GoText.quote(l.source()));
          case Operand.NilWord n -> throw error(peek(), "unexpected . after term \"nil\"");
          case Operand.Dot d -> throw error(peek(), "unexpected . after term \".\"");
          case Operand.Function f -> new Operand.Chain(at, f, List.copyOf(path));
          case Operand.Nested n -> new Operand.Chain(at, n, List.copyOf(path));
          case Operand.Chain c -> new Operand.Chain(c.at(), c.of(), joined(c.path(), path));
        });
  }

  private static List<String> joined(List<String> a, List<String> b) {
    List<String> all = new ArrayList<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  private Optional<Operand> term(String context) {
    Token token = takeNonSpace();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!functions.contains(token.text())) {
          throw error(token, "function " + GoText.quote(token.text()) + " not defined");
        }
        yield Optional.of(new Operand.Function(token.at(), token.text()));
      }
      case DOT -> Optional.of(new Operand.Dot(token.at()));
      case VARIABLE -> {
        use(token.text(), token);
        yield Optional.of(new Operand.Variable(token.at(), token.text(), List.of()));
      }
      case FIELD -> Optional.of(new Operand.Fields(token.at(), List.of(token.text().substring(1))));
      case BOOL -> Optional.of(new Operand.Literal(token.at(), Value.of(token.text().equals("true")), token.text()));
      case NUMBER -> Optional.of(new Operand.Literal(token.at(), number(token), token.text()));
      case CHAR -> Optional.of(new Operand.Literal(token.at(), Value.of((long) character(token)), token.text()));
      case STRING, RAW_STRING -> Optional.of(new Operand.Literal(token.at(), new Value.Text(unquote(token)), token.text()));
      case OPEN -> {
        if (++depth > MAX_DEPTH) {
          throw error(token, "parentheses are nested deeper than " + MAX_DEPTH);
        }
        Pipeline inner = pipeline("parenthesized pipeline", Kind.CLOSE);
        depth--;
        yield Optional.of(new Operand.Nested(token.at(), inner));
      }
      case KEYWORD -> {
        if (token.text().equals("nil")) {
          yield Optional.of(new Operand.NilWord(token.at()));
        }
        throw unexpected(token, context);
      }
      case TEXT, LEFT, COMMA, DECLARE, ASSIGN, OTHER, ERROR, END -> throw unexpected(token, context);
      case RIGHT, CLOSE, PIPE, SPACE -> {
        next--;
        yield Optional.empty();
      }
    };
  }

  private Value number(Token token) {
    try {
      return GoText.number(token.text());
    } catch (NumberFormatException e) {
      throw error(token, "illegal number syntax: " + GoText.quote(token.text()));
    }
  }

  private int character(Token token) {
    String s = unquoted(token, token.text().substring(1, token.text().length() - 1), '\'');
    if (s.codePointCount(0, s.length()) != 1) {
      throw error(token, "malformed character constant: " + token.text());
    }
    return s.codePointAt(0);
  }

  private String unquote(Token token) {
    String text = token.text();
    String inner = text.substring(1, text.length() - 1);
    return token.kind() == Kind.RAW_STRING ? inner.replace("\r", "") : unquoted(token, inner, '"');
  }

  private String unquoted(Token token, String inner, char quote) {
    try {
      return GoText.unescape(inner, quote);
    } catch (IllegalArgumentException e) {
      throw error(token, "invalid syntax");
    }
  }

  private void use(String variable, Token at) {
    if (!variables.contains(variable)) {
      throw error(at, "undefined variable " + GoText.quote(variable));
    }
  }

  private void truncate(int size) {
    while (variables.size() > size) {
      variables.removeLast();
    }
  }

  private void expect(Kind kind, String context) {
    Token token = takeNonSpace();
    if (token.kind() != kind) {
      throw unexpected(token, context);
    }
  }

  private Token take() {
    Token token = peek();
    next++;
    return token;
  }

  private Token peek() {
    Token token = tokens.get(Math.min(next, tokens.size() - 1));
    if (token.kind() == Kind.ERROR) {
      throw error(token, token.text());
    }
    return token;
  }

  private Token previous() {
    return tokens.get(Math.clamp(next - 1, 0, tokens.size() - 1));
  }

  private Token takeNonSpace() {
    Token token = take();
    return token.kind() == Kind.SPACE ? take() : token;
  }

  private Token peekNonSpace() {
    if (peek().kind() == Kind.SPACE) {
      next++;
    }
    return peek();
  }

  private TemplateException unexpected(Token token, String context) {
    String what =
        switch (token.kind()) {
          case END -> "EOF";
          case KEYWORD, DOT -> "<" + token.text() + ">";
          case SPACE -> "\" \"";
          default -> GoText.quote(token.text());
        };
    return error(token, "unexpected " + what + " in " + context);
  }

  private TemplateException error(Token token, String message) {
    return new TemplateException("template: " + name + ":" + Positions.line(source, token.at()) + ": " + message);
  }
}
