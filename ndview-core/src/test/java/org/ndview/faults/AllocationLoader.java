package org.ndview.faults;

import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.util.Set;

/** Loads the library once more, with a call of {@link Allocations#next} before each allocation. */
final class AllocationLoader extends ClassLoader {
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

  private static final String TESTS =
      AllocationLoader.class.getProtectionDomain().getCodeSource().getLocation().toString();

  private final ClassLoader own = AllocationLoader.class.getClassLoader();

  AllocationLoader() {
    super(AllocationLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith("org.ndview.") || name.equals(Allocations.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    URL place = own.getResource(name.replace('.', '/') + ".class");
    if (place == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = place.openStream()) {
      byte[] bytes = in.readAllBytes();
      byte[] counted = place.toString().startsWith(TESTS) ? bytes : counted(bytes);
      return defineClass(name, counted, 0, counted.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] counted(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(own)));
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.transformingMethodBodies((code, element) -> {
          if (allocates(element)) {
            code.invokestatic(COUNTER, "next", NEXT);
          }
          code.with(element);
        }));
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
