package dev.narthex.aws.environment;

/** The environment variables that functions read: the one source of their names. */
public enum Variable {
  NARTHEX_BUCKET("the bucket of all objects"),
  NARTHEX_CATALOG_TABLE("the table of the block catalogue"),
  NARTHEX_STATE_TABLE("the table of control state"),
  NARTHEX_QUEUE_SCRAPE("URL of the queue of scrape jobs"),
  NARTHEX_QUEUE_WORK("URL of the queue of every job that has no queue of its own"),
  NARTHEX_QUEUE_DISCOVER("URL of the queue of discover jobs; without it they go to the work queue"),
  NARTHEX_QUEUE_SWEEP("URL of the queue of sweep jobs; without it they go to the work queue"),
  NARTHEX_QUEUE_RULES("URL of the queue of rule evaluations; without it they go to the work queue"),
  NARTHEX_QUEUE_FLUSH("URL of the queue of notification flushes; without it they go to the work queue"),
  NARTHEX_CONFIG("where the current configuration version lies: s3://BUCKET/KEY, with ?versionId=… in a bucket that keeps replaced ones"),
  NARTHEX_EXTERNAL_URL("where people reach the API, for links in alerts and notifications; narthex.yml goes before it"),
  NARTHEX_TOKENS("ARN of the secret with the hashes of API tokens; for the authorizer alone"),
  NARTHEX_ADDRESS_POLICY("which addresses scrapes and receivers may reach: public, private (default) or loopback");

  private final String meaning;

  Variable(String meaning) {
    this.meaning = meaning;
  }

  /** What the variable holds, in one line. */
  public String meaning() {
    return meaning;
  }
}
