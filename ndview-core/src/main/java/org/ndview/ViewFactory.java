package org.ndview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.check.NativePermission;
import org.ndview.internal.memory.Backing;
import org.ndview.internal.memory.LentMemory;
import org.ndview.internal.memory.OwnedMemory;
import org.ndview.internal.memory.WholeMemory;

/** Makes views of memory. */
final class ViewFactory {
  private ViewFactory() {}

  static NdView ofArray(MemorySegment memory, String format, Object array, long length) {
    Format parsed = Format.parse(format);
    return NdView.make(
        Backing.of(memory, array), parsed, Layout.contiguous(Order.C, parsed.itemsize(), length));
  }

  static NdView ofBuffer(Buffer buffer, String format, ByteOrder order) {
    String mark = order == ByteOrder.nativeOrder() ? "" : "" + Mark.of(order).symbol();
    return ofArray(MemorySegment.ofBuffer(buffer), mark + format, buffer, buffer.remaining());
  }

  static NdView ofSegment(MemorySegment memory, Object obj) {
    return bytes(Backing.of(memory, obj));
  }

  private static NdView bytes(Backing backing) {
    return NdView.make(
        backing, Format.parse("B"), Layout.contiguous(Order.C, 1, backing.segment().byteSize()));
  }

  static NdView checked(Backing backing, Format format, Layout layout) {
    Format whole = whole(format, layout);
    layout.checkWithin(backing.segment().byteSize());
    return NdView.make(backing, whole, layout);
  }

  /** The format with the layout's itemsize. */
  static Format whole(Format format, Layout layout) {
    if (format.itemsize() > layout.itemsize()) {
      throw new IllegalArgumentException(
          "the format '%s' takes %d bytes, the layout's items have %d; \"%ds\" views the bytes"
              .formatted(
                  BriefText.of(format), format.itemsize(), layout.itemsize(), layout.itemsize()));
    }
    return format.itemsize() < layout.itemsize() ? format.withItemsize(layout.itemsize()) : format;
  }

  static long notNegative(long n, String what) {
    if (n < 0) {
      throw new IllegalArgumentException("the " + what + " is negative: " + n);
    }
    return n;
  }

  /** The whole file, in memory that the view owns. */
  static NdView map(Path file) {
    return opened(
        file,
        FileChannel.MapMode.READ_ONLY,
        channel -> owned(file, channel, FileChannel.MapMode.READ_ONLY, 0, channel.size()));
  }

  static NdView map(
      FileChannel channel, FileChannel.MapMode mode, long position, long size, Object obj)
      throws IOException {
    checkPart(position, size);
    return owned(obj, channel, mode, position, size);
  }

  static NdView map(Path file, FileChannel.MapMode mode, long position, long size) {
    checkPart(position, size);
    return opened(file, mode, channel -> owned(file, channel, mode, position, size));
  }

  static NdView map(Path file, Arena arena) {
    FileChannel.MapMode mode = FileChannel.MapMode.READ_ONLY;
    return opened(
        file,
        mode,
        channel -> ofSegment(mapped(file, channel, mode, 0, channel.size(), arena), file));
  }

  static NdView map(Path file, FileChannel.MapMode mode, long position, long size, Arena arena) {
    checkPart(position, size);
    return opened(
        file, mode, channel -> ofSegment(mapped(file, channel, mode, position, size, arena), file));
  }

  private interface Mapping {
    NdView of(FileChannel channel) throws IOException;
  }

  private static void checkPart(long position, long size) {
    notNegative(position, "position");
    notNegative(size, "size");
  }

  private static NdView opened(Path file, FileChannel.MapMode mode, Mapping mapping) {
    Set<OpenOption> options =
        mode == FileChannel.MapMode.READ_ONLY
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options)) {
      return mapping.of(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NdView owned(
      Object file, FileChannel channel, FileChannel.MapMode mode, long position, long size)
      throws IOException {
    WholeMemory.Making<IOException> making =
        arena -> mapped(file, channel, mode, position, size, arena);
    return bytes(Backing.owned(WholeMemory.make(0, making), file)).owning();
  }

  private static MemorySegment mapped(
      Object file,
      FileChannel channel,
      FileChannel.MapMode mode,
      long position,
      long size,
      Arena arena)
      throws IOException {
    boolean grows = mode == FileChannel.MapMode.READ_WRITE;
    if (!grows && size > channel.size() - position) {
      throw new IOException(
          "%s has %d bytes, too short for %d from byte %d"
              .formatted(file, channel.size(), size, position));
    }
    long before = channel.size();
    try {
      return channel.map(mode, position, size, arena);
    } catch (IOException | RuntimeException | Error e) {
      if (grows) {
        shrink(channel, before, position + size, e);
      }
      throw e;
    }
  }

  /** Takes back what a mapping that failed has made a file longer, and no more than that. */
  private static void shrink(FileChannel channel, long before, long asked, Throwable failure) {
    try {
      long now = channel.size();
      if (before < now && now <= asked) {
        channel.truncate(before);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  static NdView allocate(Format format, Layout layout) {
    return owning(OwnedMemory.zeroed(layout.nbytes()), format, layout);
  }

  /** As allocate, with any contents: for one who writes every byte of it. */
  static NdView unset(Format format, Layout layout) {
    return owning(OwnedMemory.unset(layout.nbytes()), format, layout);
  }

  static NdView borrowed(
      MemorySegment memory, Format format, Layout layout, Object obj, Runnable giveBack) {
    Format whole = whole(format, layout);
    layout.checkWithin(memory.byteSize());
    NativePermission.require("memory that a neighbour has lent");
    OwnedMemory owner = LentMemory.of(memory, giveBack);
    Backing backing = Backing.owned(owner, obj);
    return owning(owner, layout.hasPointers() ? backing.forAllThreads() : backing, whole, layout);
  }

  private static NdView owning(OwnedMemory owner, Format format, Layout layout) {
    return owning(owner, Backing.owned(owner), format, layout);
  }

  private static NdView owning(OwnedMemory owner, Backing backing, Format format, Layout layout) {
    try {
      return NdView.make(backing, format, layout).owning();
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  static NdView allocate(Arena arena, Format format, Layout layout) {
    MemorySegment memory = arena.allocate(layout.nbytes(), OwnedMemory.ALIGNMENT);
    return NdView.make(Backing.of(memory, memory), format, layout);
  }
}
