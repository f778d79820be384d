package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Scaling;

/** NdArrays.dataSets: ND4J's data sets over views. */
@Timeout(600)
class DataSetsTest {
  /** Features whose first number is that of the example. */
  private static NdView numbered(String format, long n, long columns) {
    NdView view = NdView.allocate(format, n, columns);
    for (long i = 0; i < n; i++) {
      for (long c = 0; c < columns; c++) {
        view.set((int) (i + 1000 * c), i, c);
      }
    }
    return view;
  }

  private static NdView classes(long n, int classes) {
    NdView view = NdView.allocate("B", n);
    for (long i = 0; i < n; i++) {
      view.setInt((int) (i % classes), i);
    }
    return view;
  }

  private static List<Integer> examples(DataSet batch) {
    List<Integer> found = new ArrayList<>();
    INDArray features = batch.getFeatures();
    for (int i = 0; i < features.size(0); i++) {
      found.add(features.getInt(i, 0));
    }
    return found;
  }

  /** The examples of the rest of an epoch, batch by batch. */
  private static List<List<Integer>> epoch(DataSetIterator iterator) {
    List<List<Integer>> batches = new ArrayList<>();
    while (iterator.hasNext()) {
      batches.add(examples(iterator.next()));
    }
    return batches;
  }

  private static List<Integer> flat(List<List<Integer>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  /** With and without a thread of its own, and memory used in turn. */
  private static List<Function<DataSetBuilder, DataSetBuilder>> ways() {
    return List.of(
        b -> b,
        b -> b.prefetch(1),
        b -> b.prefetch(3).buffers(2),
        b -> b.buffers(1),
        b -> b.execution(Execution.PARALLEL));
  }

  @Test
  void examplesComeAsTheyLie() {
    for (var way : ways()) {
      try (ViewDataSetIterator iterator =
          way.apply(NdArrays.dataSets(numbered("i", 10, 3), classes(10, 2)).batch(4)).build()) {
        for (int e = 0; e < 3; e++) {
          assertThat(epoch(iterator))
              .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9));
          assertThat(iterator.hasNext()).isFalse();
          assertThatExceptionOfType(NoSuchElementException.class)
              .isThrownBy(iterator::next)
              .withMessageContaining("after its 10 examples; reset() begins the next");
          iterator.reset();
        }
      }
    }
  }

  @Test
  void theOrderIsThatOfCollectionsShuffleFromEpochToEpoch() {
    for (var way : ways()) {
      Random random = new Random(7);
      try (ViewDataSetIterator iterator =
          way.apply(NdArrays.dataSets(numbered("f", 50, 2), classes(50, 2)).batch(8).shuffle(7))
              .build()) {
        for (int e = 0; e < 3; e++) {
          List<Integer> expected = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
          Collections.shuffle(expected, random);
          iterator.reset(); // before the first batch: it changes nothing
          assertThat(flat(epoch(iterator))).isEqualTo(expected);
          iterator.reset();
        }
      }
    }
  }

  @Test
  void aResetWithinAnEpochBeginsTheNext() {
    for (var way : ways()) {
      try (ViewDataSetIterator once = shuffled(way);
          ViewDataSetIterator other = shuffled(way)) {
        List<Integer> first = flat(epoch(once));
        once.reset();
        List<Integer> second = flat(epoch(once));
        assertThat(examples(other.next())).isEqualTo(first.subList(0, 8));
        other.reset();
        assertThat(flat(epoch(other))).isEqualTo(second).isNotEqualTo(first);
      }
    }
  }

  private static ViewDataSetIterator shuffled(Function<DataSetBuilder, DataSetBuilder> way) {
    return way.apply(NdArrays.dataSets(numbered("f", 50, 2), classes(50, 2)).batch(8).shuffle(7))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"10, 4, 2", "8, 4, 2", "3, 4, 0", "0, 4, 0", "5, 1, 5"})
  void aShortLastBatchIsDroppedIfAsked(int n, int batch, int whole) {
    for (var way : ways()) {
      try (ViewDataSetIterator dropped =
              way.apply(NdArrays.dataSets(numbered("i", n, 2), classes(n, 2)).batch(batch))
                  .dropLast()
                  .build();
          ViewDataSetIterator kept =
              way.apply(NdArrays.dataSets(numbered("i", n, 2), classes(n, 2)).batch(batch))
                  .dropLast()
                  .keepLast()
                  .build()) {
        assertThat(epoch(dropped)).hasSize(whole);
        assertThat(flat(epoch(kept))).hasSize(n);
      }
    }
  }

  @Test
  void imagesAreScaledAndReorderedOnTheWay() {
    NdView images = NdView.allocate("B", 20, 5, 6, 3);
    byte[] bytes = new byte[(int) images.nbytes()];
    new Random(3).nextBytes(bytes);
    images.cast("B").assign(NdView.of(bytes).cast("B"));
    double[] mean = {100, 110, 120};
    double[] std = {50, 60, 70};
    for (Scaling scaling :
        List.of(Scaling.of(1 / 255.0, 0), Scaling.standardize(mean, std, -1), Scaling.none())) {
      for (var way : ways()) {
        try (ViewDataSetIterator iterator =
            way.apply(
                    NdArrays.dataSets(images.slice("::-1, :, ::-1"), classes(20, 4))
                        .batch(6)
                        .scaling(scaling)
                        .permute(0, 3, -3, 2)
                        .oneHot(4))
                .build()) {
          assertThat(iterator.inputColumns()).isEqualTo(90);
          assertThat(iterator.totalOutcomes()).isEqualTo(4);
          for (int at = 0; iterator.hasNext(); at += 6) {
            DataSet batch = iterator.next();
            int n = Math.min(6, 20 - at);
            assertThat(batch.getFeatures().shape()).containsExactly(n, 3, 5, 6);
            assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
            NdView expected = NdView.allocate("f", n, 5, 6, 3);
            images
                .slice("::-1, :, ::-1")
                .slice(at + ":" + (at + n))
                .convertTo(expected, Casting.SAME_KIND, scaling);
            NdView got = NdArrays.view(batch.getFeatures()).permute(0, 2, 3, 1);
            assertThat(got.contentEquals(expected)).isTrue();
            for (int i = 0; i < n; i++) {
              for (int c = 0; c < 4; c++) {
                assertThat(batch.getLabels().getInt(i, c)).isEqualTo((at + i) % 4 == c ? 1 : 0);
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", ">i", "q", "Q", "f", "d", "?", "e"})
  void labelsOfAnyFormatAreClasses(String format) {
    NdView labels = NdView.allocate(format, 4, 1);
    if (format.equals("?")) {
      labels.setBoolean(true, 2, 0);
    } else {
      labels.set(1, 2, 0);
    }
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("i", 4, 2), labels).oneHot(2).build()) {
      assertThat(iterator.next().getLabels().toFloatMatrix())
          .isDeepEqualTo(new float[][] {{1, 0}, {1, 0}, {0, 1}, {1, 0}});
    }
  }

  @ParameterizedTest
  @CsvSource({"i, 3", "i, -1", "f, 1.5", "f, NaN", "d, 1e300", "Q, 18446744073709551615"})
  void aLabelThatIsNoClassIsNamed(String format, String value) {
    NdView labels = NdView.allocate(format, 10);
    Object bad =
        format.equals("Q")
            ? new java.math.BigInteger(value)
            : format.equals("i") ? (Object) Integer.valueOf(value) : (Object) Double.valueOf(value);
    labels.set(bad, 7);
    for (var way : ways()) {
      try (ViewDataSetIterator iterator =
          way.apply(NdArrays.dataSets(numbered("i", 10, 2), labels).oneHot(3).batch(4)).build()) {
        iterator.next();
        for (int tries = 0; tries < 2; tries++) {
          assertThatIllegalArgumentException()
              .isThrownBy(iterator::next)
              .withMessage(
                  "in the batch of the examples 4 to 7 of epoch 0: the label %s at index 7 is no class of 3:"
                          .formatted(labels.get(7))
                      + " those are the whole numbers from 0 to 2");
        }
        labels.set(format.equals("f") || format.equals("d") ? (Object) 2.0 : (Object) 2, 7);
        assertThat(examples(iterator.next())).containsExactly(4, 5, 6, 7);
        labels.set(bad, 7);
      }
    }
  }

  @Test
  void aNumberThatTheRuleRefusesIsNamed() {
    NdView features = numbered("d", 10, 2);
    features.setDouble(1e300, 6, 1);
    for (boolean shuffle : new boolean[] {false, true}) {
      for (var way : ways()) {
        DataSetBuilder builder = NdArrays.dataSets(features, classes(10, 2)).batch(10);
        try (ViewDataSetIterator iterator =
            way.apply(shuffle ? builder.shuffle(1) : builder).build()) {
          assertThatIllegalArgumentException()
              .isThrownBy(iterator::next)
              .withMessageContaining("in the batch of the examples 0 to 9 of epoch 0: at position ")
              .withMessageContaining(", which is index 6 of dimension 0: the value 1.0E300");
        }
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.dataSets(features, classes(10, 2)).type(DataType.INT32).build())
        .withMessageContaining("is not allowed by the rule SAME_KIND");
  }

  @Test
  void numbersAreLabelsToo() {
    NdView labels = numbered(">i", 6, 3);
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("h", 6, 2).select(1, 0), labels)
            .batch(4)
            .labelScaling(Scaling.of(0.5, 1))
            .type(DataType.DOUBLE)
            .build()) {
      assertThat(iterator.inputColumns()).isEqualTo(1);
      assertThat(iterator.totalOutcomes()).isEqualTo(3);
      DataSet batch = iterator.next();
      assertThat(batch.getFeatures().shape()).containsExactly(4, 1);
      assertThat(batch.getLabels().dataType()).isEqualTo(DataType.DOUBLE);
      assertThat(batch.getLabels().getDouble(3, 2)).isEqualTo(0.5 * 2003 + 1);
    }
    try (ViewDataSetIterator one =
        NdArrays.dataSets(numbered("h", 6, 2), labels.select(1, 1)).build()) {
      assertThat(one.totalOutcomes()).isEqualTo(1);
      assertThat(one.next().getLabels().shape()).containsExactly(6, 1);
    }
  }

  @Test
  void whoKeepsADataSetKeepsItsNumbers() {
    for (int prefetch : new int[] {0, 2}) {
      List<DataSet> kept = new ArrayList<>();
      List<List<Integer>> seen = new ArrayList<>();
      try (ViewDataSetIterator iterator =
          NdArrays.dataSets(numbered("f", 200, 50), classes(200, 2))
              .batch(10)
              .shuffle(3)
              .prefetch(prefetch)
              .build()) {
        for (int e = 0; e < 5; e++) {
          while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            kept.add(batch);
            seen.add(examples(batch));
          }
          System.gc();
          iterator.reset();
        }
      }
      // the iterator is closed, and the numbers are there
      for (int i = 0; i < kept.size(); i++) {
        assertThat(examples(kept.get(i))).isEqualTo(seen.get(i));
      }
    }
  }

  @Test
  void memoryIsUsedAgainOnceNobodyHasIt() {
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 4000, 100), classes(4000, 2)).batch(1000).build()) {
      List<Long> addresses = new ArrayList<>();
      for (int e = 0; e < 30; e++) {
        while (iterator.hasNext()) {
          addresses.add(iterator.next().getFeatures().data().address());
        }
        iterator.reset();
        System.gc();
        await(() -> true);
      }
      assertThat(addresses.stream().distinct().count()).isLessThan(60);
    }
  }

  @Test
  void buffersAreUsedInTurnIfAsked() {
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 40, 2), classes(40, 2)).batch(4).buffers(3).build()) {
      DataSet first = iterator.next();
      iterator.next();
      iterator.next();
      assertThat(examples(first)).containsExactly(0, 1, 2, 3);
      iterator.next();
      assertThat(examples(first)).containsExactly(12, 13, 14, 15);
      assertThat(iterator.asyncSupported()).isFalse();
    }
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 400, 2), classes(400, 2))
            .batch(4)
            .buffers(2)
            .prefetch(3)
            .build()) {
      DataSet before = iterator.next();
      while (iterator.hasNext()) {
        List<Integer> had = examples(before);
        DataSet now = iterator.next();
        assertThat(examples(before)).isEqualTo(had);
        before = now;
      }
    }
  }

  @Test
  void arraysAreDenseSoThatNoExampleIsLost() {
    NdView records = NdView.allocate("T{i:id:(3)f:x:h:y:}", 12);
    for (int i = 0; i < 12; i++) {
      records.field("x").setFloat(i, i, 0);
      records.field("y").setInt(i % 3, i);
    }
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(records.field("x"), records.field("y")).batch(12).oneHot(3).build()) {
      DataSet batch = iterator.next();
      assertThat(batch.getFeatures().elementWiseStride()).isEqualTo(1);
      assertThat(batch.asList()).hasSize(12);
      assertThat(batch.get(11).getFeatures().getInt(0)).isEqualTo(11);
      assertThat(batch.splitTestAndTrain(9).getTest().numExamples()).isEqualTo(3);
      assertThat(examples((DataSet) batch.getRange(4, 7))).containsExactly(4, 5, 6);
      assertThat(batch.batchBy(5)).hasSize(3);
      // which writes over rows that it has still to read, in ND4J's own arrays too
      DataSet own = new DataSet(batch.getFeatures().dup(), batch.getLabels().dup());
      own.sortByLabel();
      batch.sortByLabel();
      assertThat(examples(batch)).isEqualTo(examples(own)).hasSize(12);
    }
  }

  @Test
  void whatNd4jAsksAnIterator() throws Exception {
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 10, 3), classes(10, 2))
            .batch(4)
            .oneHot(2)
            .labelNames("cat", "dog")
            .build()) {
      assertThat(iterator.batch()).isEqualTo(4);
      assertThat(iterator.resetSupported()).isTrue();
      assertThat(iterator.asyncSupported()).isTrue();
      assertThat(iterator.getLabels()).containsExactly("cat", "dog");
      assertThat(iterator.getPreProcessor()).isNull();
      ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(0, 1, 1);
      iterator.setPreProcessor(scaler);
      assertThat(iterator.getPreProcessor()).isSameAs(scaler);
      iterator.setPreProcessor(batch -> batch.setFeatures(batch.getFeatures().mul(2)));
      assertThat(examples(iterator.next())).containsExactly(0, 2, 4, 6);
      assertThat(examples(iterator.next(1))).containsExactly(8);
      iterator.setPreProcessor(null);
      assertThat(examples(iterator.next())).containsExactly(5, 6, 7, 8);
      assertThat(iterator.next().getLabelNamesList()).containsExactly("cat", "dog");
      assertThatExceptionOfType(NotSerializableException.class)
          .isThrownBy(
              () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(iterator));
    }
    try (ViewDataSetIterator nameless =
        NdArrays.dataSets(numbered("f", 10, 3), classes(10, 2)).prefetch(1).build()) {
      assertThat(nameless.getLabels()).isNull();
      assertThat(nameless.asyncSupported()).isFalse();
      assertThat(nameless.batch()).isEqualTo(32);
    }
  }

  @Test
  void otherNumbersOfExamplesMayBeAskedFor() {
    for (var way : ways()) {
      try (ViewDataSetIterator iterator =
          way.apply(NdArrays.dataSets(numbered("f", 20, 3), classes(20, 2)).batch(6)).build()) {
        assertThat(examples(iterator.next())).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(examples(iterator.next(2))).containsExactly(6, 7);
        assertThat(examples(iterator.next())).containsExactly(8, 9, 10, 11, 12, 13);
        assertThat(examples(iterator.next(5))).containsExactly(14, 15, 16, 17, 18);
        assertThat(examples(iterator.next(5))).containsExactly(19);
        iterator.reset();
        assertThatIllegalArgumentException()
            .isThrownBy(() -> iterator.next(7))
            .withMessage("7 examples were asked for; a batch has 1 to 6");
      }
    }
  }

  @Test
  void aMappedFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("records.bin");
    NdView records = NdView.allocate("<T{H:label:(4)h:x:}", 100);
    for (int i = 0; i < 100; i++) {
      records.field("label").setInt(i % 5, i);
      records.field("x").setInt(i, i, 0);
    }
    Files.write(file, records.toBytes());
    try (NdView mapped = NdView.map(file);
        ViewDataSetIterator iterator =
            NdArrays.dataSets(
                    mapped.cast("<T{H:label:(4)h:x:}").field("x"),
                    mapped.cast("<T{H:label:(4)h:x:}").field("label"))
                .batch(30)
                .shuffle(5)
                .oneHot(5)
                .prefetch(2)
                .build()) {
      List<Integer> all = flat(epoch(iterator));
      assertThat(all).hasSize(100).doesNotHaveDuplicates();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("ndview-prefetch"))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void theThreadEndsWithCloseAndResetAndTheEpoch() {
    ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 100, 3), classes(100, 2)).batch(5).prefetch(2).build();
    assertThat(threads()).isEmpty();
    iterator.next();
    assertThat(threads()).hasSize(1);
    iterator.reset();
    assertThat(threads()).isEmpty();
    epoch(iterator);
    await(() -> threads().isEmpty());
    iterator.reset();
    iterator.next();
    iterator.close();
    assertThat(threads()).isEmpty();
    iterator.close();
    assertThatIllegalStateException()
        .isThrownBy(iterator::next)
        .withMessage("the data set iterator is closed");
    assertThatIllegalStateException().isThrownBy(iterator::reset);
  }

  @Test
  void theThreadEndsWhenNobodyCanReachTheIterator() {
    WeakReference<ViewDataSetIterator> gone = abandoned();
    await(() -> {
      System.gc();
      return gone.refersTo(null) && threads().isEmpty();
    });
  }

  private static WeakReference<ViewDataSetIterator> abandoned() {
    ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 100, 3), classes(100, 2)).batch(5).prefetch(2).build();
    iterator.next();
    return new WeakReference<>(iterator);
  }

  @Test
  void closingFromAnotherThreadEndsTheWork() throws Exception {
    for (int tries = 0; tries < 20; tries++) {
      for (int prefetch : new int[] {0, 2}) {
        ViewDataSetIterator iterator =
            NdArrays.dataSets(numbered("f", 300, 300), classes(300, 2))
                .batch(10)
                .shuffle(tries)
                .prefetch(prefetch)
                .buffers(1)
                .build();
        iterator.next();
        Thread closer = Thread.ofPlatform().start(iterator::close);
        try {
          while (true) {
            while (iterator.hasNext()) {
              iterator.next();
            }
            iterator.reset();
          }
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("the data set iterator is closed");
        }
        closer.join();
      }
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void anInterruptStaysSetAndEndsNothing() {
    try (ViewDataSetIterator iterator =
        NdArrays.dataSets(numbered("f", 100, 3), classes(100, 2)).batch(5).prefetch(2).build()) {
      Thread.currentThread().interrupt();
      assertThat(examples(iterator.next())).containsExactly(0, 1, 2, 3, 4);
      iterator.reset();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aViewThatWasClosedIsToldByNext() {
    for (var way : ways()) {
      NdView features = numbered("f", 100, 3);
      try (ViewDataSetIterator iterator =
          way.apply(NdArrays.dataSets(features, classes(100, 2)).batch(5)).build()) {
        iterator.next();
        features.close();
        assertThatIllegalStateException().isThrownBy(() -> epoch(iterator));
      }
    }
  }

  @Test
  void memoryOfAnotherThreadIsToldByNext() {
    try (Arena arena = Arena.ofConfined();
        ViewDataSetIterator iterator =
            NdArrays.dataSets(NdView.allocate(arena, "f", 10, 2), classes(10, 2))
                .prefetch(1)
                .build()) {
      assertThatExceptionOfType(WrongThreadException.class).isThrownBy(iterator::next);
    }
  }

  @Test
  void aWorkspaceOfTheCallerIsNotUsed() {
    try (ViewDataSetIterator iterator =
            NdArrays.dataSets(numbered("f", 10, 3), classes(10, 2)).batch(5).build();
        var _ = Nd4j.getWorkspaceManager().getAndActivateWorkspace("DATA_SETS_TEST")) {
      assertThat(iterator.next().getFeatures().isAttached()).isFalse();
    }
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  @Test
  void whatDoesNotSuitIsRefused() {
    NdView features = numbered("f", 10, 3);
    NdView labels = classes(10, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.dataSets(features, classes(9, 2)))
        .withMessage(
            "10 features, of the shape [10, 3], and 9 labels, of the shape [9]: each example has one of each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.dataSets(NdView.of(new float[1]).select(0, 0), labels))
        .withMessageContaining("examples lie along the first dimension");
    DataSetBuilder builder = NdArrays.dataSets(features, labels);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.batch(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.prefetch(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.buffers(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.oneHot(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.permute(1, 0))
        .withMessage("the dimension of the examples stays the first: 0, ..., not [1, 0]");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.permute(0, 0));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> builder.type(DataType.UTF8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.dataSets(features, features).oneHot(3))
        .withMessageContaining("labels of the shape [10, 3] are more than one class");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            NdArrays.dataSets(features, labels)
                .scaling(Scaling.perIndex(new double[2], new double[2], 1))
                .build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.dataSets(features, labels).oneHot(2).labelNames("a").build())
        .withMessage("1 names for 2 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.dataSets(NdView.allocate("3s", 10), labels).build());
  }

  @Test
  void oneHotIsAnArrayOfRows() {
    NdView labels = NdView.of(new short[] {2, 0, 1, 1}).reshape(2, 2);
    INDArray rows = NdArrays.oneHot(labels, 3);
    assertThat(rows.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(rows.shape()).containsExactly(2, 2, 3);
    assertThat(NdArrays.view(rows).toList().toString())
        .isEqualTo("[[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]]]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.oneHot(labels, 2))
        .withMessage(
            "the label 2 at index [0, 0] is no class of 2: those are the whole numbers from 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> NdArrays.oneHot(labels, 0));
    assertThat(NdArrays.oneHot(NdView.allocate("b", 0), 4).shape()).containsExactly(0, 4);
    assertThat(Arrays.toString(NdArrays.oneHot(labels.select(0, 0).select(0, 0), 3).shape()))
        .isEqualTo("[3]");
  }
}
