package org.ndview.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was done to the files of a folder: each call is counted and may fail. Of each file it knows
 * the bytes that were forced to the disk, and of the folder the names at its last sync, which are
 * what a loss of power leaves at the least.
 */
final class Disk {
  /** Thrown by each call from the loss of power on: nobody catches it by mistake. */
  static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1;

    PowerLoss() {
      super("the power is lost");
    }
  }

  /** A file whatever its names; null while nothing of it was forced. */
  private static final class Inode {
    private byte[] durable = {};
  }

  private final Path folder;
  private final Map<Path, Inode> names = new LinkedHashMap<>();
  private Map<Path, Inode> synced = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private int failing = -1;
  private int lost = -1;
  private String failed = "";
  private int open;

  /** Sees the folder as it is: all of it is on the disk. */
  Disk(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Inode inode = new Inode();
        inode.durable = Files.readAllBytes(file);
        names.put(file, inode);
      }
    }
    synced = new LinkedHashMap<>(names);
  }

  /** Lets one call fail, as on a full or broken disk. */
  Disk failingAt(int call) {
    failing = call;
    return this;
  }

  /** Lets all calls from one on end the program. */
  Disk losingPowerAt(int call) {
    lost = call;
    return this;
  }

  void before(String what, Path file) throws IOException {
    int call = calls.size();
    calls.add(what + " " + file.getFileName());
    if (lost >= 0 && call >= lost) {
      throw new PowerLoss();
    }
    if (call == failing) {
      failed = what;
      throw new FileSystemException(file.toString(), null, "injected: no space left on device");
    }
  }

  void created(Path file) {
    names.putIfAbsent(file, new Inode());
  }

  void deleted(Path file) {
    names.remove(file);
  }

  void moved(Path source, Path target) {
    names.put(target, names.remove(source));
  }

  void forced(Path file) throws IOException {
    if (file.equals(folder)) {
      synced = new LinkedHashMap<>(names);
    } else {
      names.get(file).durable = Files.readAllBytes(file);
    }
  }

  void opened() {
    open++;
  }

  void closed() {
    open--;
  }

  /** {@return files that are open} */
  int open() {
    return open;
  }

  /** {@return what was done so far} */
  List<String> calls() {
    return calls;
  }

  /** {@return what the call was that failed} */
  String failed() {
    return failed;
  }

  /**
   * {@return the files that a loss of power may leave: with all that was done to names since the
   * folder was synced, and with nothing of it}
   */
  List<Map<Path, byte[]>> afterPowerLoss() {
    return List.of(durable(names), durable(synced));
  }

  private static Map<Path, byte[]> durable(Map<Path, Inode> names) {
    Map<Path, byte[]> files = new HashMap<>();
    names.forEach((name, inode) -> files.put(name, inode.durable));
    return files;
  }
}
