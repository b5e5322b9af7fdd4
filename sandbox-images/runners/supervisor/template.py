"""Makes sandboxes by forking: bubblewrap starts this process once for many of them. It runs no
job's code. For each byte on standard input it connects to the hub's socket and forks a supervisor
into namespaces of its own, which inherits what has been imported here.
"""

import gc
import os
import signal
import socket
import sys

# Isolated mode leaves a script's own folder out of the search path.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import frames
import isolation
import launch
import libc
import seccomp
from supervisor import Supervisor

HUB = "/run/hub/socket"
PROFILE = "/opt/serai/seccomp.json"


def main():
    kind = sys.argv[1]
    prepare = launch.prepare(kind)
    code = seccomp.compile_profile(PROFILE)
    identity = isolation.same_identity()
    gc.collect()
    gc.freeze()
    gc.disable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while os.read(0, 1):
        fork(prepare, code, identity)


def fork(prepare, code, identity):
    hub = socket.socket(socket.AF_UNIX)
    hub.connect(HUB)
    pid = isolation.clone()
    if pid == 0:
        supervise(hub, prepare, code, identity)
    try:
        frames.send_hello(hub.fileno(), pid)
    except BrokenPipeError:
        pass  # The hub has thought better of it; the sandbox ends by itself.
    hub.close()


def supervise(hub, prepare, code, identity):
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        isolation.enter(identity)
        libc.prctl(libc.PR_SET_DUMPABLE, 0)

        def start():
            libc.drop_capabilities()
            seccomp.install(code)
            prepare()

        Supervisor(hub.fileno(), hub.fileno(), start, isolation.limit_scratch).serve()
    except EOFError:
        pass
    finally:
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
