package dev.narthex.jobs;

/**
 * One unit of work, as it travels through a queue. Running a job twice, late, or twice at the same time leaves the same state as
 * running it once.
 *
 * <p>A tick is a slot in epoch milliseconds: the moment at which the work is due by its schedule, never the moment at which it
 * happens to run. {@link JobCodec} gives a job its JSON form.
 */
public sealed interface Job {
  /** Whose data the job works on. */
  String tenant();

  /** Content hash (hexadecimal SHA-256) of the configuration version that the job was planned under. */
  String config();

  /** Names the work, not the message: two messages with one id mean the same work. */
  String id();

  /** The word in the {@code job} member of the JSON form and in metrics. */
  Kind kind();

  /** The kinds of jobs; the one source of their names. */
  enum Kind {
    DISCOVER("discover"),
    SCRAPE("scrape"),
    EVALUATE("evaluate"),
    FLUSH("flush"),
    NOTIFY("notify"),
    COMPACT("compact"),
    SWEEP("sweep");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Finds targets and publishes the target set and its shards. {@code tick}: the minute in epoch milliseconds. */
  record Discover(String tenant, String config, long tick) implements Job {
    @Override
    public String id() {
      return "discover/" + tenant + "/" + tick;
    }

    @Override
    public Kind kind() {
      return Kind.DISCOVER;
    }
  }

  /** Scrapes all targets of one shard for one slot. */
  record Scrape(String tenant, String config, String shard, long tick) implements Job {
    @Override
    public String id() {
      return "scrape/" + tenant + "/" + shard + "/" + tick;
    }

    @Override
    public Kind kind() {
      return Kind.SCRAPE;
    }
  }

  /** Evaluates one batch of rule groups for one slot. */
  record Evaluate(String tenant, String config, String batch, long tick) implements Job {
    @Override
    public String id() {
      return "evaluate/" + tenant + "/" + batch + "/" + tick;
    }

    @Override
    public Kind kind() {
      return Kind.EVALUATE;
    }
  }

  /** Flushes one notification group; an old {@code seq} does nothing. */
  record Flush(String tenant, String config, String group, long seq) implements Job {
    @Override
    public String id() {
      return "flush/" + tenant + "/" + group + "/" + seq;
    }

    @Override
    public Kind kind() {
      return Kind.FLUSH;
    }
  }

  /**
   * Makes one attempt to tell one integration of a group's flush; when that flush is over nothing happens.
   *
   * @param integration id of the integration, hexadecimal
   */
  record Notify(String tenant, String config, String group, long seq, String integration) implements Job {
    @Override
    public String id() {
      return "notify/" + tenant + "/" + group + "/" + seq + "/" + integration;
    }

    @Override
    public Kind kind() {
      return Kind.NOTIFY;
    }
  }

  /**
   * Merges blocks of lower levels into one of {@code level}.
   *
   * @param level 1, 2 or 3
   * @param window start of the window in epoch milliseconds
   * @param part which metric range of the window; 0 when there is one
   */
  record Compact(String tenant, String config, int level, long window, int part) implements Job {
    @Override
    public String id() {
      return "compact/" + tenant + "/" + level + "/" + window + "/" + part;
    }

    @Override
    public Kind kind() {
      return Kind.COMPACT;
    }
  }

  /** Removes what is covered or past retention, and adopts what a crash left uncatalogued. {@code tick}: the minute. */
  record Sweep(String tenant, String config, long tick) implements Job {
    @Override
    public String id() {
      return "sweep/" + tenant + "/" + tick;
    }

    @Override
    public Kind kind() {
      return Kind.SWEEP;
    }
  }
}
