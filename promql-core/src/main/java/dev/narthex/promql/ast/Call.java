package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.List;

/** A function call; count and types of the arguments were checked. */
public record Call(PromqlFunction function, List<Expr> arguments, PositionRange position) implements Expr {
  public Call {
    arguments = List.copyOf(arguments);
  }

  @Override
  public ValueType type() {
    return function.returnType();
  }
}
