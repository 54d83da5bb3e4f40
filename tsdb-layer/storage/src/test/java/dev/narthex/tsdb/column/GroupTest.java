package dev.narthex.tsdb.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GroupTest {
  private static EntryWindow entries(int n) {
    return new EntryWindow(new byte[n], 0, n);
  }

  /** Codes columns of one timeline and gives the bytes. */
  private static byte[] code(List<double[]> columns) {
    ByteWriter out = new ByteWriter();
    try (GroupWriter writer = new GroupWriter(6)) {
      ColumnValues values = new ColumnValues();
      for (double[] column : columns) {
        values.clear();
        for (double v : column) {
          append(values, v);
        }
        writer.column(values, 0, column.length, 0, entries(column.length), null);
      }
      writer.finish(3, out);
    }
    return out.toByteArray();
  }

  /** As a parser would hint: the shortest decimal form where there is one. */
  private static void append(ColumnValues values, double v) {
    for (int e = 0; e <= 3; e++) {
      long m = Math.round(v * Decimals.power(e));
      if (Decimals.isExact(v, m, e)) {
        values.append(m, e);
        return;
      }
    }
    values.append(v);
  }

  private static List<double[]> decode(byte[] bytes, List<double[]> like) {
    GroupReader reader = new GroupReader();
    EntryWindow[] windows = like.stream().map(c -> entries(c.length)).toArray(EntryWindow[]::new);
    reader.open("object", 3, bytes, 0, bytes.length, windows, windows.length);
    List<double[]> decoded = new ArrayList<>();
    ColumnValues values = new ColumnValues();
    for (int c = 0; c < windows.length; c++) {
      reader.column(c, values);
      assertThat(values.present()).isNull();
      decoded.add(Arrays.copyOf(values.values(), values.size()));
    }
    return decoded;
  }

  private static void assertSameBits(List<double[]> actual, List<double[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int c = 0; c < expected.size(); c++) {
      long[] a = Arrays.stream(actual.get(c)).mapToLong(Double::doubleToRawLongBits).toArray();
      long[] b = Arrays.stream(expected.get(c)).mapToLong(Double::doubleToRawLongBits).toArray();
      assertThat(a).as("column %d", c).isEqualTo(b);
    }
  }

  @Provide
  Arbitrary<List<double[]>> anyDoubles() {
    Arbitrary<Double> bits = Arbitraries.longs().map(Double::longBitsToDouble);
    Arbitrary<Double> special =
        Arbitraries.of(
            0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8dead0000beefL), Double.longBitsToDouble(0x7ff0000000000002L), Double.MIN_VALUE,
            -Double.MIN_NORMAL, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e22, 0.1, 9007199254740992.0);
    Arbitrary<Double> plain = Arbitraries.integers().between(-1000, 1000).map(i -> i / 8.0);
    Arbitrary<Double> value = Arbitraries.oneOf(bits, special, plain);
    return value.array(double[].class).ofMinSize(1).ofMaxSize(90).list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 300)
  void anyDoublesComeBackToTheBit(@ForAll("anyDoubles") List<double[]> columns) {
    assertSameBits(decode(code(columns), columns), columns);
  }

  /** Counters, resets, gauges, sums of decimals, twins and opposites: every predictor and kind. */
  private static List<double[]> realistic(long seed, int n) {
    Random random = new Random(seed);
    List<double[]> columns = new ArrayList<>();
    double[] counter = new double[n];
    double[] opposite = new double[n];
    double[] sum = new double[n];
    double[] pages = new double[n];
    double[] noise = new double[n];
    double[] slope = new double[n];
    double[] raw = new double[n];
    for (int i = 0; i < n; i++) {
      boolean reset = i > 0 && random.nextInt(30) == 0;
      counter[i] = i == 0 ? 1e6 : reset ? 0 : counter[i - 1] + random.nextInt(random.nextInt(20) == 0 ? 1_000_000 : 40);
      opposite[i] = 5e9 - counter[i];
      sum[i] = i == 0 ? 0.1 : sum[i - 1] + random.nextInt(1_000_000) / 1e9;
      pages[i] = 4096.0 * random.nextInt(1000);
      noise[i] = 500 + random.nextInt(20);
      slope[i] = 10 + 15.0 * i;
      raw[i] = random.nextGaussian();
    }
    columns.add(counter);
    columns.add(counter.clone());
    columns.add(opposite);
    columns.add(sum);
    columns.add(pages);
    columns.add(noise);
    columns.add(slope);
    columns.add(raw);
    columns.add(new double[n]);
    return columns;
  }

  @Property(tries = 60)
  void realisticColumnsComeBackToTheBit(@ForAll long seed) {
    List<double[]> columns = realistic(seed, 1 + (int) Math.floorMod(seed, 800L));
    assertSameBits(decode(code(columns), columns), columns);
  }

  @Example
  void twinsAndSlopesCostNextToNothing() {
    List<double[]> columns = realistic(1, 480);
    int alone = code(columns.subList(0, 1)).length;
    assertThat(code(columns.subList(0, 2)).length).isLessThan(alone + 12);
    assertThat(code(columns.subList(0, 3)).length).isLessThan(alone + 24);
    assertThat(code(columns.subList(6, 7)).length).isLessThan(40);
    assertThat(code(columns.subList(3, 4)).length).as("a sum of decimals takes about 20 bits and a few ulps").isLessThan(480 * 7 / 2);
  }

  @Example
  void columnsDecodeInAnyOrder() {
    List<double[]> columns = realistic(2, 100);
    byte[] bytes = code(columns);
    GroupReader reader = new GroupReader();
    EntryWindow[] windows = columns.stream().map(c -> entries(c.length)).toArray(EntryWindow[]::new);
    ColumnValues values = new ColumnValues();
    for (int c = columns.size() - 1; c >= 0; c--) {
      reader.open("object", 3, bytes, 0, bytes.length, windows, windows.length);
      reader.column(c, values);
      assertSameBits(List.of(Arrays.copyOf(values.values(), values.size())), columns.subList(c, c + 1));
    }
  }

  @Example
  void aGroupInTheWrongPlaceDoesNotPass() {
    List<double[]> columns = realistic(3, 10);
    byte[] bytes = code(columns);
    EntryWindow[] windows = columns.stream().map(c -> entries(c.length)).toArray(EntryWindow[]::new);
    assertThatThrownBy(() -> new GroupReader().open("b2/x", 4, bytes, 0, bytes.length, windows, windows.length))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessage("object b2/x is corrupt in its group 4: the checksum does not match");
  }

  @Property(tries = 200)
  void decimalsOfDifferentExponentsMeetExactly(@ForAll long seed) {
    Random random = new Random(seed);
    ColumnValues merged = new ColumnValues().clear();
    ColumnValues part = new ColumnValues();
    List<Long> expected = new ArrayList<>();
    for (int p = 0; p < 5; p++) {
      part.clear();
      int e = random.nextInt(18);
      for (int i = 0; i < 4; i++) {
        long m = random.nextLong() >> 11 + random.nextInt(53);
        part.append(m, e);
        expected.add(Double.doubleToRawLongBits(Decimals.value(m, e)));
      }
      merged.append(part, 0, part.size());
    }
    assertThat(Arrays.stream(merged.values()).limit(merged.size()).mapToObj(Double::doubleToRawLongBits)).isEqualTo(expected);
  }
}
