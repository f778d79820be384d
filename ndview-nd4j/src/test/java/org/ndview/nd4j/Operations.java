package org.ndview.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One of ND4J's operations, as the tests compare it over shared memory and over a copy.
 *
 * @param fits the arrays that it is for
 * @param run what it does
 */
record Operations(Predicate<INDArray> fits, UnaryOperator<INDArray> run) {
  static final Map<String, Operations> ALL = new LinkedHashMap<>();

  private static void add(String name, Predicate<INDArray> fits, UnaryOperator<INDArray> run) {
    ALL.put(name, new Operations(fits, run));
  }

  private static boolean any(INDArray array) {
    return true;
  }

  private static boolean number(INDArray array) {
    return array.dataType() != DataType.BOOL;
  }

  private static boolean real(INDArray array) {
    return array.isR();
  }

  private static boolean matrix(INDArray array) {
    return array.rank() == 2 && number(array);
  }

  private static boolean realMatrix(INDArray array) {
    return array.rank() == 2 && real(array);
  }

  private static int last(INDArray array) {
    return array.rank() - 1;
  }

  /** Of the same shape and type, in C order. */
  private static INDArray ones(INDArray array) {
    return Nd4j.ones(array.dataType(), array.shape());
  }

  private static INDArray ones(INDArray array, long... shape) {
    return Nd4j.ones(array.dataType(), shape);
  }

  static {
    add("sum", Operations::number, a -> Nd4j.scalar(a.sumNumber().doubleValue()));
    add("mean", Operations::number, a -> Nd4j.scalar(a.meanNumber().doubleValue()));
    add("max", Operations::number, a -> Nd4j.scalar(a.maxNumber().doubleValue()));
    add("sum along the first", Operations::number, a -> a.sum(0));
    add("sum along the last", Operations::number, a -> a.sum(last(a)));
    add("mean along the last", Operations::number, a -> a.mean(last(a)));
    add("std along the first", Operations::real, a -> a.std(0));
    add("norm2 along the last", Operations::real, a -> a.norm2(last(a)));
    add("argMax along the first", Operations::number, a -> a.argMax(0));
    add("argMax along the last", Operations::number, a -> a.argMax(last(a)));
    add("add a scalar", Operations::number, a -> a.add(3));
    add("add a scalar in place", Operations::number, a -> a.addi(3));
    add("add an array", Operations::number, a -> a.add(ones(a)));
    add("add to an array", Operations::number, a -> ones(a).add(a));
    add("add an array in place", Operations::number, a -> a.addi(ones(a)));
    add("add it in place to an array", Operations::number, a -> ones(a).addi(a));
    add("add itself in place", Operations::number, a -> a.addi(a));
    add("multiply", Operations::number, a -> a.mul(ones(a).addi(1)));
    add("multiply by itself", Operations::number, a -> a.mul(a));
    add("subtract from a scalar", Operations::real, a -> a.rsub(1));
    add("divide in place", Operations::real, a -> a.divi(4));
    add("assign a scalar", Operations::number, a -> a.assign(5));
    add("assign an array", Operations::any, a -> a.assign(ones(a)));
    add("assign it to an array", Operations::any, a -> ones(a).assign(a));
    add("add a row", Operations::matrix, a -> a.addRowVector(ones(a, a.size(1))));
    add("add a row in place", Operations::matrix, a -> a.addiRowVector(ones(a, a.size(1))));
    add("add a column", Operations::matrix, a -> a.addColumnVector(ones(a, a.size(0), 1)));
    add("multiply by a row", Operations::matrix, a -> a.mulRowVector(ones(a, a.size(1))));
    add(
        "broadcast along the last",
        a -> number(a) && a.rank() > 1,
        a -> a.add(ones(a, a.size(last(a)))));
    add("mmul", Operations::realMatrix, a -> a.mmul(ones(a, a.size(1), 3)));
    add("mmul on the right", Operations::realMatrix, a -> ones(a, 2, a.size(0)).mmul(a));
    add("mmul by its transpose", Operations::realMatrix, a -> a.transpose().mmul(a));
    add("matrix by vector", Operations::realMatrix, a -> a.mmul(ones(a, a.size(1))));
    add("dup in C order", Operations::any, a -> a.dup('c'));
    add("dup in F order", Operations::any, a -> a.dup('f'));
    add("concat along the first", Operations::any, a -> Nd4j.concat(0, a, ones(a), a));
    add("concat along the last", Operations::any, a -> Nd4j.concat(last(a), ones(a), a));
    add("stack", Operations::any, a -> Nd4j.stack(0, a, a));
    add("softmax", Operations::real, a -> Transforms.softmax(a, true));
    add("exp", Operations::real, a -> Transforms.exp(a, true));
    add("exp in place", Operations::real, a -> Transforms.exp(a, false));
    add("sigmoid", Operations::real, a -> Transforms.sigmoid(a, true));
    add("abs", Operations::real, a -> Transforms.abs(a, true));
    add("greater", Operations::number, a -> a.gt(1));
    add("equal", Operations::any, a -> a.eq(ones(a)));
    add("flattened", Operations::any, a -> Nd4j.toFlattened('c', a));
    add("reshape", Operations::any, a -> a.reshape(a.length()).dup());
    add("reversed axes", Operations::any, a -> a.rank() == 1 ? a : a.transpose().dup('c'));
    for (DataType type : Numbers.TYPES) {
      add("cast to " + type, Operations::any, a -> a.castTo(type));
    }
  }
}
