package org.ndview;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemValues;

/**
 * The value of a structured item: the values of its fields in order, as an immutable list, and by
 * name where fields have names. It is the value of a struct {@code T{...}} and of a plain format of
 * several items, such as {@code 3h} or {@code <ihd}. Padding has no value.
 *
 * <p>Equality is that of lists: a StructValue equals any list of equal values, whatever its names.
 * Bytes are equal by content, which is not so of arrays in other lists.
 */
public final class StructValue extends AbstractList<Object> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1;

  private final transient Object[] values;
  private final transient List<@Nullable String> names;

  /**
   * Takes values and names as they are, without a copy or a check: for the engine, which makes many
   * of them. Everyone else calls {@link #of(List, List)}.
   *
   * @param values the values, in order
   * @param names their names
   */
  public StructValue(Object[] values, List<@Nullable String> names) {
    this.values = values;
    this.names = names;
  }

  /**
   * {@return a value of fields with names}
   *
   * <pre>{@code
   * view.set(StructValue.of(List.of(1, 2.5), List.of("x", "y")), 0);
   * }</pre>
   *
   * @param values the values of the fields, in order; copied
   * @param names the names of the fields, in order; null for a field without a name; copied
   * @throws IllegalArgumentException if there are more or fewer names than values
   * @throws NullPointerException if a value is null
   */
  public static StructValue of(List<?> values, List<? extends @Nullable String> names) {
    Object[] own = List.copyOf(values).toArray();
    List<@Nullable String> ownNames = Collections.unmodifiableList(new ArrayList<>(names));
    if (own.length != ownNames.size()) {
      throw new IllegalArgumentException(
          ownNames.size() + " names for " + own.length + " values: " + ownNames);
    }
    return new StructValue(own, ownNames);
  }

  /**
   * {@return a value of fields with names, in the order of a map} A struct's fields are set by
   * position, so the map has to have an order ({@link java.util.LinkedHashMap}, {@link
   * java.util.TreeMap}); {@link java.util.Map#of} has none.
   *
   * @param fields the values of the fields by name; copied
   * @throws NullPointerException if a name or a value is null
   */
  public static StructValue of(SequencedMap<String, ?> fields) {
    return of(List.copyOf(fields.values()), List.copyOf(fields.keySet()));
  }

  /** {@return the values of the fields, in order; unmodifiable} */
  public List<Object> values() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /** {@return the names of the fields, in order; null for a field without a name; unmodifiable} */
  public List<@Nullable String> names() {
    return names;
  }

  @Override
  public Object get(int index) {
    return values[index];
  }

  /**
   * {@return the value of a field}
   *
   * @param name the field's name
   * @throws IllegalArgumentException if no field has that name
   */
  public Object get(String name) {
    int i = names.indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException(
          "no field \"" + BriefText.of(name) + "\" among " + BriefText.list(names));
    }
    return values[i];
  }

  @Override
  public int size() {
    return values.length;
  }

  /** {@return whether the other is a list of equal values, where bytes are equal by content} */
  @Override
  public boolean equals(Object other) {
    return ItemValues.sameLists(this, other);
  }

  @Override
  public int hashCode() {
    return ItemValues.hashOfList(this);
  }

  /**
   * {@return the values between parentheses, with names where there are any: {@code (x=1, y=2.0)}}
   */
  @Override
  public String toString() {
    return ItemValues.text(this);
  }

  private Object writeReplace() {
    Object[] plain = Arrays.stream(values).map(StructValue::plain).toArray();
    return new Fields(plain, new ArrayList<>(names));
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a struct's value is read as its fields");
  }

  /** The items of a sub-array may be a list over some memory, which is not written. */
  private static Object plain(Object value) {
    return value instanceof List<?> list && !(value instanceof StructValue)
        ? new ArrayList<>(list.stream().map(StructValue::plain).toList())
        : value;
  }

  /** What is written: values that are checked again when they are read. */
  private record Fields(Object[] values, ArrayList<@Nullable String> names)
      implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      try {
        return StructValue.of(Arrays.asList(values), names);
      } catch (IllegalArgumentException | NullPointerException e) {
        throw new InvalidObjectException("no struct's value: " + e.getMessage(), e);
      }
    }
  }
}
