package dev.narthex.jobs.cost;

/**
 * One line of a bill.
 *
 * @param part what of Narthex it is for
 * @param what is counted
 * @param perMonth how many, in 30 days
 * @param price US dollars of one
 */
public record Line(Part part, String what, double perMonth, double price) {
  /** What a line is for. */
  public enum Part {
    /** Requests, messages and invocations of jobs: what a meter counts. */
    REQUESTS,
    /** Time of functions. */
    COMPUTE,
    /** What lies there. */
    STORAGE,
    /** Rules and notifications, with all that they need. */
    ALERTING,
    /** Calls of the HTTP API, with all that they need. */
    QUERIES,
    /** What is there without any series. */
    FIXED
  }

  /** US dollars in 30 days. */
  public double dollars() {
    return perMonth * price;
  }
}
