package org.ndview.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTrainingTest {
  /** More than the heap of each JVM. */
  private static final int SHARDS = 30;

  @Test
  void executorsInJvmsOfTheirOwnFindTheSameBitsAsOneProcess(@TempDir Path folder) throws Exception {
    assertThat(SHARDS * ShardWriter.bytes()).isGreaterThan(512L << 20);
    Path out = folder.resolve("out.txt");
    ProcessBuilder program =
        new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ShardTraining.class.getName(),
                folder.resolve("work").toString(),
                "local-cluster[2,1,1024]",
                Integer.toString(SHARDS)));
    program.environment().put("SPARK_HOME", folder.resolve("home").toString());
    program.environment().put("SPARK_SCALA_VERSION", "2.13");
    program.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    program.environment().put("OMP_NUM_THREADS", "1");
    Process process =
        program
            .directory(new File(folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(15, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    String output = Files.readString(out);
    assertThat(ended && process.exitValue() == 0).as(output).isTrue();
    assertThat(output)
        .contains(
            "the same bits as in one process: true",
            "the same weights as of one process after a round: true");
    String accuracy = output.replaceAll("(?s).*accuracy on 2,000 other images: ([0-9.]+).*", "$1");
    assertThat(Double.parseDouble(accuracy)).isGreaterThan(0.7);
  }
}
