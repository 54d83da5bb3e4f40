package dev.narthex.local.query;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how a query ran: the plan as a tree, one line a node, then the bill. */
public final class ExplainTree {
  private ExplainTree() {}

  public static void print(ExplainAnswer.Node plan, List<ExplainAnswer.Expense> expenses, PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"PLAN", "SERIES", "SAMPLES", "GETS", "BYTES", "MS"});
    add(plan, "", "", rows);
    Sum sum = new Sum();
    sum.add(plan);
    rows.add(new String[] {"in all", "", "", Long.toString(sum.gets), Long.toString(sum.bytes), milliseconds(sum.milliseconds)});
    AnswerTable.print(rows, out);
    if (!expenses.isEmpty()) {
      out.println();
      AnswerTable.print(bill(expenses), out);
    }
  }

  private static void add(ExplainAnswer.Node node, String branch, String below, List<String[]> rows) {
    String name = node.detail().isEmpty() ? node.operation() : node.operation() + " " + node.detail();
    rows.add(new String[] {
      branch + name,
      Long.toString(node.series()),
      Long.toString(node.samples()),
      Long.toString(node.gets()),
      Long.toString(node.bytes()),
      milliseconds(node.milliseconds())
    });
    for (int i = 0; i < node.children().size(); i++) {
      boolean last = i == node.children().size() - 1;
      add(node.children().get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), rows);
    }
  }

  private static final class Sum {
    private long gets;
    private long bytes;
    private double milliseconds;

    void add(ExplainAnswer.Node node) {
      gets += node.gets();
      bytes += node.bytes();
      milliseconds += node.milliseconds();
      node.children().forEach(this::add);
    }
  }

  private static List<String[]> bill(List<ExplainAnswer.Expense> expenses) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"COST", "AMOUNT", "DOLLARS"});
    double total = 0;
    for (ExplainAnswer.Expense expense : expenses) {
      rows.add(new String[] {expense.item(), amount(expense.amount()), dollars(expense.dollars())});
      total += expense.dollars();
    }
    rows.add(new String[] {"in all", "", dollars(total)});
    return rows;
  }

  private static String amount(double amount) {
    return amount == Math.rint(amount) ? Long.toString((long) amount) : String.format(Locale.ROOT, "%.4f", amount);
  }

  /** Queries cost millionths of a dollar. */
  private static String dollars(double dollars) {
    return String.format(Locale.ROOT, "%.8f", dollars);
  }

  private static String milliseconds(double milliseconds) {
    return String.format(Locale.ROOT, "%.3f", milliseconds);
  }
}
