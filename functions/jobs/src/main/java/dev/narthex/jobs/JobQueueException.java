package dev.narthex.jobs;

/** The queue did not take a job; sending it again may help. */
public final class JobQueueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobQueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
