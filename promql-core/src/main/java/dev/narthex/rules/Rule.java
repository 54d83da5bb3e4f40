package dev.narthex.rules;

import dev.narthex.promql.ast.Expr;
import java.util.Map;

/** One rule of a group. */
public sealed interface Rule {
  /** The recorded metric, or the alert's name. */
  String name();

  /** The expression as it stands in the file. */
  String query();

  Expr expression();

  /** Labels added to each result; of an alert they are templates. */
  Map<String, String> labels();

  /** {@code record:}. */
  record Recording(String name, String query, Expr expression, Map<String, String> labels) implements Rule {}

  /**
   * {@code alert:}.
   *
   * @param holdMillis {@code for}: how long the expression must hold before the alert fires
   * @param keepFiringMillis how long the alert goes on after the expression cleared
   * @param annotations templates
   */
  record Alerting(
      String name,
      String query,
      Expr expression,
      long holdMillis,
      long keepFiringMillis,
      Map<String, String> labels,
      Map<String, String> annotations)
      implements Rule {}
}
