package org.ndview.fuzz;

import org.ndview.NdView;

/** The typed getters and setters by name and number of indices. */
final class TypedCalls {
  private TypedCalls() {}

  static Object get(NdView v, String type, long... i) {
    return switch (type) {
      case "Double" -> v.getDouble(i);
      case "Float" -> v.getFloat(i);
      case "Long" -> v.getLong(i);
      case "Int" -> v.getInt(i);
      case "Short" -> v.getShort(i);
      case "Byte" -> v.getByte(i);
      default -> v.getBoolean(i);
    };
  }

  static Object getByArity(NdView v, String type, long[] i) {
    return switch (i.length) {
      case 1 ->
          switch (type) {
            case "Double" -> v.getDouble(i[0]);
            case "Float" -> v.getFloat(i[0]);
            case "Long" -> v.getLong(i[0]);
            case "Int" -> v.getInt(i[0]);
            case "Short" -> v.getShort(i[0]);
            case "Byte" -> v.getByte(i[0]);
            default -> v.getBoolean(i[0]);
          };
      case 2 ->
          switch (type) {
            case "Double" -> v.getDouble(i[0], i[1]);
            case "Float" -> v.getFloat(i[0], i[1]);
            case "Long" -> v.getLong(i[0], i[1]);
            case "Int" -> v.getInt(i[0], i[1]);
            case "Short" -> v.getShort(i[0], i[1]);
            case "Byte" -> v.getByte(i[0], i[1]);
            default -> v.getBoolean(i[0], i[1]);
          };
      case 3 ->
          switch (type) {
            case "Double" -> v.getDouble(i[0], i[1], i[2]);
            case "Float" -> v.getFloat(i[0], i[1], i[2]);
            case "Long" -> v.getLong(i[0], i[1], i[2]);
            case "Int" -> v.getInt(i[0], i[1], i[2]);
            case "Short" -> v.getShort(i[0], i[1], i[2]);
            case "Byte" -> v.getByte(i[0], i[1], i[2]);
            default -> v.getBoolean(i[0], i[1], i[2]);
          };
      case 4 ->
          switch (type) {
            case "Double" -> v.getDouble(i[0], i[1], i[2], i[3]);
            case "Float" -> v.getFloat(i[0], i[1], i[2], i[3]);
            case "Long" -> v.getLong(i[0], i[1], i[2], i[3]);
            case "Int" -> v.getInt(i[0], i[1], i[2], i[3]);
            case "Short" -> v.getShort(i[0], i[1], i[2], i[3]);
            case "Byte" -> v.getByte(i[0], i[1], i[2], i[3]);
            default -> v.getBoolean(i[0], i[1], i[2], i[3]);
          };
      default -> get(v, type, i);
    };
  }

  static void set(NdView v, Object value, long... i) {
    switch (value) {
      case Double x -> v.setDouble(x, i);
      case Float x -> v.setFloat(x, i);
      case Long x -> v.setLong(x, i);
      case Integer x -> v.setInt(x, i);
      case Short x -> v.setShort(x, i);
      case Byte x -> v.setByte(x, i);
      case Boolean x -> v.setBoolean(x, i);
      default -> throw new AssertionError(value);
    }
  }

  static void setByArity(NdView v, Object value, long[] i) {
    switch (i.length) {
      case 1 -> {
        switch (value) {
          case Double x -> v.setDouble(x, i[0]);
          case Float x -> v.setFloat(x, i[0]);
          case Long x -> v.setLong(x, i[0]);
          case Integer x -> v.setInt(x, i[0]);
          case Short x -> v.setShort(x, i[0]);
          case Byte x -> v.setByte(x, i[0]);
          case Boolean x -> v.setBoolean(x, i[0]);
          default -> throw new AssertionError(value);
        }
      }
      case 2 -> {
        switch (value) {
          case Double x -> v.setDouble(x, i[0], i[1]);
          case Float x -> v.setFloat(x, i[0], i[1]);
          case Long x -> v.setLong(x, i[0], i[1]);
          case Integer x -> v.setInt(x, i[0], i[1]);
          case Short x -> v.setShort(x, i[0], i[1]);
          case Byte x -> v.setByte(x, i[0], i[1]);
          case Boolean x -> v.setBoolean(x, i[0], i[1]);
          default -> throw new AssertionError(value);
        }
      }
      case 3 -> {
        switch (value) {
          case Double x -> v.setDouble(x, i[0], i[1], i[2]);
          case Float x -> v.setFloat(x, i[0], i[1], i[2]);
          case Long x -> v.setLong(x, i[0], i[1], i[2]);
          case Integer x -> v.setInt(x, i[0], i[1], i[2]);
          case Short x -> v.setShort(x, i[0], i[1], i[2]);
          case Byte x -> v.setByte(x, i[0], i[1], i[2]);
          case Boolean x -> v.setBoolean(x, i[0], i[1], i[2]);
          default -> throw new AssertionError(value);
        }
      }
      case 4 -> {
        switch (value) {
          case Double x -> v.setDouble(x, i[0], i[1], i[2], i[3]);
          case Float x -> v.setFloat(x, i[0], i[1], i[2], i[3]);
          case Long x -> v.setLong(x, i[0], i[1], i[2], i[3]);
          case Integer x -> v.setInt(x, i[0], i[1], i[2], i[3]);
          case Short x -> v.setShort(x, i[0], i[1], i[2], i[3]);
          case Byte x -> v.setByte(x, i[0], i[1], i[2], i[3]);
          case Boolean x -> v.setBoolean(x, i[0], i[1], i[2], i[3]);
          default -> throw new AssertionError(value);
        }
      }
      default -> set(v, value, i);
    }
  }
}
