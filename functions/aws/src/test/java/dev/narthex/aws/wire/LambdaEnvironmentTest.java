package dev.narthex.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in for Lambda itself: real processes of the runtime-interface-client around a handler of a few lines. */
class LambdaEnvironmentTest {
  @Test
  void handsEventsOutAndAnswersBack() throws Exception {
    try (LambdaEnvironment environment = LambdaEnvironment.start(classes(), Echo.class.getName(), 128, Map.of("GREETING", "hello "))) {
      assertThat(environment.invoke("\"world\"")).isEqualTo("hello \"world\"");
      assertThatThrownBy(() -> environment.invoke("fail")).hasMessageContaining("as told").hasMessageContaining("IllegalStateException");
      assertThat(environment.invoke("again")).isEqualTo("hello again");
      assertThatThrownBy(() -> environment.invoke("die")).hasMessageContaining("ended with status 3");
    }
  }

  @Test
  void aMissingHandlerFailsTheFirstEvent() throws Exception {
    try (LambdaEnvironment environment = LambdaEnvironment.start(classes(), "no.such.Handler", 128, Map.of())) {
      assertThatThrownBy(() -> environment.invoke("{}")).hasMessageContaining("no.such.Handler");
    }
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(LambdaEnvironmentTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Says its greeting and the event. */
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
      byte[] event = input.readAllBytes();
      switch (new String(event, StandardCharsets.UTF_8)) {
        case "fail" -> throw new IllegalStateException("as told");
        case "die" -> Runtime.getRuntime().halt(3);
        default -> {
          output.write(System.getenv("GREETING").getBytes(StandardCharsets.UTF_8));
          output.write(event);
        }
      }
    }
  }
}
