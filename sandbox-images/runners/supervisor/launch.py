"""How each kind of sandbox becomes its runner: Python forks what has been imported, Node starts
anew."""

import os
import sys

RUNNERS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/sandbox",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://serai_backend",
    "MPLCONFIGDIR": "/tmp",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def prepare(kind):
    """Does all that can be done before a job is known; returns what the runner's process calls.

    ``python`` imports little and forks fast, ``python-plot`` has matplotlib drawn once already,
    ``node`` has nothing to import.
    """
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    if kind == "node":
        return _node
    sys.path.insert(0, os.path.join(RUNNERS, "python"))
    import runner

    runner.warm_tracebacks()
    if kind == "python-plot":
        runner.warm_figures()
    runner.open_streams()
    return runner.main


def _node():
    node = next(p for p in ("/usr/bin/node", "/usr/bin/nodejs", "/usr/local/bin/node") if os.path.exists(p))
    for descriptor in (3, 4):
        os.set_inheritable(descriptor, True)
    os.execv(node, [node, "--no-warnings", "--experimental-vm-modules", f"{RUNNERS}/node/runner.mjs"])
