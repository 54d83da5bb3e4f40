package dev.narthex.template;

import dev.narthex.template.Node.Command;
import dev.narthex.template.Node.Operand;
import dev.narthex.template.Node.Pipeline;
import dev.narthex.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses pipelines, the expressions of templates. One for each definition, because it knows which variables are declared. */
final class PipelineParser {
  private final Tokens tokens;
  private final Set<String> functions;
  private final List<String> variables = new ArrayList<>(List.of("$"));

  /** @param functions names of those that may be called */
  PipelineParser(Tokens tokens, Set<String> functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  /** What is declared by now. */
  int scope() {
    return variables.size();
  }

  /** Forgets what was declared since {@link #scope}. */
  void leave(int scope) {
    while (variables.size() > scope) {
      variables.removeLast();
    }
  }

  /** @param context what it stands in, for errors */
  Pipeline pipeline(String context, Kind end) {
    Token first = tokens.peekNonSpace();
    List<String> declared = new ArrayList<>();
    boolean assigns = false;
    int mark = tokens.place();
    if (first.kind() == Kind.VARIABLE) {
      Token variable = tokens.takeNonSpace();
      Token after = tokens.peekNonSpace();
      if (after.kind() == Kind.DECLARE || after.kind() == Kind.ASSIGN) {
        tokens.takeNonSpace();
        declared.add(variable.text());
        assigns = after.kind() == Kind.ASSIGN;
      } else if (after.kind() == Kind.COMMA) {
        tokens.takeNonSpace();
        Token second = tokens.takeNonSpace();
        if (!context.equals("range") || second.kind() != Kind.VARIABLE) {
          throw tokens.error(second, "too many declarations in " + context);
        }
        Token operator = tokens.takeNonSpace();
        if (operator.kind() == Kind.COMMA) {
          throw tokens.error(operator, "too many declarations in " + context);
        }
        if (operator.kind() != Kind.DECLARE && operator.kind() != Kind.ASSIGN) {
          throw tokens.error(operator, "range can only initialize variables");
        }
        declared.add(variable.text());
        declared.add(second.text());
        assigns = operator.kind() == Kind.ASSIGN;
      } else {
        tokens.backTo(mark);
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
      Token token = tokens.peekNonSpace();
      if (token.kind() == end) {
        tokens.takeNonSpace();
        check(commands, context, token);
        return new Pipeline(first.at(), List.copyOf(declared), assigns, List.copyOf(commands));
      }
      commands.add(command(context));
    }
  }

  private void check(List<Command> commands, String context, Token end) {
    if (commands.isEmpty()) {
      throw tokens.error(end, "missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      Operand first = commands.get(i).operands().getFirst();
      if (first instanceof Operand.Literal || first instanceof Operand.Dot || first instanceof Operand.NilWord) {
        throw tokens.error(end, "non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Command command(String context) {
    int at = tokens.peekNonSpace().at();
    List<Operand> operands = new ArrayList<>();
    while (true) {
      Token start = tokens.peekNonSpace();
      if (start.kind() == Kind.PIPE && operands.isEmpty()) {
        throw tokens.unexpected(start, context);
      }
      Optional<Operand> operand = operand(context);
      operand.ifPresent(operands::add);
      Token token = tokens.take();
      switch (token.kind()) {
        case SPACE -> {
          continue;
        }
        case RIGHT, CLOSE -> tokens.back();
        case PIPE -> tokens.peekNonSpace();
        default -> throw tokens.unexpected(token, "operand");
      }
      if (operands.isEmpty()) {
        throw tokens.error(token, "empty command");
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
    if (tokens.peek().kind() != Kind.FIELD) {
      return term;
    }
    int at = tokens.peek().at();
    List<String> path = new ArrayList<>();
    while (tokens.peek().kind() == Kind.FIELD) {
      path.add(tokens.take().text().substring(1));
    }
    return Optional.of(
        switch (operand) {
          case Operand.Fields f -> new Operand.Fields(at, joined(f.path(), path));
          case Operand.Variable v -> new Operand.Variable(at, v.name(), joined(v.path(), path));
          case Operand.Literal l -> throw tokens.error(tokens.peek(), "unexpected . after term " + GoText.quote(l.source()));
          case Operand.NilWord n -> throw tokens.error(tokens.peek(), "unexpected . after term \"nil\"");
          case Operand.Dot d -> throw tokens.error(tokens.peek(), "unexpected . after term \".\"");
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
    Token token = tokens.takeNonSpace();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!functions.contains(token.text())) {
          throw tokens.error(token, "function " + GoText.quote(token.text()) + " not defined");
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
        tokens.enter(token, "parentheses");
        Pipeline inner = pipeline("parenthesized pipeline", Kind.CLOSE);
        tokens.leave();
        yield Optional.of(new Operand.Nested(token.at(), inner));
      }
      case KEYWORD -> {
        if (token.text().equals("nil")) {
          yield Optional.of(new Operand.NilWord(token.at()));
        }
        throw tokens.unexpected(token, context);
      }
      case TEXT, LEFT, COMMA, DECLARE, ASSIGN, OTHER, ERROR, END -> throw tokens.unexpected(token, context);
      case RIGHT, CLOSE, PIPE, SPACE -> {
        tokens.back();
        yield Optional.empty();
      }
    };
  }

  private Value number(Token token) {
    try {
      return GoText.number(token.text());
    } catch (NumberFormatException e) {
      throw tokens.error(token, "illegal number syntax: " + GoText.quote(token.text()));
    }
  }

  private int character(Token token) {
    String s = unquoted(token, token.text().substring(1, token.text().length() - 1), '\'');
    if (s.codePointCount(0, s.length()) != 1) {
      throw tokens.error(token, "malformed character constant: " + token.text());
    }
    return s.codePointAt(0);
  }

  /** What a quoted text stands for. */
  String unquote(Token token) {
    String text = token.text();
    String inner = text.substring(1, text.length() - 1);
    return token.kind() == Kind.RAW_STRING ? inner.replace("\r", "") : unquoted(token, inner, '"');
  }

  private String unquoted(Token token, String inner, char quote) {
    try {
      return GoText.unescape(inner, quote);
    } catch (IllegalArgumentException e) {
      throw tokens.error(token, "invalid syntax");
    }
  }

  private void use(String variable, Token at) {
    if (!variables.contains(variable)) {
      throw tokens.error(at, "undefined variable " + GoText.quote(variable));
    }
  }
}
