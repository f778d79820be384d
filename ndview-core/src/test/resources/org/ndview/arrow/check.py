"""Prints the columns of the Arrow file that it is given, as pyarrow reads them."""

import sys

import pyarrow as pa

with pa.memory_map(sys.argv[1]) as file:
    table = pa.ipc.open_file(file).read_all()
    table.validate(full=True)
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if isinstance(column, pa.FixedShapeTensorArray):
            # by NumPy: to_numpy_ndarray of pyarrow 25.0.1 has other strides for permutations that are not their own inverse
            shape, order = column.type.shape, column.type.permutation or range(len(column.type.shape))
            items = column.storage.flatten().to_numpy(zero_copy_only=False).reshape(-1, *shape)
            values = items.transpose(0, *(d + 1 for d in order)).tolist()
        elif isinstance(column, pa.ExtensionArray):
            values = column.storage.to_pylist()
        else:
            values = column.to_pylist()
        print(name, column.type, values, sep=" | ")
