package dev.narthex.aws.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.event.QueueMessages;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import dev.narthex.jobs.JobOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function that runs the jobs of a queue. Each message is run by itself; those that fail are named in the answer, come again, and end
 * in the dead-letter queue, as do messages that are no jobs. The rest of the batch is done.
 */
abstract class JobHandler implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JobHandler.class);
  private final Set<Job.Kind> kinds;
  private final Function<Job, JobOutcome> jobs;

  JobHandler(Set<Job.Kind> kinds, Function<Job, JobOutcome> jobs) {
    this.kinds = kinds;
    this.jobs = jobs;
  }

  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    List<String> failed = new ArrayList<>();
    for (QueueMessages.Message message : QueueMessages.read(EventJson.read(event))) {
      try {
        run(JobCodec.decode(message.body()));
      } catch (RuntimeException e) {
        LOG.error("message {} failed and will come again: {}", message.id(), message.body(), e);
        failed.add(message.id());
      }
    }
    QueueMessages.writeFailures(failed, answer);
  }

  private void run(Job job) {
    if (!kinds.contains(job.kind())) {
      throw new IllegalStateException(
          "this function runs no " + job.kind().word() + " jobs: the queue that it stands at gets them by mistake");
    }
    switch (jobs.apply(job)) {
      case JobOutcome.Done() -> LOG.debug("{} is done", job.id());
      case JobOutcome.Missed(long late) -> LOG.warn("{} is missed: it came {} ms late", job.id(), late);
      case JobOutcome.Obsolete(String why) -> LOG.info("{} is obsolete: {}", job.id(), why);
    }
  }
}
