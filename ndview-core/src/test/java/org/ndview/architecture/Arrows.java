package org.ndview.architecture;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which package may name which (docs/architecture.md draws it), and which classes of the face the
 * engine may name. A new package gets a row of its own here.
 */
final class Arrows {
  private static final String FACE = "org.ndview";
  private static final String FORMAT = "org.ndview.format";
  private static final String IO = "org.ndview.io";
  private static final String BRIDGE = "org.ndview.bridge";
  private static final String ENGINE = "org.ndview.internal.";
  private static final String CHECK = ENGINE + "check";
  private static final String MEMORY = ENGINE + "memory";
  private static final String ITEM = ENGINE + "item";
  private static final String BULK = ENGINE + "bulk";
  private static final String LOOP = ENGINE + "loop";
  private static final String STEP = ENGINE + "step";
  private static final String NUMERIC = ENGINE + "numeric";
  private static final String VECTOR = ENGINE + "vector";
  private static final String LIBRARY = ENGINE + "library";
  private static final String EXPORT = ENGINE + "export";

  /** What each package may name beside itself. */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.ofEntries(
          // a format knows nothing of shape and memory
          entry(FORMAT, Set.of()),
          entry(CHECK, Set.of()),
          // the face calls the engine
          entry(FACE, Set.of(FORMAT, MEMORY, ITEM, BULK, NUMERIC, EXPORT)),
          // the engine stands on values of the face, and on what is below
          entry(MEMORY, Set.of(FACE)),
          entry(ITEM, Set.of(FACE, FORMAT)),
          entry(STEP, Set.of(MEMORY)),
          entry(BULK, Set.of(FACE, MEMORY, STEP)),
          entry(LOOP, Set.of(MEMORY, ITEM, BULK)),
          entry(NUMERIC, Set.of(FACE, FORMAT, MEMORY, ITEM, BULK, LOOP, STEP)),
          entry(EXPORT, Set.of(FACE, FORMAT, MEMORY, ITEM, BULK, NUMERIC)),
          // found by its name, where the JVM has the module that it is written for
          entry(VECTOR, Set.of(FACE, FORMAT, MEMORY, ITEM, BULK, NUMERIC)),
          entry(LIBRARY, Set.of()),
          // the bridges call the face, and no engine; but ask which optional libraries are there
          entry(IO, Set.of(FACE, FORMAT)),
          entry(BRIDGE, Set.of(FACE, FORMAT)),
          entry("org.ndview.cpython", Set.of(FACE, FORMAT)),
          entry("org.ndview.npy", Set.of(FACE, FORMAT, IO, LIBRARY)),
          // a document names the NumPy dtype of its format
          entry("org.ndview.json", Set.of(FACE, FORMAT, IO, LIBRARY, "org.ndview.npy")),
          entry("org.ndview.safetensors", Set.of(FACE, FORMAT, IO, LIBRARY)),
          entry("org.ndview.dlpack", Set.of(FACE, FORMAT)),
          entry("org.ndview.arrow", Set.of(FACE, FORMAT, BRIDGE, LIBRARY)),
          entry("org.ndview.djl", Set.of(FACE, FORMAT, BRIDGE, LIBRARY)),
          entry("org.ndview.onnx", Set.of(FACE, FORMAT, BRIDGE, LIBRARY)),
          entry("org.ndview.image", Set.of(FACE, FORMAT, IO)));

  /** What the engine may name of the face: values, and the two questions to an owner of memory. */
  private static final Set<String> VALUES =
      Set.of(
          "Layout",
          "Index",
          "Order",
          "Casting",
          "Scaling",
          "Execution",
          "Complex",
          "StructValue",
          "Statistics",
          "MemoryGuard",
          "MemoryHold");

  /** Arrows that the rules above do not have, each for a reason. */
  private static final Set<Arrow> EXCEPTIONS =
      Set.of(
          // NdView.metadata() is the way from a view to its document
          new Arrow("org.ndview.NdView", "org.ndview.json.ViewMetadata"));

  /** Arrows that circles across packages are not looked for behind, each for a reason. */
  private static final Set<Arrow> CIRCLES =
      Set.of(
          // as above
          new Arrow("org.ndview.NdView", "org.ndview.json.ViewMetadata"),
          // a struct's text is made of its items' texts, and an item may be a struct
          new Arrow("org.ndview.StructValue", "org.ndview.internal.item.ItemValues"));

  /** One class names another. */
  private record Arrow(String from, String to) {}

  private Arrows() {}

  /** {@return what each package may name beside itself} */
  static Map<String, Set<String>> mayName() {
    return MAY_NAME;
  }

  /** {@return a sentence for each arrow that must not be, empty if all may} */
  static List<String> violations(ClassGraph graph) {
    List<String> violations = new ArrayList<>();
    for (String from : graph.classes()) {
      for (String to : graph.namedBy(from)) {
        String why = reasonAgainst(from, to);
        if (why != null) {
          violations.add(from + " names " + to + ": " + why);
        }
      }
    }
    for (List<String> circle :
        graph.circlesAcrossPackages((from, to) -> CIRCLES.contains(new Arrow(from, to)))) {
      violations.add("a circle across packages: " + String.join(" -> ", circle));
    }
    return violations;
  }

  private static String reasonAgainst(String from, String to) {
    String by = ClassGraph.packageOf(from);
    String of = ClassGraph.packageOf(to);
    Set<String> allowed = MAY_NAME.get(by);
    if (allowed == null) {
      return by + " has no row in Arrows.MAY_NAME";
    }
    if (EXCEPTIONS.contains(new Arrow(from, to))) {
      return null;
    }
    // limits and the text of messages stand on nothing, so everything may stand on them
    if (!by.equals(of) && !of.equals(CHECK) && !allowed.contains(of)) {
      return by + " must not name " + of;
    }
    if (by.startsWith(ENGINE) && of.equals(FACE) && !VALUES.contains(simple(to))) {
      return "the engine names of the face its values alone";
    }
    if (isOfLayout(from) && (of.equals(FORMAT) || (of.startsWith(ENGINE) && !of.equals(CHECK)))) {
      return "a layout knows nothing of formats and memory";
    }
    return null;
  }

  private static boolean isOfLayout(String name) {
    return ClassGraph.packageOf(name).equals(FACE) && simple(name).startsWith("Layout");
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
