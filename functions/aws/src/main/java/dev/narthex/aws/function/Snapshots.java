package dev.narthex.aws.function;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work done just before SnapStart takes its snapshot, so that restored environments need not do it: load classes, link call sites, run
 * the hot paths once. Without SnapStart nothing of it ever runs. A failure costs speed, so it is only logged.
 */
final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  /** The context knows its resources by weak references. */
  private static final List<Resource> PRIMES = new CopyOnWriteArrayList<>();

  /** What is run before the snapshot. */
  @FunctionalInterface
  interface Prime {
    void run() throws Exception;
  }

  private Snapshots() {}

  static void prime(Prime prime) {
    Resource resource = new Resource() {
      @Override
      public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
          prime.run();
        } catch (Exception e) {
          LOG.warn("priming before the snapshot failed; first calls will be slower", e);
        }
      }

      @Override
      public void afterRestore(Context<? extends Resource> context) {
        // Nothing to make anew: credentials are asked for at each request, idle connections are too old to be used, nothing holds a seed.
      }
    };
    PRIMES.add(resource);
    Core.getGlobalContext().register(resource);
  }
}
