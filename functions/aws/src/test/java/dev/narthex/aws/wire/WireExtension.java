package dev.narthex.aws.wire;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Wire}. The emulators start once per test run, with the first test that asks (some three seconds), and stop
 * with it. {@code AWS_ENDPOINT_URL} names an endpoint of all services to use instead.
 */
public final class WireExtension implements ParameterResolver {
  private static final Namespace HERE = Namespace.create(WireExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Wire.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getRoot().getStore(HERE).getOrComputeIfAbsent("wire", key -> Shared.start(), Shared.class).wire;
  }

  private record Shared(Wire wire, @Nullable S3Emulator s3, @Nullable DynamoEmulator dynamo, @Nullable SqsEmulator sqs)
      implements AutoCloseable {
    static Shared start() {
      String endpoint = System.getenv("AWS_ENDPOINT_URL");
      if (endpoint != null) {
        URI there = URI.create(endpoint);
        return new Shared(new Wire(there, there, there), null, null, null);
      }
      try {
        S3Emulator s3 = new S3Emulator();
        DynamoEmulator dynamo = new DynamoEmulator();
        SqsEmulator sqs = new SqsEmulator();
        return new Shared(new Wire(s3.endpoint(), dynamo.endpoint(), sqs.endpoint()), s3, dynamo, sqs);
      } catch (Exception e) {
        throw new IllegalStateException("the emulators of S3, DynamoDB and SQS did not start", e);
      }
    }

    @Override
    public void close() throws Exception {
      for (AutoCloseable emulator : new @Nullable AutoCloseable[] {s3, dynamo, sqs}) {
        if (emulator != null) {
          emulator.close();
        }
      }
    }
  }
}
