package dev.narthex.template;

import java.util.List;
import java.util.Optional;

/** The parsed form of a template. {@code at} is the offset in the source at which errors point. */
sealed interface Node {
  int at();

  record Verbatim(int at, String text) implements Node {}

  /** {@code {{pipeline}}}; prints unless it declares or assigns. */
  record Action(int at, Pipeline pipeline) implements Node {}

  record If(int at, Pipeline condition, List<Node> body, List<Node> otherwise) implements Node {}

  record With(int at, Pipeline subject, List<Node> body, List<Node> otherwise) implements Node {}

  record Range(int at, Pipeline subject, List<Node> body, List<Node> otherwise) implements Node {}

  record Call(int at, String name, Optional<Pipeline> argument) implements Node {}

  record Break(int at) implements Node {}

  record Continue(int at) implements Node {}

  /**
   * Commands joined by {@code |}.
   *
   * @param variables declared or assigned, with the dollar sign
   */
  record Pipeline(int at, List<String> variables, boolean assigns, List<Command> commands) {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      if (!variables.isEmpty()) {
        out.append(String.join(", ", variables)).append(assigns ? " = " : " := ");
      }
      for (int i = 0; i < commands.size(); i++) {
        out.append(i > 0 ? " | " : "").append(commands.get(i));
      }
      return out.toString();
    }
  }

  /** An operand with its arguments, separated by spaces. */
  record Command(int at, List<Operand> operands) {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < operands.size(); i++) {
        String text = operands.get(i) instanceof Operand.Nested n ? "(" + n.pipeline() + ")" : operands.get(i).toString();
        out.append(i > 0 ? " " : "").append(text);
      }
      return out.toString();
    }
  }

  /** One word of a command; prints as written in Go's error contexts. */
  sealed interface Operand {
    int at();

    record Dot(int at) implements Operand {
      @Override
      public String toString() {
        return ".";
      }
    }

    record NilWord(int at) implements Operand {
      @Override
      public String toString() {
        return "nil";
      }
    }

    record Literal(int at, Value value, String source) implements Operand {
      @Override
      public String toString() {
        return source;
      }
    }

    record Function(int at, String name) implements Operand {
      @Override
      public String toString() {
        return name;
      }
    }

    /** {@code .A.B}: fields of dot. */
    record Fields(int at, List<String> path) implements Operand {
      @Override
      public String toString() {
        return "." + String.join(".", path);
      }
    }

    /** {@code $x.A.B}. */
    record Variable(int at, String name, List<String> path) implements Operand {
      @Override
      public String toString() {
        return path.isEmpty() ? name : name + "." + String.join(".", path);
      }
    }

    record Nested(int at, Pipeline pipeline) implements Operand {
      @Override
      public String toString() {
        return pipeline.toString();
      }
    }

    /** {@code (pipeline).A.B}, or fields of any other operand. */
    record Chain(int at, Operand of, List<String> path) implements Operand {
      @Override
      public String toString() {
        return (of instanceof Nested ? "(" + of + ")" : of.toString()) + "." + String.join(".", path);
      }
    }
  }
}
