package dev.narthex.api.answer;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.codec.CodecException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.reactivestreams.Publisher;

/**
 * Sends a body that is generated while it is read, in large portions: Micronaut's own way with streams takes 8 kB at a time, each
 * with two changes of thread, which costs more than the generation of a large answer.
 */
final class StreamedBody implements ResponseBodyWriter<InputStream> {
  private static final StreamedBody WRITER = new StreamedBody();
  private static final Executor THREADS = Thread::startVirtualThread;

  private StreamedBody() {}

  static StreamedBody writer() {
    return WRITER;
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory factory, HttpRequest<?> request, HttpResponse<?> response, Argument<InputStream> type, MediaType mediaType, InputStream body) {
    Publisher<ReadBuffer> portions = subscriber -> new PortionSubscription(body, factory.readBufferFactory(), THREADS, subscriber).start();
    return factory.adapt(portions);
  }

  @Override
  public void writeTo(Argument<InputStream> type, MediaType mediaType, InputStream body, MutableHeaders headers, OutputStream out)
      throws CodecException {
    try (body) {
      body.transferTo(out);
    } catch (IOException e) {
      throw new CodecException("cannot write an answer", e);
    }
  }
}
