package dev.narthex.promql.print;

import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorSelector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Formats expressions as {@code format_query} does: what is longer than 100 bytes goes over several lines, two spaces a level. */
public final class PrettyPrinter {
  private static final int MAX_LINE_BYTES = 100;

  private final int maxLineBytes;

  private PrettyPrinter(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  public static String format(Expr expr) {
    return format(expr, MAX_LINE_BYTES);
  }

  /** Breaks what is longer than so many bytes. */
  public static String format(Expr expr, int maxLineBytes) {
    return new PrettyPrinter(maxLineBytes).at(expr, 0);
  }

  private String at(Expr expr, int level) {
    String line = ExprPrinter.print(expr);
    boolean fits = line.getBytes(StandardCharsets.UTF_8).length <= maxLineBytes;
    String indent = "  ".repeat(level);
    return switch (expr) {
      case NumberLiteral _, StringLiteral _, VectorSelector _, MatrixSelector _ -> indent + line;
      case Unary unary -> indent + unary.sign().symbol() + at(unary.expr(), level).trim();
      case Subquery q -> fits ? line : at(q.expr(), level) + ExprPrinter.subquerySuffix(q);
      case Paren paren -> fits ? indent + line : indent + "(\n" + at(paren.expr(), level + 1) + "\n" + indent + ")";
      case Call call -> {
        String name = indent + call.function().functionName();
        yield fits ? indent + line : name + "(\n" + arguments(call, level + 1) + "\n" + indent + ")";
      }
      case Aggregation a -> {
        String parameter = a.parameter().map(p -> at(p, level + 1) + ",\n").orElse("");
        String inner = parameter + at(a.expr(), level + 1);
        yield fits ? indent + line : indent + ExprPrinter.aggregator(a) + "(\n" + inner + "\n" + indent + ")";
      }
      case Binary binary -> fits ? indent + line : chain(binary.chain(), level);
    };
  }

  /** The innermost operation is the deepest: each operator further out stands one level higher. Those that fit stay on one line. */
  private String chain(List<Binary> chain, int level) {
    StringBuilder line = new StringBuilder(ExprPrinter.base(chain.getFirst()));
    int fitting = 0;
    for (Binary binary : chain) {
      line.append(' ').append(ExprPrinter.operator(binary)).append(' ').append(ExprPrinter.print(binary.right()));
      if (line.toString().getBytes(StandardCharsets.UTF_8).length > maxLineBytes) {
        break;
      }
      fitting++;
    }
    int deepest = level + chain.size() - fitting;
    Expr first = fitting == 0 ? chain.getFirst().left() : chain.get(fitting - 1);
    StringBuilder out = new StringBuilder(at(first, deepest));
    for (int i = fitting; i < chain.size(); i++) {
      int here = level + chain.size() - 1 - i;
      out.append('\n').append("  ".repeat(here)).append(ExprPrinter.operator(chain.get(i))).append('\n').append(at(chain.get(i).right(), here + 1));
    }
    return out.toString();
  }

  private String arguments(Call call, int level) {
    return call.arguments().stream().map(argument -> at(argument, level)).collect(Collectors.joining(",\n"));
  }
}
