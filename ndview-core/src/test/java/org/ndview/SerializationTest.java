package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;
import org.ndview.json.DataReference;
import org.ndview.json.Storage;
import org.ndview.json.ViewMetadata;

/** Values travel by Java's serialization, as Spark and its like need it; views say what does. */
class SerializationTest {
  private static Object sent(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i",
        "<3h",
        ">d",
        "Ze",
        "[bfloat16]",
        "10s",
        "5w",
        "P",
        "&i",
        "X{}",
        "O",
        "T{<i:id:<f:score:}",
        "T{(2,3)>h:m:T{b:x:2x}:n:}",
        "(4)T{d:a:}",
        "x3xi",
        "t"
      })
  void formats(String text) throws Exception {
    Format format = Format.parse(text);
    assertThat(sent(format)).isEqualTo(format);
    Format padded = Format.parse(text, format.itemsize() + 8);
    assertThat(sent(padded)).isEqualTo(padded);
  }

  @Test
  void layouts() throws Exception {
    Layout strided = Layout.of(4, 100, new long[] {3, 2}, new long[] {-12, 0});
    assertThat(sent(strided)).isEqualTo(strided);
    Layout pointers = Layout.of(1, 0, new long[] {3, 2}, new long[] {8, 1}, new long[] {0, -1});
    assertThat(sent(pointers)).isEqualTo(pointers);
    assertThat(sent(Layout.contiguous(Order.F, 8))).isEqualTo(Layout.contiguous(Order.F, 8));
  }

  @Test
  void documents() throws Exception {
    ViewMetadata rows =
        ViewMetadata.inline(NdView.ofRows(new int[][] {{1, 2}, {3, 4}}), Storage.AS_IT_LIES);
    ViewMetadata again = (ViewMetadata) sent(rows);
    assertThat(again).isEqualTo(rows);
    assertThat(again.open().toList()).isEqualTo(List.of(List.of(1, 2), List.of(3, 4)));
    ViewMetadata referring =
        NdView.of(new byte[3]).metadata().withData(DataReference.of("a.bin", 5, 3));
    assertThat(sent(referring)).isEqualTo(referring);
  }

  @Test
  void values() throws Exception {
    assertThat(sent(new Complex(-0.0, 2))).isEqualTo(new Complex(-0.0, 2));
    try (NdView view = NdView.allocate("T{(2,2)h:m:3s:t:Q:q:T{Zd:z:}:in:}", 1)) {
      StructValue value = (StructValue) view.get(0);
      StructValue again = (StructValue) sent(value);
      assertThat(again).isEqualTo(value);
      assertThat(again.get("m")).isEqualTo(value.get("m"));
      assertThat(again.names()).isEqualTo(value.names());
    }
  }

  @Test
  void statisticsAndScalings() throws Exception {
    NdView pixels = NdView.of(new float[] {1, 2, Float.NaN, 5, 7, 11}).reshape(3, 2);
    Statistics statistics = pixels.statistics(-1);
    assertThat(sent(statistics)).isEqualTo(statistics);
    for (Scaling scaling :
        List.of(
            Scaling.none(),
            Scaling.of(0.1, 2),
            Scaling.perIndex(new double[] {1, 2}, new double[] {3, 4}, -1),
            Scaling.standardize(statistics))) {
      assertThat(sent(scaling)).isEqualTo(scaling);
    }
    assertThat(sent(Scaling.none())).isSameAs(Scaling.none());
  }

  @Test
  void aViewIsRefusedWithWhatTravelsInstead() {
    try (NdView scalars = NdView.allocate("i", 3);
        NdView structs = NdView.allocate("T{i:x:}", 3)) {
      for (NdView view : List.of(scalars, structs, scalars.slice("::2"))) {
        assertThatThrownBy(() -> sent(view))
            .isInstanceOf(NotSerializableException.class)
            .hasMessageContaining("ViewMetadata.inline")
            .hasMessageContaining("metadata()");
      }
    }
  }
}
