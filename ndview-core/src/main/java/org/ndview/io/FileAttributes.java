package org.ndview.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file is beside its content, and keeps when it is replaced. */
final class FileAttributes {
  private static final Set<PosixFilePermission> WRITE =
      Collections.unmodifiableSet(
          EnumSet.of(
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.GROUP_WRITE,
              PosixFilePermission.OTHERS_WRITE));

  private FileAttributes() {}

  /** Refuses a file that nobody may write, also where the system lets its administrator. */
  static void checkWritable(Path file, Path target) throws IOException {
    PosixFileAttributeView view = view(target);
    boolean readOnly =
        view != null && Collections.disjoint(view.readAttributes().permissions(), WRITE);
    if (readOnly || !Files.isWritable(target)) {
      throw new AccessDeniedException(file.toString(), null, "the file is read-only");
    }
  }

  /** Whether a file is one of the machine's, which can be mapped and synced; not in a zip file. */
  static boolean isOfTheMachine(Path file) {
    return "file".equals(file.getFileSystem().provider().getScheme());
  }

  /**
   * Whether a file's system is one of Unix: with links, mounts, and files replaced while in use.
   */
  static boolean isUnix(Path target) {
    return target.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** Whether a file has other hard links, which moving another in its place would cut off. */
  static boolean hasOtherNames(Path target) throws IOException {
    return isUnix(target)
        && Files.getAttribute(target, "unix:nlink") instanceof Integer links
        && links > 1;
  }

  /** Gives a file the owner, group and permissions of another, as far as the system allows it. */
  static void copy(@Nullable Path from, Path to) throws IOException {
    if (from == null || !Files.exists(from)) {
      return;
    }
    PosixFileAttributeView source = view(from);
    PosixFileAttributeView target = view(to);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes wanted = source.readAttributes();
    PosixFileAttributes own = target.readAttributes();
    try {
      if (!own.owner().equals(wanted.owner())) {
        target.setOwner(wanted.owner());
      }
    } catch (IOException _) {
      // only an administrator gives files away
    }
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(wanted.permissions());
    try {
      if (!own.group().equals(wanted.group())) {
        target.setGroup(wanted.group());
      }
    } catch (IOException _) {
      // another group must not get what was the first one's
      permissions.remove(PosixFilePermission.GROUP_READ);
      permissions.remove(PosixFilePermission.GROUP_WRITE);
      permissions.remove(PosixFilePermission.GROUP_EXECUTE);
    }
    target.setPermissions(permissions);
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
