package dev.narthex.template;

/** A template does not parse or its execution failed; the message has Go's form ({@code template: name:line: …}). */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TemplateException(String message) {
    super(message);
  }

  public TemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}
