package dev.narthex.aws.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.event.ScheduledMinute;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/** Function {@code tick}: an EventBridge rule calls it once a minute, it sends the jobs of the next minute. */
public final class TickHandler implements RequestStreamHandler {
  private static final byte[] DONE = "{}".getBytes(StandardCharsets.US_ASCII);
  private final Consumer<Instant> plan;

  /** The handler as Lambda makes it. */
  public TickHandler() {
    this(Wiring.ofThisFunction());
  }

  private TickHandler(Wiring wiring) {
    this(wiring::tick);
    Snapshots.prime(wiring::touch);
  }

  TickHandler(Consumer<Instant> plan) {
    this.plan = plan;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    plan.accept(ScheduledMinute.of(EventJson.read(event)));
    answer.write(DONE);
  }
}
