package dev.narthex.tsdb.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static byte[] object() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObjectWriter writer = new ObjectWriter(out, ObjectKind.BLOCK);
    writer.section(1, new ByteWriter().string("head"));
    ByteWriter piece = new ByteWriter().string("piece");
    Checksum.append(0, piece, 0);
    writer.piece(piece);
    writer.endPieces(7);
    writer.section(2, new ByteWriter().varint(300));
    assertThat(writer.finish()).isEqualTo(out.size());
    return out.toByteArray();
  }

  @Test
  void sectionsAreFoundByTheFooterAndChecked() throws IOException {
    byte[] bytes = object();
    ObjectFrame frame = ObjectFrame.of("key", ObjectKind.BLOCK, bytes);
    assertThat(frame.sections()).extracting(Section::id).containsExactly(1, 7, 2);
    assertThat(frame.read(1, "head").string()).isEqualTo("head");
    assertThat(frame.read(2, "numbers").varint()).isEqualTo(300);
    Section pieces = frame.section(7, "pieces");
    int end = Checksum.check("key", "piece", 0, bytes, (int) pieces.offset(), (int) pieces.end());
    assertThat(new ByteReader("key", "piece", bytes, (int) pieces.offset(), end).string()).isEqualTo("piece");
    assertThatThrownBy(() -> frame.read(9, "labels")).hasMessage("object key is corrupt in its labels: the section is missing");
  }

  @Test
  void otherKindsAndNewerVersionsAreToldApart() throws IOException {
    byte[] bytes = object();
    assertThatThrownBy(() -> ObjectFrame.of("key", ObjectKind.LAYOUT, bytes))
        .isInstanceOf(CorruptObjectException.class).hasMessageContaining("kind 'B' where 'L' was expected");
    bytes[5] = 2;
    assertThatThrownBy(() -> ObjectFrame.of("key", ObjectKind.BLOCK, bytes))
        .isInstanceOf(UnsupportedObjectException.class).hasMessage("object key cannot be read: version 2 is newer than 1; upgrade Narthex");
    assertThatThrownBy(() -> ObjectFrame.of("key", ObjectKind.BLOCK, "<html>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CorruptObjectException.class);
  }

  @Property
  void numbersComeBack(@ForAll long value) {
    ByteWriter out = new ByteWriter().varint(value).zigzag(value).i64(value).i32((int) value).u8((int) value);
    ByteReader in = new ByteReader("o", "s", out.toByteArray());
    assertThat(in.varint()).isEqualTo(value);
    assertThat(in.zigzag()).isEqualTo(value);
    assertThat(in.i64()).isEqualTo(value);
    assertThat(in.i32()).isEqualTo((int) value);
    assertThat(in.u8()).isEqualTo((int) value & 0xff);
    in.end();
  }

  @Property
  void deflatedBytesComeBack(@ForAll byte[] bytes) {
    ByteWriter out = new ByteWriter();
    try (Deflate deflate = new Deflate(6)) {
      deflate.append(bytes, 0, bytes.length, out);
      deflate.append(new byte[5000], 0, 5000, out);
    }
    ByteReader in = new ByteReader("o", "s", out.toByteArray());
    Inflate inflate = new Inflate();
    assertThat(inflate.read(in)).isEqualTo(bytes);
    assertThat(inflate.read(in)).isEqualTo(new byte[5000]);
    in.end();
  }

  @Test
  void aLieAboutALengthTakesNoMemory() {
    ByteReader huge = new ByteReader("o", "s", new ByteWriter().varint(1 << 29).varint(3).bytes(new byte[3]).toByteArray());
    assertThatThrownBy(() -> Deflate.read(huge)).isInstanceOf(CorruptObjectException.class).hasMessageContaining("claims to inflate 3 bytes to 536870912");
    ByteReader text = new ByteReader("o", "s", new ByteWriter().varint(1 << 29).toByteArray());
    assertThatThrownBy(text::string).isInstanceOf(CorruptObjectException.class);
  }
}
