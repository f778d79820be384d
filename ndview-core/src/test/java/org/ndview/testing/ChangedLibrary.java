package org.ndview.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.util.Set;

/** Loads the library, and the tests that use it, once more, with changed code. */
public final class ChangedLibrary extends ClassLoader {
  private static final String TESTS =
      ChangedLibrary.class.getProtectionDomain().getCodeSource().getLocation().toString();

  private final ClassLoader own = ChangedLibrary.class.getClassLoader();
  private final CodeTransform change;
  private final Set<String> shared;
  private final Set<String> unchanged;

  /**
   * @param change made to each method of the library
   * @param shared classes that are those of this test
   * @param unchanged classes of the library that stay as they are
   */
  public ChangedLibrary(CodeTransform change, Set<Class<?>> shared, Set<String> unchanged) {
    super(ChangedLibrary.class.getClassLoader());
    this.change = change;
    this.shared = Set.copyOf(shared.stream().map(Class::getName).toList());
    this.unchanged = unchanged;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith("org.ndview.") || shared.contains(name)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    URL place = own.getResource(name.replace('.', '/') + ".class");
    if (place == null) {
      throw new ClassNotFoundException(name);
    }
    boolean same = place.toString().startsWith(TESTS) || unchanged.contains(name);
    try (InputStream in = place.openStream()) {
      byte[] bytes = in.readAllBytes();
      byte[] changed = same ? bytes : changed(bytes);
      return defineClass(name, changed, 0, changed.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] changed(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(own)));
    return format.transformClass(
        format.parse(bytes), ClassTransform.transformingMethodBodies(change));
  }
}
