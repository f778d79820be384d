package org.ndview.examples.spark;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** One Spark task for each shard. */
final class SparkEngine implements Engine, AutoCloseable {
  private final SparkSession session;
  private final JavaSparkContext context;
  private volatile Runnable afterTask = () -> {};

  /**
   * Starts Spark.
   *
   * @param master where its tasks run: {@code local[*]}, or {@code local-cluster[2,1,1024]}, whose
   *     executors are JVMs of their own; that needs the environment variables {@code SPARK_HOME}, a
   *     folder that is made, and {@code SPARK_SCALA_VERSION}
   * @throws IOException if the folder cannot be made
   */
  SparkEngine(String master) throws IOException {
    if (master.startsWith("local-cluster")) {
      makeHome();
    }
    session =
        SparkSession.builder()
            .master(master)
            .appName("ndview shards")
            .config("spark.ui.enabled", false)
            // for queries: there are few groups
            .config("spark.sql.shuffle.partitions", 4)
            .config("spark.executor.memory", "512m")
            .config("spark.executor.extraClassPath", absoluteClassPath())
            .config("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"))
            .config(
                "spark.executor.extraJavaOptions",
                "--enable-native-access=ALL-UNNAMED -Dorg.bytedeco.javacpp.maxPhysicalBytes=0")
            .getOrCreate();
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
    session
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                afterTask.run();
              }
            });
  }

  /** What the launcher of executors looks for: a release, whose jars are on the class path. */
  private static void makeHome() throws IOException {
    String home = System.getenv("SPARK_HOME");
    if (home == null || System.getenv("SPARK_SCALA_VERSION") == null) {
      throw new IllegalStateException(
          "a local cluster needs the environment variables SPARK_HOME, a folder to make, and"
              + " SPARK_SCALA_VERSION=2.13");
    }
    Files.createDirectories(Path.of(home, "jars"));
    Path release = Path.of(home, "RELEASE");
    if (!Files.exists(release)) {
      Files.createFile(release);
    }
  }

  private static String absoluteClassPath() {
    StringBuilder all = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      all.append(all.isEmpty() ? "" : File.pathSeparator).append(Path.of(entry).toAbsolutePath());
    }
    return all.toString();
  }

  SparkSession session() {
    return session;
  }

  @Override
  public <S extends Serializable, R extends Serializable> List<R> onEach(
      List<Shard> shards, S shared, Work<S, R> work, Runnable each) {
    Broadcast<S> broadcast = context.broadcast(shared);
    afterTask = each;
    try {
      return context
          .parallelize(shards, shards.size())
          .map(shard -> work.run(shard, broadcast.value()))
          .collect();
    } finally {
      afterTask = () -> {};
      broadcast.destroy();
    }
  }

  @Override
  public void close() {
    session.stop();
  }
}
