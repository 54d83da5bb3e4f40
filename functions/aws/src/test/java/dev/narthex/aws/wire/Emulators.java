package dev.narthex.aws.wire;

import java.net.URI;
import java.util.List;

/** S3, DynamoDB and SQS on loopback, started together in some three seconds. {@code AWS_ENDPOINT_URL} names an endpoint of all services to use instead. */
public final class Emulators implements AutoCloseable {
  private final Wire wire;
  private final List<AutoCloseable> emulators;

  private Emulators(Wire wire, AutoCloseable... emulators) {
    this.wire = wire;
    this.emulators = List.of(emulators);
  }

  /** Starts them. */
  public static Emulators start() {
    String endpoint = System.getenv("AWS_ENDPOINT_URL");
    if (endpoint != null) {
      URI there = URI.create(endpoint);
      return new Emulators(new Wire(there, there, there));
    }
    try {
      S3Emulator s3 = new S3Emulator();
      DynamoEmulator dynamo = new DynamoEmulator();
      SqsEmulator sqs = new SqsEmulator();
      return new Emulators(new Wire(s3.endpoint(), dynamo.endpoint(), sqs.endpoint()), s3, dynamo, sqs);
    } catch (Exception e) {
      throw new IllegalStateException("the emulators of S3, DynamoDB and SQS did not start", e);
    }
  }

  /** Where they listen. */
  public Wire wire() {
    return wire;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable emulator : emulators) {
      emulator.close();
    }
  }
}
