package dev.narthex.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueue.DelayedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstFlushTest {
  private static final Job FLUSH = new Job.Flush("t", "hash", "group", 1);

  private final List<String> seen = new ArrayList<>();
  private final FirstFlush queue = new FirstFlush(jobs -> seen.add(jobs.size() + " sent"), () -> seen.add("done"));

  @Test
  void actsOnceBehindTheFirstFlush() {
    queue.send(new Job.Sweep("t", "hash", 0), Duration.ZERO);
    assertThat(seen).containsExactly("1 sent");

    queue.send(List.of(new DelayedJob(new Job.Sweep("t", "hash", 0), Duration.ZERO), new DelayedJob(FLUSH, Duration.ZERO)));
    queue.send(FLUSH, Duration.ZERO);
    assertThat(seen).containsExactly("1 sent", "2 sent", "done", "1 sent");
  }
}
