package org.ndview.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which class of this library names which, read from compiled classes. A nested class counts as the
 * class around it. A class names another in code, in a signature, in an annotation: wherever its
 * constant pool does.
 */
final class ClassGraph {
  private static final String LIBRARY = "org/ndview/";

  /** A class in a descriptor or a generic signature. */
  private static final Pattern IN_SIGNATURE = Pattern.compile("L(" + LIBRARY + "[\\w/$]+)[;<]");

  private final SortedSet<String> classes = new TreeSet<>();
  private final Map<String, SortedSet<String>> named = new TreeMap<>();

  private ClassGraph() {}

  /** The graph of all class files below a folder, but those of other releases in META-INF. */
  static ClassGraph of(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return of(
          files
              .filter(file -> file.toString().endsWith(".class"))
              .filter(file -> !folder.relativize(file).startsWith("META-INF"))
              .map(ClassGraph::bytes)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The graph of some class files. */
  static ClassGraph of(Collection<byte[]> classFiles) {
    ClassGraph graph = new ClassGraph();
    for (byte[] bytes : classFiles) {
      graph.add(ClassFile.of().parse(bytes));
    }
    return graph;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(ClassModel model) {
    String name = topLevel(model.thisClass().asInternalName());
    classes.add(name);
    SortedSet<String> others = named.computeIfAbsent(name, _ -> new TreeSet<>());
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry c when c.asInternalName().startsWith(LIBRARY) ->
            others.add(topLevel(c.asInternalName()));
        case Utf8Entry text -> {
          Matcher matcher = IN_SIGNATURE.matcher(text.stringValue());
          while (matcher.find()) {
            others.add(topLevel(matcher.group(1)));
          }
        }
        default -> {}
      }
    }
    others.remove(name);
  }

  private static String topLevel(String internalName) {
    int nested = internalName.indexOf('$');
    return (nested < 0 ? internalName : internalName.substring(0, nested)).replace('/', '.');
  }

  static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** {@return the classes that were read} */
  SortedSet<String> classes() {
    return classes;
  }

  /** {@return the classes of this library that a class names} */
  SortedSet<String> namedBy(String name) {
    return named.getOrDefault(name, new TreeSet<>());
  }

  /**
   * {@return circles of classes of more than one package, each as the way around it}
   *
   * @param passedOver what is left out, by the class that names and the one that is named
   */
  List<List<String>> circlesAcrossPackages(BiPredicate<String, String> passedOver) {
    List<List<String>> circles = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String from : classes) {
      for (String to : namedBy(from)) {
        if (packageOf(from).equals(packageOf(to)) || passedOver.test(from, to)) {
          continue;
        }
        List<String> back = way(to, from, passedOver);
        if (!back.isEmpty() && seen.add(String.join(" ", new TreeSet<>(back)))) {
          back.add(to);
          circles.add(back);
        }
      }
    }
    return circles;
  }

  /** A shortest way, both ends included; empty if there is none. */
  private List<String> way(String from, String to, BiPredicate<String, String> passedOver) {
    Map<String, String> before = new HashMap<>(Map.of(from, from));
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty() && !before.containsKey(to)) {
      String at = open.remove();
      for (String next : namedBy(at)) {
        if (!passedOver.test(at, next) && before.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    List<String> way = new ArrayList<>();
    if (before.containsKey(to)) {
      for (String at = to; !at.equals(from); at = before.getOrDefault(at, from)) {
        way.addFirst(at);
      }
      way.addFirst(from);
    }
    return way;
  }
}
