package org.ndview.nd4j;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterUpdate;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ND4J's scatterUpdate of rows of ones into zeros, in a process that it may end. */
final class ScatterProgram {
  private ScatterProgram() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    INDArray array = Nd4j.zeros(DataType.FLOAT, 1000, 400);
    INDArray rows = Nd4j.createFromArray(0, 998);
    if (args[0].equals("gaps")) {
      // the number between the two is taken for a row
      rows = Nd4j.createFromArray(0, 1 << 30, 998, 0).get(NDArrayIndex.interval(0, 2, 4));
    }
    INDArray ones = Nd4j.ones(DataType.FLOAT, 2, 400);
    // by name: javac wants an annotation of its parameters that ND4J does not bring
    Method update =
        Arrays.stream(OpExecutioner.class.getMethods())
            .filter(method -> method.getName().equals("scatterUpdate"))
            .findFirst()
            .orElseThrow();
    update.invoke(
        Nd4j.getExecutioner(), ScatterUpdate.UpdateOp.ADD, array, rows, ones, new int[] {1});
    System.out.println("result " + NdArrays.view(array).slice("::998, ::399").transpose().toList());
    System.exit(0);
  }
}
