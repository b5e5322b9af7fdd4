"""The first process of a container: a supervisor whose channel is its own standard input and
output. The container engine has made the namespaces, the filter and the scratch."""

import os
import sys

# Isolated mode leaves a script's own folder out of the search path.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import launch
import libc
from supervisor import Supervisor


def main():
    start = launch.prepare(sys.argv[1])
    libc.prctl(libc.PR_SET_DUMPABLE, 0)
    source, sink = os.dup(0), os.dup(1)
    os.set_inheritable(source, False)
    os.dup2(2, 1)
    try:
        Supervisor(source, sink, start).serve()
    except EOFError:
        pass


if __name__ == "__main__":
    main()
