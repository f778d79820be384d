package org.ndview.hosts;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Set;
import org.ndview.testing.ChangedLibrary;

/**
 * The library as it is on a big-endian machine: {@link ByteOrder#nativeOrder} is big, memory is
 * read and written in that order, and arrays that become memory lie there so. Nothing else that the
 * library does depends on the machine's order.
 */
final class BigEndianHost {
  private static final ClassDesc ORDER = desc(ByteOrder.class);
  private static final ClassDesc LAYOUT = desc(ValueLayout.class);
  private static final ClassDesc SEGMENT = desc(MemorySegment.class);

  private BigEndianHost() {}

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  static ChangedLibrary library() {
    return new ChangedLibrary(
        BigEndianHost::change,
        Set.of(BigEndianMemory.class),
        Set.of( // they speak with this machine, or read the bits of an array in the order they have
            "org.ndview.internal.memory.MemoryKind",
            "org.ndview.internal.memory.SystemMemory",
            "org.ndview.internal.numeric.FloatBits"));
  }

  private static void change(CodeBuilder code, CodeElement element) {
    switch (element) {
      case InvokeInstruction call
          when call.owner().asSymbol().equals(ORDER) && call.name().equalsString("nativeOrder") ->
          code.getstatic(ORDER, "BIG_ENDIAN", ORDER);
      case InvokeInstruction call
          when call.owner().asSymbol().equals(SEGMENT)
              && call.name().equalsString("ofArray")
              && !call.typeSymbol().parameterType(0).equals(desc(byte[].class)) ->
          code.invokestatic(desc(BigEndianMemory.class), "ofArray", call.typeSymbol());
      case FieldInstruction field
          when field.owner().asSymbol().equals(LAYOUT) && isWide(field.name().stringValue()) ->
          code.with(field)
              .getstatic(ORDER, "BIG_ENDIAN", ORDER)
              .invokeinterface(
                  field.typeSymbol(), "withOrder", MethodTypeDesc.of(field.typeSymbol(), ORDER));
      default -> code.with(element);
    }
  }

  private static boolean isWide(String layout) {
    return !layout.startsWith("JAVA_BYTE")
        && !layout.startsWith("JAVA_BOOLEAN")
        && layout.startsWith("JAVA_");
  }
}
