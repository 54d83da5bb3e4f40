package dev.narthex.jobs;

/** A message that is no job: its text says what is wrong with it. Trying again does not help. */
public final class JobFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobFormatException(String message) {
    super(message);
  }

  public JobFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
