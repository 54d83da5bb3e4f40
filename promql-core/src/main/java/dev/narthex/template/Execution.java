package dev.narthex.template;

import dev.narthex.template.Node.Command;
import dev.narthex.template.Node.Operand;
import dev.narthex.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run over a template's tree. Not thread-safe. */
final class Execution {
  private final Map<String, TemplateFunction> functions;
  private final Map<String, Parser.Definition> definitions;
  private final Limits limits;
  private final Output output;
  private final List<Variable> variables = new ArrayList<>();
  private Parser.Definition current;
  private long steps;
  private int depth;

  private static final class Variable {
    final String name;
    Value value;

    Variable(String name, Value value) {
      this.name = name;
      this.value = value;
    }
  }

  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Execution(Map<String, TemplateFunction> functions, Map<String, Parser.Definition> definitions, Limits limits, Output output) {
    this.functions = functions;
    this.definitions = definitions;
    this.limits = limits;
    this.output = output;
    this.current = new Parser.Definition("", "", "", List.of());
  }

  void run(Parser.Definition definition, Value data) {
    Parser.Definition outer = current;
    current = definition;
    int mark = variables.size();
    variables.add(new Variable("$", data));
    walk(definition.body(), data);
    pop(mark);
    current = outer;
  }

  private Flow walk(List<Node> nodes, Value dot) {
    for (Node node : nodes) {
      Flow flow = walk(node, dot);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow walk(Node node, Value dot) {
    if (++steps > limits.steps()) {
      throw error(node.at(), "", "template runs longer than " + limits.steps() + " steps");
    }
    switch (node) {
      case Node.Verbatim v -> write(v.at(), () -> output.verbatim(v.text()), v.text());
      case Node.Action a -> {
        Value value = evaluate(a.pipeline(), dot);
        if (a.pipeline().variables().isEmpty()) {
          write(a.at(), () -> output.value(value), a.pipeline().toString());
        }
      }
      case Node.If i -> {
        int mark = variables.size();
        Flow flow = walk(evaluate(i.condition(), dot).isTrue() ? i.body() : i.otherwise(), dot);
        pop(mark);
        return flow;
      }
      case Node.With w -> {
        int mark = variables.size();
        Value value = evaluate(w.subject(), dot);
        Flow flow = value.isTrue() ? walk(w.body(), value) : walk(w.otherwise(), dot);
        pop(mark);
        return flow;
      }
      case Node.Range r -> {
        return range(r, dot);
      }
      case Node.Call c -> call(c, dot);
      case Node.Break b -> {
        return Flow.BREAK;
      }
      case Node.Continue c -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.NEXT;
  }

  private void write(int at, Runnable action, String context) {
    try {
      action.run();
    } catch (FunctionException e) {
      throw error(at, context, String.valueOf(e.getMessage()));
    }
  }

  private Flow range(Node.Range range, Value dot) {
    int mark = variables.size();
    Pipeline subject = range.subject();
    Value value = evaluateCommands(subject, dot);
    List<Variable> bound = new ArrayList<>();
    if (!subject.assigns()) {
      for (String name : subject.variables()) {
        Variable variable = new Variable(name, Value.NIL);
        variables.add(variable);
        bound.add(variable);
      }
    }
    int inner = variables.size();
    boolean any = false;
    switch (value) {
      case Value.Sequence s -> {
        for (int i = 0; i < s.items().size(); i++) {
          any = true;
          if (turn(range, bound, inner, Value.of((long) i), s.items().get(i)) == Flow.BREAK) {
            break;
          }
        }
      }
      case Value.Mapping m -> {
        for (Map.Entry<String, Value> e : m.entries().entrySet()) {
          any = true;
          if (turn(range, bound, inner, new Value.Text(e.getKey()), e.getValue()) == Flow.BREAK) {
            break;
          }
        }
      }
      case Value.Int n -> {
        if (subject.variables().size() > 1) {
          throw error(range.at(), subject.toString(), "can't use " + n.value() + " to iterate over more than one variable");
        }
        for (long i = 0; i < n.value(); i++) {
          any = true;
          if (turn(range, bound, inner, Value.of(i), Value.of(i)) == Flow.BREAK) {
            break;
          }
        }
      }
      case Value.Nil n -> {}
      case Value.Bool b -> throw cannotRange(range, value);
      case Value.Float f -> throw cannotRange(range, value);
      case Value.Text t -> throw cannotRange(range, value);
      case Value.Struct s -> throw cannotRange(range, value);
      case Value.Callable c -> throw cannotRange(range, value);
    }
    pop(mark);
    return any ? Flow.NEXT : walk(range.otherwise(), dot);
  }

  private Flow turn(Node.Range range, List<Variable> bound, int inner, Value key, Value element) {
    Pipeline subject = range.subject();
    List<String> names = subject.variables();
    if (subject.assigns()) {
      if (names.size() == 1) {
        assign(names.getFirst(), element);
      } else if (names.size() == 2) {
        assign(names.getFirst(), key);
        assign(names.get(1), element);
      }
    } else if (bound.size() == 1) {
      bound.getFirst().value = element;
    } else if (bound.size() == 2) {
      bound.getFirst().value = key;
      bound.get(1).value = element;
    }
    Flow flow = walk(range.body(), element);
    pop(inner);
    return flow;
  }

  private TemplateException cannotRange(Node.Range range, Value value) {
    return error(range.subject().at(), range.subject().toString(), "range can't iterate over " + GoFormat.print(value));
  }

  private void call(Node.Call call, Value dot) {
    Parser.Definition definition = definitions.get(call.name());
    String context = "{{template " + GoText.quote(call.name()) + (call.argument().isPresent() ? " " + call.argument().get() : "") + "}}";
    if (definition == null) {
      throw error(call.at(), context, "template " + GoText.quote(call.name()) + " not defined");
    }
    if (++depth > limits.depth()) {
      throw error(call.at(), context, "exceeded maximum template depth (" + limits.depth() + ")");
    }
    Value data = call.argument().isPresent() ? evaluate(call.argument().get(), dot) : Value.NIL;
    // a template does not see its caller's variables
    List<Variable> saved = new ArrayList<>(variables);
    variables.clear();
    run(definition, data);
    variables.clear();
    variables.addAll(saved);
    depth--;
  }

  private Value evaluate(Pipeline pipeline, Value dot) {
    Value value = evaluateCommands(pipeline, dot);
    for (String name : pipeline.variables()) {
      if (pipeline.assigns()) {
        assign(name, value);
      } else {
        variables.add(new Variable(name, value));
      }
    }
    return value;
  }

  private Value evaluateCommands(Pipeline pipeline, Value dot) {
    Value value = Value.NIL;
    boolean piped = false;
    for (Command command : pipeline.commands()) {
      value = evaluate(command, dot, piped ? List.of(value) : List.of());
      piped = true;
    }
    return value;
  }

  /** A command; {@code last} holds the value that a pipe hands over as the final argument, or is empty. */
  private Value evaluate(Command command, Value dot, List<Value> last) {
    Operand first = command.operands().getFirst();
    List<Operand> arguments = command.operands().subList(1, command.operands().size());
    boolean called = !arguments.isEmpty() || !last.isEmpty();
    return switch (first) {
      case Operand.Function f -> invoke(f, command, arguments, dot, last);
      case Operand.Fields f -> follow(dot, f.path(), f, arguments, dot, last);
      case Operand.Variable v -> follow(variable(v), v.path(), v, arguments, dot, last);
      case Operand.Chain c -> follow(operand(c.of(), dot), c.path(), c, arguments, dot, last);
      case Operand.Nested n -> {
        if (called) {
          throw notAFunction(command, first);
        }
        yield evaluate(n.pipeline(), dot);
      }
      case Operand.NilWord n -> throw error(n.at(), "nil", "nil is not a command");
      case Operand.Dot d -> called ? failNotAFunction(command, first) : dot;
      case Operand.Literal l -> called ? failNotAFunction(command, first) : l.value();
    };
  }

  private Value failNotAFunction(Command command, Operand first) {
    throw notAFunction(command, first);
  }

  private TemplateException notAFunction(Command command, Operand first) {
    return error(first.at(), first.toString(), "can't give argument to non-function " + first);
  }

  private Value operand(Operand operand, Value dot) {
    return switch (operand) {
      case Operand.Dot d -> dot;
      case Operand.NilWord n -> Value.NIL;
      case Operand.Literal l -> l.value();
      case Operand.Function f -> invoke(f, new Command(f.at(), List.of(f)), List.of(), dot, List.of());
      case Operand.Fields f -> follow(dot, f.path(), f, List.of(), dot, List.of());
      case Operand.Variable v -> follow(variable(v), v.path(), v, List.of(), dot, List.of());
      case Operand.Nested n -> evaluate(n.pipeline(), dot);
      case Operand.Chain c -> follow(operand(c.of(), dot), c.path(), c, List.of(), dot, List.of());
    };
  }

  private Value invoke(Operand.Function function, Command command, List<Operand> arguments, Value dot, List<Value> last) {
    boolean isAnd = function.name().equals("and");
    if (isAnd || function.name().equals("or")) {
      return shortCircuit(function, command, arguments, dot, last, isAnd);
    }
    TemplateFunction implementation = functions.get(function.name());
    if (implementation == null) {
      throw error(function.at(), function.name(), GoText.quote(function.name()) + " is not a defined function");
    }
    return apply(function.name(), implementation, function, command.toString(), arguments, dot, last);
  }

  private Value shortCircuit(Operand.Function function, Command command, List<Operand> arguments, Value dot, List<Value> last, boolean and) {
    if (arguments.isEmpty() && last.isEmpty()) {
      throw error(function.at(), command.toString(), "wrong number of args for " + function.name() + ": want at least 1 got 0");
    }
    Value value = Value.NIL;
    for (Operand argument : arguments) {
      value = operand(argument, dot);
      if (value.isTrue() != and) {
        return value;
      }
    }
    return last.isEmpty() ? value : last.getFirst();
  }

  private Value apply(String name, TemplateFunction function, Operand place, String context, List<Operand> arguments, Value dot, List<Value> last) {
    List<Value> values = new ArrayList<>(arguments.size() + 1);
    for (Operand argument : arguments) {
      values.add(operand(argument, dot));
    }
    values.addAll(last);
    try {
      return function.call(values);
    } catch (FunctionException e) {
      String message = String.valueOf(e.getMessage());
      if (e.argument() >= 0 && e.argument() < arguments.size()) {
        Operand at = arguments.get(e.argument());
        boolean literal = at instanceof Operand.Literal && message.startsWith("wrong type for value; expected ");
        String wanted = literal ? message.substring("wrong type for value; ".length(), message.lastIndexOf(';')) + "; found " + at : message;
        throw error(at.at(), at.toString(), wanted);
      }
      // a wrong count is the call's fault, any other error the function's own
      boolean count = message.startsWith("wrong number of args for ");
      throw error(place.at(), count ? place.toString() : context, count ? message : "error calling " + name + ": " + message);
    }
  }

  /** Follows a path of fields; the last may be a method that takes the arguments. */
  private Value follow(Value from, List<String> path, Operand place, List<Operand> arguments, Value dot, List<Value> last) {
    Value value = from;
    for (int i = 0; i < path.size(); i++) {
      boolean isLast = i == path.size() - 1;
      value = field(value, path.get(i), place, isLast ? arguments : List.of(), dot, isLast ? last : List.of());
    }
    if (path.isEmpty() && (!arguments.isEmpty() || !last.isEmpty())) {
      throw error(place.at(), place.toString(), "can't give argument to non-function " + place);
    }
    return value;
  }

  private Value field(Value of, String name, Operand place, List<Operand> arguments, Value dot, List<Value> last) {
    TemplateFunction method =
        switch (of) {
          case Value.Sequence s -> s.methods().get(name);
          case Value.Mapping m -> m.methods().get(name);
          case Value.Struct s -> s.methods().get(name);
          case Value.Nil n -> throw error(place.at(), place.toString(), "nil pointer evaluating interface {}." + name);
          case Value.Bool b -> null;
          case Value.Int i -> null;
          case Value.Float f -> null;
          case Value.Text t -> null;
          case Value.Callable c -> null;
        };
    if (method != null) {
      return apply(name, method, place, place.toString(), arguments, dot, last);
    }
    boolean called = !arguments.isEmpty() || !last.isEmpty();
    if (of instanceof Value.Struct s && s.fields().containsKey(name)) {
      if (called) {
        throw error(place.at(), place.toString(), name + " has arguments but cannot be invoked as function");
      }
      return s.fields().get(name);
    }
    if (of instanceof Value.Mapping m) {
      if (called) {
        throw error(place.at(), place.toString(), name + " is not a method but has arguments");
      }
      Value value = m.entries().get(name);
      return value == null ? m.zero() : value;
    }
    throw error(place.at(), place.toString(), "can't evaluate field " + name + " in type " + of.type());
  }

  private Value variable(Operand.Variable variable) {
    return find(variable.name()).value;
  }

  private void assign(String name, Value value) {
    find(name).value = value;
  }

  private Variable find(String name) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name.equals(name)) {
        return variables.get(i);
      }
    }
    throw error(0, name, "undefined variable: " + name);
  }

  private void pop(int mark) {
    while (variables.size() > mark) {
      variables.removeLast();
    }
  }

  private TemplateException error(int at, String context, String message) {
    String where = current.parsedIn() + ":" + Positions.line(current.source(), at) + ":" + Positions.column(current.source(), at);
    return new TemplateException("template: " + where + ": executing " + GoText.quote(current.name()) + " at <" + context + ">: " + message);
  }
}
