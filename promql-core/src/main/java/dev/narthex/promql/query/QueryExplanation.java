package dev.narthex.promql.query;

import java.util.List;

/**
 * How a query ran.
 *
 * @param plan the root, which stands for putting the result together
 * @param expenses what the query costs; empty when whoever ran it knows no prices
 */
public record QueryExplanation(PlanNode plan, List<Expense> expenses) {
  public QueryExplanation {
    expenses = List.copyOf(expenses);
  }

  /**
   * One line of the bill.
   *
   * @param item what is paid for, with its unit
   * @param amount how many units
   * @param dollars US dollars for all of them
   */
  public record Expense(String item, double amount, double dollars) {}

  /** US dollars in all. */
  public double dollars() {
    return expenses.stream().mapToDouble(Expense::dollars).sum();
  }
}
