package org.ndview.examples.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ndview.NdView;

/**
 * A part of a data set: what travels to a task, which maps it. The folder is one that all machines
 * see under the same name.
 *
 * @param folder where it is
 * @param name its name, such as {@code shard-000}
 * @param kind what its files are
 */
record Shard(String folder, String name, ShardKind kind) implements Serializable {

  /**
   * {@return one of its arrays, mapped; closing it ends the mapping}
   *
   * @param array the array's name
   * @throws IOException if there is no such array, or its file is damaged
   */
  NdView open(String array) throws IOException {
    return kind.open(Path.of(folder), name, array);
  }

  /**
   * {@return the shards in a folder, in the order of their names}
   *
   * @param folder the folder
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if two kinds of files have one shard's name
   */
  static List<Shard> list(Path folder) throws IOException {
    SequencedMap<String, Shard> shards = new TreeMap<>();
    List<String> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.map(file -> file.getFileName().toString()).toList();
    }
    for (String file : files) {
      for (ShardKind kind : ShardKind.values()) {
        if (file.endsWith(kind.ending())) {
          String name = file.substring(0, file.indexOf('.'));
          Shard shard = new Shard(folder.toAbsolutePath().toString(), name, kind);
          Shard other = shards.putIfAbsent(name, shard);
          if (other != null && other.kind != kind) {
            throw new IllegalArgumentException(
                "%s has the shard %s as %s and as %s: which one is meant?"
                    .formatted(folder, name, other.kind, kind));
          }
        }
      }
    }
    return List.copyOf(shards.values());
  }
}
