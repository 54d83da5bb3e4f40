package dev.narthex.local.query;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Prints an answer for people: one line a series, or for a range one line a time and one column a series. */
public final class AnswerTable {
  private static final int MAX_COLUMNS = 4;

  private final DateTimeFormatter times;

  public AnswerTable(ZoneId zone) {
    times = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(zone);
  }

  public void print(QueryAnswer answer, PrintWriter out) {
    switch (answer.resultType()) {
      case "scalar", "string" -> out.println(answer.series().getFirst().points().getFirst().value());
      case "matrix" -> matrix(answer.series(), out);
      default -> vector(answer.series(), out);
    }
    answer.notes().forEach(note -> out.println("note: " + note));
  }

  private void vector(List<QueryAnswer.Series> series, PrintWriter out) {
    if (series.isEmpty()) {
      out.println("no data");
      return;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"SERIES", "VALUE", "TIME"});
    for (QueryAnswer.Series one : series) {
      QueryAnswer.Point point = one.points().getLast();
      rows.add(new String[] {one.name(), point.value(), time(point.seconds())});
    }
    print(rows, out);
  }

  private void matrix(List<QueryAnswer.Series> series, PrintWriter out) {
    if (series.isEmpty()) {
      out.println("no data");
      return;
    }
    for (int from = 0; from < series.size(); from += MAX_COLUMNS) {
      List<QueryAnswer.Series> some = series.subList(from, Math.min(series.size(), from + MAX_COLUMNS));
      if (from > 0) {
        out.println();
      }
      for (int i = 0; i < some.size(); i++) {
        out.println("#" + (from + i + 1) + " " + some.get(i).name());
      }
      print(columns(some, from), out);
    }
  }

  private List<String[]> columns(List<QueryAnswer.Series> series, int from) {
    TreeSet<Double> seconds = new TreeSet<>();
    series.forEach(one -> one.points().forEach(point -> seconds.add(point.seconds())));
    List<String[]> rows = new ArrayList<>();
    String[] head = new String[series.size() + 1];
    head[0] = "TIME";
    for (int i = 0; i < series.size(); i++) {
      head[i + 1] = "#" + (from + i + 1);
    }
    rows.add(head);
    int[] next = new int[series.size()];
    for (double at : seconds) {
      String[] row = new String[series.size() + 1];
      row[0] = time(at);
      for (int i = 0; i < series.size(); i++) {
        List<QueryAnswer.Point> points = series.get(i).points();
        boolean here = next[i] < points.size() && points.get(next[i]).seconds() == at;
        row[i + 1] = here ? points.get(next[i]++).value() : "";
      }
      rows.add(row);
    }
    return rows;
  }

  private String time(double seconds) {
    return times.format(Instant.ofEpochMilli(Math.round(seconds * 1000)));
  }

  /** Prints rows as columns; the first row is the head. */
  public static void print(List<String[]> rows, PrintWriter out) {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]);
        if (i < row.length - 1) {
          line.repeat(' ', widths[i] - row[i].length() + 2);
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
