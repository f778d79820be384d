package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs {@link Fuzzer} under each compiler and collector, every one in a JVM of its own. Arguments:
 * the seed, and minutes for each.
 */
public final class Jvms {
  private Jvms() {}

  private static final List<String> VECTOR =
      List.of("--add-modules", "jdk.incubator.vector", "-Dorg.ndview.kernels=vector");

  private static Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("C1", List.of("-XX:TieredStopAtLevel=1"));
    all.put("C2", List.of("-XX:-TieredCompilation"));
    all.put("compiled at once", List.of("-Xcomp", "-XX:CompileOnly=org.ndview.internal.*::*"));
    all.put("no SuperWord", List.of("-XX:-UseSuperWord"));
    all.put(
        "code moved about",
        List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+StressGCM", "-XX:+StressLCM"));
    all.put("vector", VECTOR);
    all.put("vector, once compiled", List.of("--add-modules", "jdk.incubator.vector"));
    all.put("ZGC, vector", with("-XX:+UseZGC"));
    all.put("C2, vector", with("-XX:-TieredCompilation"));
    return all;
  }

  private static List<String> with(String flag) {
    List<String> flags = new ArrayList<>(VECTOR);
    flags.add(flag);
    return flags;
  }

  public static void main(String[] args) throws Exception {
    int failed = 0;
    for (var jvm : all().entrySet()) {
      for (String size : List.of("", "large")) {
        System.out.printf("%s %s%n", jvm.getKey(), size);
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g"));
        command.addAll(jvm.getValue());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Fuzzer.class.getName());
        command.addAll(List.of(args[0], args[1], size));
        failed += new ProcessBuilder(command).inheritIO().start().waitFor() == 0 ? 0 : 1;
      }
    }
    if (failed > 0) {
      System.out.println(failed + " of the JVMs failed");
      System.exit(1);
    }
  }
}
