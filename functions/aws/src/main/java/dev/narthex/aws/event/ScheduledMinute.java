package dev.narthex.aws.event;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The minute that an EventBridge rule meant, whenever it fired. */
public final class ScheduledMinute {
  private ScheduledMinute() {}

  /**
   * The begin of the scheduled minute.
   *
   * @throws IOException when the event carries no time
   */
  public static Instant of(EventJson event) throws IOException {
    String time = event.text("time").orElseThrow(() -> new IOException("the event carries no \"time\": is it EventBridge's?"));
    try {
      return Instant.parse(time).truncatedTo(ChronoUnit.MINUTES);
    } catch (DateTimeException e) {
      throw new IOException("the event's \"time\" is no instant: " + time, e);
    }
  }
}
