package dev.narthex.aws.queue;

import dev.narthex.aws.environment.FunctionEnvironment;
import dev.narthex.aws.environment.Variable;
import dev.narthex.jobs.Job;
import java.util.EnumMap;
import java.util.Map;

/** Which queue each kind of job goes to. */
public final class QueueUrls {
  private final Map<Job.Kind, String> urls = new EnumMap<>(Job.Kind.class);

  /** The queues that the environment names; kinds without a queue of their own go to the work queue. */
  public static QueueUrls from(FunctionEnvironment environment) {
    String work = environment.require(Variable.NARTHEX_QUEUE_WORK);
    QueueUrls queues = new QueueUrls();
    for (Job.Kind kind : Job.Kind.values()) {
      String url = switch (kind) {
        case SCRAPE -> environment.require(Variable.NARTHEX_QUEUE_SCRAPE);
        case DISCOVER -> environment.find(Variable.NARTHEX_QUEUE_DISCOVER).orElse(work);
        case EVALUATE -> environment.find(Variable.NARTHEX_QUEUE_RULES).orElse(work);
        case FLUSH, NOTIFY -> environment.find(Variable.NARTHEX_QUEUE_FLUSH).orElse(work);
        case SWEEP -> environment.find(Variable.NARTHEX_QUEUE_SWEEP).orElse(work);
        case COMPACT -> work;
      };
      queues.urls.put(kind, url);
    }
    return queues;
  }

  private QueueUrls() {}

  /** The URL of the queue for jobs of a kind. */
  public String of(Job.Kind kind) {
    String url = urls.get(kind);
    if (url == null) {
      throw new IllegalStateException("no queue takes " + kind.word() + " jobs");
    }
    return url;
  }
}
