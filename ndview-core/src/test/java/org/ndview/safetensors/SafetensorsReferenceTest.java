package org.ndview.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.testing.Python;

/** Headers that the reference implementation reads are read, and those that it refuses refused. */
class SafetensorsReferenceTest {
  private static final String TENSOR = "{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}";

  /** With ' for ", before 16 bytes of data. */
  private static final List<String> READ =
      List.of(
          "{'a':" + TENSOR + "}",
          "{'a':" + TENSOR + ",'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':" + TENSOR + "}",
          "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[8,16]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
          "{'__metadata__':null,'a':" + TENSOR + "}",
          "{'a':" + TENSOR + ",'__metadata__':{'k':'v'}}",
          "{'__metadata__':{'k':'1','k':'2'},'a':" + TENSOR + "}",
          "{'a':['F32',[2,2],[0,16]]}",
          "{'a':{'dtype':{'F32':null},'shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'x':{'y':[1]},'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'x':1,'x':2,'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'x':1e-999,'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'\\ud83d\\ude00':" + TENSOR + "}",
          "{'\\u0000':" + TENSOR + "}",
          "{'':" + TENSOR + "}",
          "{'\u007f':" + TENSOR + "}",
          "{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[3],'data_offsets':[4,16]}}",
          "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'e':{'dtype':'F32','shape':[0],'data_offsets':[8,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}",
          "{'a':" + TENSOR + ",'e':{'dtype':'F32','shape':[0],'data_offsets':[16,16]}}",
          "{'b':{'dtype':'F32','shape':[2],'data_offsets':[8,16]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
          "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[3],'data_offsets':[1,4]},'c':{'dtype':'F32','shape':[3],'data_offsets':[4,16]}}",
          "{'a':{'dtype':'U8','shape':[4],'data_offsets':[12,16]},'c':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}",
          "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'c':{'dtype':'F32','shape':[3],'data_offsets':[1,13]},'d':{'dtype':'U8','shape':[3],'data_offsets':[13,16]}}",
          "{'a':" + TENSOR + "}   \n\t\r ",
          " {'a':" + TENSOR + "}",
          "{'a':{'\\u0064type':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'\\u005f_metadata__':{'k':'v'},'a':" + TENSOR + "}",
          "{'a\\/b':" + TENSOR + "}",
          "{'a':{'dtype':'F4','shape':[32],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F6_E2M3','shape':[20],'data_offsets':[0,15]},'b':{'dtype':'U8','shape':[1],'data_offsets':[15,16]}}",
          "{'e':{'dtype':'F6_E2M3','shape':[0,3],'data_offsets':[0,0]},'a':" + TENSOR + "}",
          "{'a':{'dtype':'C64','shape':[2],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F8_E8M0','shape':[16],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F8_E4M3FNUZ','shape':[16],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F8_E5M2FNUZ','shape':[16],'data_offsets':[0,16]}}",
          beside("9".repeat(300)),
          beside(nested(125)));

  private static final List<String> REFUSED =
      List.of(
          "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}",
          "{'a':5,'a':" + TENSOR + "}",
          "{'a':{'dtype':'X','shape':[],'data_offsets':[0,0]},'a':" + TENSOR + "}",
          "{'__metadata__':{},'__metadata__':{},'a':" + TENSOR + "}",
          "{'__metadata__':null,'__metadata__':null,'a':" + TENSOR + "}",
          "{'__metadata__':{'k':null},'a':" + TENSOR + "}",
          "{'__metadata__':{'k':1},'a':" + TENSOR + "}",
          "{'__metadata__':[],'a':" + TENSOR + "}",
          "{'__metadata__':'x','a':" + TENSOR + "}",
          "{'a':['F32',[2,2],[0,16],1]}",
          "{'a':['F32',[2,2]]}",
          "{'a':{'dtype':{'F32':[]},'shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'dtype':{'F32':{}},'shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'dtype':13,'shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'x':1e999,'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'a':{'x':'\\ud800','dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'\\ud800':" + TENSOR + "}",
          "{'a\tb':" + TENSOR + "}",
          "{'a':{'dtype':'F32','shape':[4.0],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':[4e0],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':[-0,4],'data_offsets':[0,0]}}",
          "{'a':{'dtype':'F32','shape':[-4],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':[04],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':null,'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':[true,4],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'F32','shape':['4'],'data_offsets':[0,16]}}",
          "{'z':{'dtype':'F64','shape':[4294967296,4294967296,0],'data_offsets':[0,0]},'a':"
              + TENSOR
              + "}",
          "{'z':{'dtype':'U8','shape':[0,18446744073709551616],'data_offsets':[0,0]},'a':"
              + TENSOR
              + "}",
          "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16,16]}}",
          "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0]}}",
          "{'a':{'dtype':'F32','shape':[4],'data_offsets':{'0':0,'1':16}}}",
          "{'a':{'dtype':'F32','shape':[4],'data_offsets':[16,0]}}",
          "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'e':{'dtype':'F32','shape':[0],'data_offsets':[4,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}",
          "{'a':" + TENSOR + ",'e':{'dtype':'F32','shape':[0],'data_offsets':[17,17]}}",
          "{'a':" + TENSOR + ",'b':" + TENSOR + "}",
          "{'a':" + TENSOR + "}\0",
          "{'a':" + TENSOR + "}x",
          "{'a':" + TENSOR + "}\f",
          "\ufeff{'a':" + TENSOR + "}",
          "{'a':" + TENSOR + ",}",
          "{/**/'a':" + TENSOR + "}",
          "{'a':{'x':NaN,'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
          "{'a\\xb':" + TENSOR + "}",
          "{'a':null}",
          "{'a':" + TENSOR + ",'b':null}",
          "{}",
          "{'a':{'dtype':'F4','shape':[33],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'C128','shape':[1],'data_offsets':[0,16]}}",
          "{'a':{'dtype':'f32','shape':[4],'data_offsets':[0,16]}}",
          "{'a':{'Dtype':'F32','shape':[4],'data_offsets':[0,16]}}",
          beside("9".repeat(400)),
          beside(nested(126)),
          beside(nested(200)),
          beside("[".repeat(5000)));

  /** What the reference reads and no view can have. */
  private static final List<String> BEYOND =
      List.of(
          "{'z':{'dtype':'F64','shape':[0,4294967296,4294967296],'data_offsets':[0,0]},'a':"
              + TENSOR
              + "}",
          "{'z':{'dtype':'U8','shape':[0,9223372036854775808],'data_offsets':[0,0]},'a':"
              + TENSOR
              + "}",
          "{'a':{'dtype':'U8','shape':[" + "1,".repeat(64) + "16],'data_offsets':[0,16]}}");

  private static String beside(String value) {
    return "{'a':" + TENSOR.replace("{", "{'x':" + value + ",") + "}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static byte[] file(String header) {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length + 16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static SafetensorsFile open(String header) throws IOException {
    return Safetensors.open(MemorySegment.ofArray(file(header)));
  }

  static List<String> read() {
    return READ;
  }

  static List<String> refused() {
    return Stream.of(REFUSED, BEYOND).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("read")
  void whatTheReferenceReadsIsRead(String header) throws IOException {
    try (SafetensorsFile file = open(header)) {
      long bytes = file.views().values().stream().mapToLong(view -> view.nbytes()).sum();
      assertThat(bytes).isEqualTo(16);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatTheReferenceRefusesIsRefused(String header) {
    assertThatThrownBy(() -> open(header)).isInstanceOf(SafetensorsException.class);
  }

  @Test
  void ofTwoTensorsOfOneNameTheLastCounts() throws IOException {
    String half = "{'dtype':'U8','shape':[8],'data_offsets':[0,8]}";
    try (SafetensorsFile file = open("{'a':" + half + ",'a':" + TENSOR + "}")) {
      assertThat(file.tensors().keySet()).containsExactly("a");
      assertThat(file.view("a").shape()).containsExactly(2, 2);
    }
    assertThatThrownBy(() -> open("{'a':" + TENSOR + ",'a':" + half + "}"))
        .hasMessageContaining("the tensors take 8 bytes, and 16 follow the header");
  }

  @Test
  void theReferenceItselfSaysSo() throws Exception {
    assumeTrue(
        Python.runs("import safetensors; safetensors.deserialize"), "no python3 with safetensors");
    List<String> headers = Stream.of(READ, BEYOND, REFUSED).flatMap(List::stream).toList();
    List<String> files =
        headers.stream().map(header -> HexFormat.of().formatHex(file(header))).toList();
    List<String> answers = Python.run(List.of("-c", PROGRAM), files);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      expected.add(i < READ.size() + BEYOND.size() ? "read" : "refused");
    }
    assertThat(answers).isEqualTo(expected);
  }

  private static final String PROGRAM =
      """
      import sys
      from safetensors import deserialize
      for line in sys.stdin:
          try:
              deserialize(bytes.fromhex(line))
              print('read')
          except Exception:
              print('refused')
      """;
}
