package dev.narthex.secret;

/**
 * Port: fetches the values that configurations name ({@code password_file}, {@code credentials_file}, …). A reference is a file path, or on AWS the ARN of
 * a secret or the path of a parameter. Called at each use; an adapter may answer from memory for up to five minutes. Thread-safe.
 */
public interface SecretSource {
  /**
   * The value, without a trailing line break.
   *
   * @throws SecretException when the reference names nothing readable; the sentence names the reference, never a value
   */
  String read(String reference);

  /** A source that knows no references, for configs whose secrets are all inline. */
  static SecretSource none() {
    return reference -> {
      throw new SecretException("secret " + reference + " cannot be read: no secret source is set up");
    };
  }
}
