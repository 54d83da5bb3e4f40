package dev.narthex.jobs.cost;

import java.util.ArrayList;
import java.util.List;

/** The lines of a bill of 30 days as they come together. */
final class Bill {
  private static final double DAYS = 30;

  private final List<Line> lines = new ArrayList<>();

  /** What a day asks for; nothing = no line. */
  void daily(Line.Part part, String what, double perDay, double price) {
    if (perDay > 0) {
      monthly(part, what, perDay * DAYS, price);
    }
  }

  void monthly(Line.Part part, String what, double perMonth, double price) {
    lines.add(new Line(part, what, perMonth, price));
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }
}
