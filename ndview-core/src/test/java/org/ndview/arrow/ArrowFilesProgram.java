package org.ndview.arrow;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.ndview.NdView;

/** Reads the columns of one Arrow file, and writes another, with the flag that files need. */
final class ArrowFilesProgram {
  private ArrowFilesProgram() {}

  public static void main(String[] args) throws Exception {
    try (BufferAllocator allocator = new RootAllocator()) {
      read(Path.of(args[0]), allocator);
      write(Path.of(args[1]), allocator);
      read(Path.of(args[1]), allocator);
    }
    System.out.println("released");
  }

  private static void read(Path path, BufferAllocator allocator) throws Exception {
    try (FileChannel file = FileChannel.open(path);
        ArrowFileReader reader = new ArrowFileReader(file, allocator)) {
      while (reader.loadNextBatch()) {
        for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
          System.out.println(vector.getName() + " | " + told(vector));
        }
      }
    }
  }

  private static String told(FieldVector vector) {
    try (NdView view = ArrowVectors.view(vector)) {
      return view.format() + " | " + list(view);
    } catch (UnsupportedOperationException e) {
      return copied(vector, e);
    }
  }

  private static String copied(FieldVector vector, Exception refusal) {
    try (NdView copy =
            vector.getNullCount() == 0 ? ArrowVectors.copy(vector) : ArrowVectors.copy(vector, -1);
        NdView validity = ArrowVectors.validity(vector)) {
      return copy.format() + " | " + list(copy) + " copied, valid " + list(validity);
    } catch (UnsupportedOperationException _) {
      return refusal.getMessage();
    }
  }

  private static String list(NdView view) {
    return view.format().toString().endsWith("s")
        ? Arrays.deepToString(((List<?>) view.toList()).toArray())
        : view.toList().toString();
  }

  private static void write(Path path, BufferAllocator allocator) throws Exception {
    List<FieldVector> columns = new ArrayList<>();
    for (String format : List.of("b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d")) {
      columns.add(shared(NdView.allocate(format, 3), format, allocator));
    }
    NdView images = counted(NdView.allocate("h", 3, 2, 4));
    columns.add(ArrowVectors.wrap(images, "tensors", allocator));
    NdView turned = counted(NdView.allocate("h", 3, 2, 3, 4)).permute(0, 3, 1, 2);
    ArrowType shorts = new ArrowType.Int(16, true);
    columns.add(
        ArrowVectors.wrap(
            turned, FixedShapeTensor.asItLies(turned).field("permuted", shorts), allocator));
    Field lists =
        new Field(
            "lists",
            FieldType.nullable(new ArrowType.FixedSizeList(2)),
            List.of(Field.nullable("item", shorts)));
    FieldVector withNull = ArrowVectors.wrap(counted(NdView.allocate("h", 3, 2)), lists, allocator);
    withNull.setNull(1);
    columns.add(withNull);
    Field time = Field.nullable("time", new ArrowType.Timestamp(TimeUnit.SECOND, null));
    columns.add(ArrowVectors.wrap(counted(NdView.allocate("q", 3)), time, allocator));
    columns.add(ArrowVectors.copy(NdView.of(new boolean[] {true, false, true}), "bool", allocator));
    NdView binary = NdView.allocate("3s", 3);
    binary.cast("B").fill((int) 'x');
    columns.add(ArrowVectors.wrap(binary, "binary", allocator));
    columns.add(
        ArrowVectors.wrap(counted(NdView.allocate("i", 9)).slice("3:6"), "part", allocator));
    try (VectorSchemaRoot root = new VectorSchemaRoot(columns);
        FileChannel file =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, file)) {
      writer.start();
      writer.writeBatch();
      writer.end();
    }
  }

  /** Closed here: the column holds it. */
  private static FieldVector shared(NdView view, String name, BufferAllocator allocator) {
    try (view) {
      return ArrowVectors.wrap(counted(view), name, allocator);
    }
  }

  private static NdView counted(NdView view) {
    NdView flat = view.reshape(-1);
    for (int i = 0; i < flat.size(); i++) {
      flat.setInt(i + 1, i);
    }
    return view;
  }
}
