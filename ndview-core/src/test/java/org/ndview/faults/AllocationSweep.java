package org.ndview.faults;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ndview.NdView;
import org.ndview.faults.AllocatingCalls.Call;
import org.ndview.format.Scalar;

/**
 * Lets each allocation of a call fail in turn, in the library that {@link CountedAllocations}
 * loads.
 */
public final class AllocationSweep {
  /** So many of the first allocations fail one by one, of the others some. */
  private static final long EACH = 100;

  private static final long FRACTION = 10;
  private static final long MOST = 1_000;

  /** What slabs may keep for their next owners (in bytes). */
  private static final long KEPT = 20 << 20;

  /** The name of a document's block has random digits. */
  private static final Pattern BLOCK = Pattern.compile("-[0-9a-f]{16}[.]");

  private final Call call;
  private final Path folder;
  private final List<String> faults = new ArrayList<>();
  private Object expected = "";
  private byte[] written = {};
  private Set<String> files = Set.of();
  private int failures;

  private AllocationSweep(String name, Path folder) {
    call = AllocatingCalls.named(name);
    this.folder = folder;
  }

  /** {@return what was wrong, and last how many allocations failed} */
  public static List<String> of(String name, Path folder) throws Exception {
    AllocationSweep sweep = new AllocationSweep(name, folder);
    sweep.run();
    sweep.faults.add("" + sweep.failures);
    return sweep.faults;
  }

  private void run() throws Exception {
    for (int i = 0; i < 2; i++) { // classes are there, and texts have been seen
      try (Scene scene = fresh("warm" + i)) {
        expected = text(call.of(scene));
        written = call.target(scene).map(NdView::toBytes).orElse(written);
        files = files(scene);
      }
    }
    long before = reserved();
    for (long n = 1; !passes(n) && failures < MOST; n += n < EACH ? 1 : n / FRACTION) {
      failures++;
    }
    for (int i = 0; i < 200 && reserved() > before + KEPT; i++) {
      System.gc();
      Thread.sleep(10);
    }
    check(0, reserved() <= before + KEPT, "memory was not freed");
  }

  private static long reserved() throws ReflectiveOperationException {
    Field field =
        Class.forName("org.ndview.internal.memory.MemoryBudget").getDeclaredField("RESERVED");
    field.setAccessible(true);
    return ((AtomicLong) field.get(null)).get();
  }

  private Scene fresh(String name) throws IOException {
    return Scene.in(Files.createDirectory(folder.resolve(name)));
  }

  /** {@return whether the call made fewer allocations than that} */
  private boolean passes(long n) throws IOException {
    try (Scene scene = fresh("" + n)) {
      List<byte[]> before = scene.views().map(NdView::toBytes).toList();
      Object result = "";
      Throwable failure = null;
      Allocations.failAt(n);
      boolean failed;
      try {
        result = call.of(scene);
      } catch (Throwable e) {
        failure = e;
      } finally {
        failed = Allocations.end();
      }
      if (failure == null) {
        check(n, text(result).equals(expected), "another answer");
      } else {
        checkAfter(n, failure, scene, before);
      }
      return !failed;
    }
  }

  private void checkAfter(long n, Throwable failure, Scene scene, List<byte[]> before)
      throws IOException {
    check(n, failure instanceof OutOfMemoryError, "another error: " + stack(failure));
    NdView target = call.target(scene).orElse(null);
    List<NdView> views = scene.views().toList();
    for (int i = 0; i < views.size(); i++) {
      byte[] now = views.get(i).toBytes();
      boolean well =
          views.get(i) == target
              ? eachIsOldOrNew(now, before.get(i), unit(target))
              : Arrays.equals(now, before.get(i));
      check(n, well, "view " + i + " was changed: " + stack(failure));
      if (views.get(i) == target) {
        NdView old = NdView.of(before.get(i)).viewAs("B");
        target.assign(old.cast(target.format(), target.shape()));
      }
    }
    Set<String> left = files(scene);
    check(n, left.isEmpty() || left.equals(files), left + " are left: " + stack(failure));
    check(n, text(call.of(scene)).equals(expected), "another answer afterwards");
  }

  /** What is written at once (in bytes): of a record, its fields. */
  private static int unit(NdView target) {
    return target.format() instanceof Scalar ? (int) target.itemsize() : 1;
  }

  private boolean eachIsOldOrNew(byte[] now, byte[] old, int unit) {
    for (int i = 0; i < now.length; i += unit) {
      int end = i + unit;
      if (!Arrays.equals(now, i, end, old, i, end)
          && !Arrays.equals(now, i, end, written, i, end)) {
        return false;
      }
    }
    return true;
  }

  private static String stack(Throwable failure) {
    return failure
        + Stream.of(failure.getStackTrace())
            .limit(12)
            .map(Object::toString)
            .collect(Collectors.joining("\n", "\n", ""));
  }

  private static Set<String> files(Scene scene) throws IOException {
    try (Stream<Path> files = Files.list(scene.folder())) {
      return files
          .map(file -> BLOCK.matcher(file.getFileName().toString()).replaceAll("-block."))
          .collect(Collectors.toSet());
    }
  }

  private void check(long n, boolean well, String otherwise) {
    if (!well) {
      faults.add("allocation " + n + ": " + otherwise);
    }
  }

  private static String text(Object answer) {
    return answer instanceof NdView view
        ? view.format() + " " + view.layout() + " " + Arrays.toString(view.toBytes())
        : Arrays.deepToString(new Object[] {answer});
  }
}
