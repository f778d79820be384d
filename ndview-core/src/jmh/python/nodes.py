"""Which methods come near to the number of nodes that C2 takes in one compilation (18,000).

What is beyond it is called instead of being part of the loop, and vectors that are passed to it become objects: a kernel
of the Vector API is several times slower then, in those JVMs alone whose profiles hold a little more.

    java -XX:+UnlockDiagnosticVMOptions -XX:+LogCompilation -XX:LogFile=vm.log ...
    python3 nodes.py vm.log [part of a name]
"""

import re
import sys

LIMIT = 18_000
NEAR = 12_000


def compilations(lines):
    """Yields (name, nodes after parsing) of each compilation by C2."""
    name, depth, nodes = None, 0, 0
    for line in lines:
        task = re.match(r"<task .*method='(\S+) (\S+) ", line)
        done = re.match(r"<parse_done nodes='(\d+)'", line)
        if task:
            name = None if " level=" in line else f"{task[1]}::{task[2]}"
            depth, nodes = 0, 0
        elif line.startswith("<parse "):
            depth += 1
        elif done and depth > 0:
            depth -= 1
            nodes = int(done[1]) if depth == 0 else nodes
        elif line.startswith("</task") and name and nodes:
            yield name, nodes
            name = None


def main():
    part = sys.argv[2] if len(sys.argv) > 2 else "org.ndview"
    most = {}
    with open(sys.argv[1], errors="replace") as log:
        for name, nodes in compilations(log):
            if part in name:
                most[name] = max(nodes, most.get(name, 0))
    for name, nodes in sorted(most.items(), key=lambda entry: -entry[1]):
        if nodes >= NEAR:
            print(f"{nodes:6} {'!' if nodes >= LIMIT else ' '} {name}")


if __name__ == "__main__":
    main()
