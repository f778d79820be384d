package org.ndview.nd4j.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the program is asked to do.
 *
 * @param jvms how many JVMs of each provider
 * @param providers {@code plain}, {@code vector} or both
 * @param rows a regular expression that is looked for in a row's group and name
 * @param millis how long a batch is
 * @param write the file of the table; the picture lies beside it
 * @param check whether each row is run once only
 * @param alone whether each row has JVMs of its own, which do nothing else
 */
record Options(
    int jvms,
    List<String> providers,
    String rows,
    int millis,
    Path write,
    boolean check,
    boolean alone) {
  static Options parse(String[] arguments) {
    int jvms = 2;
    List<String> providers = List.of("plain", "vector");
    String rows = "";
    int millis = 3;
    String write = "docs/performance-table.md";
    boolean check = false;
    boolean alone = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--jvms" -> jvms = Integer.parseInt(arguments[++i]);
        case "--providers" -> providers = List.of(arguments[++i].split(","));
        case "--rows" -> rows = arguments[++i];
        case "--millis" -> millis = Integer.parseInt(arguments[++i]);
        case "--write" -> write = arguments[++i];
        case "--check" -> check = true;
        case "--alone" -> alone = true;
        default ->
            throw new IllegalArgumentException(
                "unknown argument "
                    + arguments[i]
                    + "; known: --jvms N --providers plain,vector --rows REGEX --millis N --write FILE --check --alone");
      }
    }
    for (String provider : providers) {
      if (!provider.equals("plain") && !provider.equals("vector")) {
        throw new IllegalArgumentException("no provider " + provider + ": plain, vector");
      }
    }
    return new Options(
        check ? 1 : jvms, providers, rows, millis, project().resolve(write), check, alone);
  }

  /** {@return the folder of the project, wherever in it Maven starts the program} */
  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
