package dev.narthex.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.aws.environment.FunctionEnvironment;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.JobQueueContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

/** Over the wire, in real time: SQS has no clock to turn. */
@ExtendWith(WireExtension.class)
class SqsJobQueueTest extends JobQueueContract {
  private static final int VISIBILITY_SECONDS = 2;
  private Wire wire;
  private String url;

  @BeforeEach
  void aFreshQueue(Wire wire) {
    this.wire = wire;
    url = wire.newQueue();
  }

  @Override
  protected JobQueue queue() {
    return new SqsJobQueue(wire::sqs, QueueUrls.from(new FunctionEnvironment(Map.of("NARTHEX_QUEUE_SCRAPE", url, "NARTHEX_QUEUE_WORK", url))));
  }

  @Override
  protected List<Job> receiveAfter(Duration time) {
    return receive(time, message -> wire.sqs().deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
  }

  @Override
  protected List<Job> receiveAndFailAfter(Duration time) {
    return receive(time, message -> {});
  }

  @Override
  protected Duration redelivery() {
    return Duration.ofSeconds(VISIBILITY_SECONDS + 2);
  }

  private List<Job> receive(Duration time, Consumer<Message> acknowledge) {
    long end = System.nanoTime() + time.toNanos();
    List<Job> jobs = new ArrayList<>();
    do {
      int wait = (int) Math.clamp(Duration.ofNanos(end - System.nanoTime()).toSeconds(), 0, 20);
      for (Message message : wire.sqs().receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10)
          .visibilityTimeout(VISIBILITY_SECONDS).waitTimeSeconds(wait)).messages()) {
        jobs.add(JobCodec.decode(message.body()));
        acknowledge.accept(message);
      }
    } while (System.nanoTime() < end);
    return jobs;
  }

  @Test
  void eachKindGoesToItsOwnQueue(Wire wire) {
    String work = wire.newQueue();
    QueueUrls urls = QueueUrls.from(new FunctionEnvironment(
        Map.of("NARTHEX_QUEUE_SCRAPE", url, "NARTHEX_QUEUE_WORK", work, "NARTHEX_QUEUE_SWEEP", url, "NARTHEX_QUEUE_FLUSH", "")));
    assertThat(urls.of(Job.Kind.COMPACT)).isEqualTo(work);
    assertThat(urls.of(Job.Kind.DISCOVER)).isEqualTo(work);
    assertThat(urls.of(Job.Kind.FLUSH)).isEqualTo(work);
    assertThat(urls.of(Job.Kind.SWEEP)).isEqualTo(url);
  }
}
