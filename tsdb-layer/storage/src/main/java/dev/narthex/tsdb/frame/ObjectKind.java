package dev.narthex.tsdb.frame;

/** The kinds of framed objects, with the byte that stands for each and the newest version this code writes. */
public enum ObjectKind {
  BLOCK((byte) 'B', (byte) 1),
  LAYOUT((byte) 'L', (byte) 1);

  private final byte code;
  private final byte version;

  ObjectKind(byte code, byte version) {
    this.code = code;
    this.version = version;
  }

  public byte code() {
    return code;
  }

  public byte version() {
    return version;
  }
}
