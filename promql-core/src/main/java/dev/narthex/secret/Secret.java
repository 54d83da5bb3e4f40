package dev.narthex.secret;

/** A secret of a configuration: given inline, or by a reference that is read at each use. {@code toString} never shows a value. */
public sealed interface Secret {
  /** What stands for a secret wherever a configuration is printed. */
  String MASK = "<secret>";

  /** The value to use now. */
  String reveal(SecretSource source);

  /** A value that stood in the file itself. */
  record Inline(String value) implements Secret {
    @Override
    public String reveal(SecretSource source) {
      return value;
    }

    @Override
    public String toString() {
      return MASK;
    }
  }

  /** A file, ARN or parameter path; printable. */
  record Reference(String reference) implements Secret {
    @Override
    public String reveal(SecretSource source) {
      return source.read(reference).strip();
    }

    @Override
    public String toString() {
      return reference;
    }
  }
}
