package dev.narthex.jobs.publish;

/**
 * How a kind of plan is stored.
 *
 * @param <T> the plan
 */
public interface PlanFormat<T> {
  /** The word in keys: {@code <word>/<tenant>/<sha256>}. */
  String word();

  /** What is in force before the first publication. */
  T empty();

  /** Equal plans give equal bytes. */
  byte[] encode(T plan);

  /**
   * Reads {@link #encode}.
   *
   * @param key names the object in errors
   */
  T decode(String key, byte[] bytes);
}
