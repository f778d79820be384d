package org.ndview.faults;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.ndview.testing.DelegatingChannel;

/** An open file of a {@link Disk}. */
final class FaultyChannel extends DelegatingChannel {
  private final Path file;
  private final Disk disk;

  FaultyChannel(FileChannel channel, Path file, Disk disk) {
    super(channel);
    this.file = file;
    this.disk = disk;
    disk.opened();
  }

  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    disk.before("map", file);
    return super.map(mode, offset, size, arena);
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    disk.before("read", file);
    return super.read(dst);
  }

  @Override
  public int read(ByteBuffer dst, long position) throws IOException {
    disk.before("read", file);
    return super.read(dst, position);
  }

  /** As the system may, it writes a part of what it is given. */
  @Override
  public int write(ByteBuffer src) throws IOException {
    disk.before("write", file);
    if (src.remaining() < 2) {
      return super.write(src);
    }
    ByteBuffer part = src.slice().limit(src.remaining() / 2 + 1);
    int n = super.write(part);
    src.position(src.position() + n);
    return n;
  }

  @Override
  public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
    disk.before("write", file);
    return super.write(srcs, offset, length);
  }

  @Override
  public int write(ByteBuffer src, long position) throws IOException {
    disk.before("write", file);
    return super.write(src, position);
  }

  @Override
  public long size() throws IOException {
    disk.before("size", file);
    return super.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.before("truncate", file);
    return super.truncate(size);
  }

  /** Slow, and the loss of power is not real. */
  @Override
  public void force(boolean metaData) throws IOException {
    disk.before("force", file);
    disk.forced(file);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    super.implCloseChannel();
    disk.closed();
  }
}
