package org.ndview.faults;

import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;
import org.ndview.testing.ChangedLibrary;

/** The library with a call of {@link Allocations#next} before each allocation. */
final class CountedAllocations {
  private static final ClassDesc COUNTER = Allocations.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc NEXT = MethodTypeDesc.of(CD_void);

  /** Calls that give new memory, on the heap or outside. */
  private static final Set<String> CALLS =
      Set.of(
          "allocate",
          "allocateFrom",
          "clone",
          "copyOf",
          "copyOfRange",
          "map",
          "newFromHeap",
          "ofAuto",
          "ofConfined",
          "ofShared",
          "reinterpret");

  private CountedAllocations() {}

  static ChangedLibrary library() {
    return new ChangedLibrary(
        (code, element) -> {
          if (allocates(element)) {
            code.invokestatic(COUNTER, "next", NEXT);
          }
          code.with(element);
        },
        Set.of(Allocations.class),
        Set.of());
  }

  private static boolean allocates(CodeElement element) {
    return switch (element) {
      case NewObjectInstruction _,
          NewPrimitiveArrayInstruction _,
          NewReferenceArrayInstruction _,
          NewMultiArrayInstruction _,
          InvokeDynamicInstruction _ ->
          true;
      case InvokeInstruction call -> CALLS.contains(call.name().stringValue());
      default -> false;
    };
  }
}
