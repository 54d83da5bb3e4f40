package dev.narthex.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark is to reach, beside what it did reach: printed behind its figures, met or missed. */
public final class Goals {
  private record Goal(String name, String unit, double measured, double bound, boolean isLimit) {
    boolean isMet() {
      return isLimit ? measured <= bound : measured >= bound;
    }
  }

  private final List<Goal> goals = new ArrayList<>();

  /** A figure that is not to exceed a limit. */
  public void atMost(String name, String unit, double measured, double limit) {
    goals.add(new Goal(name, unit, measured, limit, true));
  }

  /** A figure that is to reach a bound. */
  public void atLeast(String name, String unit, double measured, double bound) {
    goals.add(new Goal(name, unit, measured, bound, false));
  }

  /** A table, one line a goal. */
  public String table() {
    StringBuilder out = new StringBuilder(String.format("%n%-64s %12s %12s%n", "goal", "to reach", "measured"));
    for (Goal g : goals) {
      String bound = (g.isLimit ? "<= " : ">= ") + number(g.bound);
      out.append(String.format("%-64s %12s %12s  %s%n", g.name + (g.unit.isEmpty() ? "" : ", " + g.unit), bound, number(g.measured), g.isMet() ? "met" : "MISSED"));
    }
    return out.toString();
  }

  /** The member {@code "goals":[…]} of a JSON object. */
  public String json() {
    StringBuilder out = new StringBuilder("\"goals\":[");
    for (Goal g : goals) {
      out.append(out.charAt(out.length() - 1) == '[' ? "" : ",").append(
          String.format(
              Locale.ROOT, "{\"name\":\"%s\",\"unit\":\"%s\",\"%s\":%s,\"measured\":%s,\"met\":%b}", g.name, g.unit, g.isLimit ? "atMost" : "atLeast",
              number(g.bound), number(g.measured), g.isMet()));
    }
    return out.append(']').toString();
  }

  private static String number(double x) {
    return x == Math.rint(x) ? String.format(Locale.ROOT, "%.0f", x) : String.format(Locale.ROOT, x < 10 ? "%.3f" : "%.1f", x);
  }
}
