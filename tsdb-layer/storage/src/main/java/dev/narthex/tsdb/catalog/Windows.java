package dev.narthex.tsdb.catalog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The windows of compaction and the UTC hours, days and months that keys and partitions are named by. All numbers are epoch
 * milliseconds.
 */
public final class Windows {
  public static final long MINUTE = 60_000L;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = 24 * HOUR;

  /** The longest window of level 1; shorter ones divide it. */
  public static final long LEVEL_ONE_MOST = 15 * MINUTE;

  /** The window of level 2, also the longest life of a base layout. */
  public static final long LEVEL_TWO = 2 * HOUR;

  /** The window of level 3. */
  public static final long LEVEL_THREE = DAY;

  /**
   * How far the samples of a block may lie outside the window it is filed under: a scrape is stamped up to a tick later, explicit
   * timestamps farther away get a block of their own.
   */
  public static final long SLACK = 10 * MINUTE;

  /** Windows that begin longer ago hold levels 0 and 1 only when the {@link LateWindows} item says so. */
  public static final long RECENT = 8 * HOUR;

  private Windows() {}

  /** The start of the window that holds a time. */
  public static long start(long time, long window) {
    return Math.floorDiv(time, window) * window;
  }

  /** {@code yyyymmddhh}. */
  public static String hour(long time) {
    LocalDateTime utc = utc(time);
    return digits((month(utc) * 100 + utc.getDayOfMonth()) * 100 + utc.getHour(), 10);
  }

  /** {@code yyyymmdd}. */
  public static String day(long time) {
    LocalDateTime utc = utc(time);
    return digits(month(utc) * 100 + utc.getDayOfMonth(), 8);
  }

  /** {@code yyyymm}. */
  public static String month(long time) {
    return digits(month(utc(time)), 6);
  }

  /** The first millisecond of the month after the one that holds a time. */
  public static long nextMonth(long time) {
    return utc(time).toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /**
   * The first millisecond of an hour by its name.
   *
   * @throws java.time.format.DateTimeParseException when it is no such name
   */
  public static long hourStart(String name) {
    return LocalDateTime.parse(name + "00", DateTimeFormatter.ofPattern("uuuuMMddHHmm")).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** A number that is not negative, with leading zeros. */
  static String digits(long number, int width) {
    String s = Long.toString(number);
    return "0".repeat(Math.max(0, width - s.length())) + s;
  }

  private static long month(LocalDateTime utc) {
    return utc.getYear() * 100L + utc.getMonthValue();
  }

  private static LocalDateTime utc(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }
}
