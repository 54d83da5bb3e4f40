package dev.narthex.edge;

import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Lambda's event source mapping for one queue: receives batches, hands them to the function, deletes what the answer does not name. What is
 * not deleted comes again when its visibility timeout ends; so do whole batches whose function failed.
 */
final class QueuePoller implements AutoCloseable {
  private final SqsClient sqs;
  private final String queue;
  private final FunctionPool function;
  private final Faults faults;
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final Thread thread = new Thread(this::poll, "poller");
  private volatile boolean stopped;

  QueuePoller(SqsClient sqs, String queue, FunctionPool function, Faults faults) {
    this.sqs = sqs;
    this.queue = queue;
    this.function = function;
    this.faults = faults;
    thread.setDaemon(true);
    thread.start();
  }

  private void poll() {
    while (!stopped) {
      try {
        List<Message> messages = sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1)).messages();
        if (!messages.isEmpty()) {
          deliver(messages);
        }
      } catch (RuntimeException | IOException e) {
        if (!stopped) {
          broken.compareAndSet(null, e);
        }
      }
    }
  }

  private void deliver(List<Message> messages) throws IOException {
    String event = event(messages);
    switch (faults.next()) {
      case WELL -> acknowledge(messages, function.invoke(event));
      case TWICE -> {
        function.invoke(event);
        acknowledge(messages, function.invoke(event));
      }
      case ANSWER_LOST -> function.invoke(event);
      case NOT_REACHED -> { }
      case LATE -> {
        pause();
        acknowledge(messages, function.invoke(event));
      }
    }
  }

  static String event(List<Message> messages) {
    return JsonText.of(Map.of("Records", messages.stream().map(message -> Map.of("messageId", message.messageId(), "receiptHandle", message.receiptHandle(),
        "body", message.body(), "attributes", Map.of(), "messageAttributes", Map.of(), "eventSource", "aws:sqs")).toList()));
  }

  private void pause() {
    try {
      synchronized (this) {
        wait(1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acknowledge(List<Message> messages, String answer) throws IOException {
    Set<String> failed = EventJson.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))).objects("batchItemFailures").stream()
        .map(item -> item.text("itemIdentifier").orElseThrow()).collect(Collectors.toSet());
    for (Message message : messages) {
      if (!failed.contains(message.messageId())) {
        sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
      }
    }
  }

  /** Why it does not work, if so. */
  Throwable broken() {
    return broken.get();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join(5000);
  }
}
