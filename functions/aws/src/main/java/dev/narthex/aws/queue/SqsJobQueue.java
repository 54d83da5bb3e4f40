package dev.narthex.aws.queue;

import dev.narthex.jobs.JobCodec;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.JobQueueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends jobs to SQS, ten a request. SQS delays by whole seconds, so a delay is rounded up: a job never comes before its slot. Entries
 * that SQS refuses out of a batch are sent once more before the send fails.
 */
public final class SqsJobQueue implements JobQueue {
  private static final int BATCH = 10;
  private final Supplier<SqsClient> sqs;
  private final QueueUrls urls;

  /**
   * A queue over queues.
   *
   * @param sqs asked for the client when there is something to send
   */
  public SqsJobQueue(Supplier<SqsClient> sqs, QueueUrls urls) {
    this.sqs = sqs;
    this.urls = urls;
  }

  @Override
  public void send(List<DelayedJob> jobs) {
    Map<String, List<DelayedJob>> byQueue = new LinkedHashMap<>();
    for (DelayedJob job : jobs) {
      byQueue.computeIfAbsent(urls.of(job.job().kind()), url -> new ArrayList<>()).add(job);
    }
    byQueue.forEach((url, waiting) -> {
      for (int from = 0; from < waiting.size(); from += BATCH) {
        sendBatch(url, waiting.subList(from, Math.min(waiting.size(), from + BATCH)));
      }
    });
  }

  private void sendBatch(String url, List<DelayedJob> jobs) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(jobs.size());
    for (DelayedJob job : jobs) {
      entries.add(SendMessageBatchRequestEntry.builder().id(Integer.toString(entries.size())).messageBody(JobCodec.encode(job.job()))
          .delaySeconds(wholeSeconds(job.delay())).build());
    }
    try {
      List<BatchResultErrorEntry> refused = request(url, entries).failed();
      if (!refused.isEmpty()) {
        List<SendMessageBatchRequestEntry> again = refused.stream().map(entry -> entries.get(Integer.parseInt(entry.id()))).toList();
        List<BatchResultErrorEntry> lost = request(url, again).failed();
        if (!lost.isEmpty()) {
          throw SdkException.create(lost.size() + " messages refused, the first with " + lost.getFirst().code(), null);
        }
      }
    } catch (SdkException e) {
      throw new JobQueueException("SQS did not take " + jobs.size() + " jobs for " + url + ": " + e.getMessage(), e);
    }
  }

  private SendMessageBatchResponse request(String url, List<SendMessageBatchRequestEntry> entries) {
    return sqs.get().sendMessageBatch(request -> request.queueUrl(url).entries(entries));
  }

  private static int wholeSeconds(Duration delay) {
    return Math.toIntExact(delay.plusNanos(999_999_999).toSeconds());
  }
}
