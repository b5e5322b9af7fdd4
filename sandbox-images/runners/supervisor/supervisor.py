"""The first process of a sandbox. It is trusted and never runs a job's code: it starts the runner
that does, and has each job executed in it within its limits."""

import os
import resource
import signal

import frames
import libc
from cell import Cell, cpu_seconds
from execution import Execution


class Runner:
    """One process that waits for a job, and the pipes to it."""

    def __init__(self, start):
        """``start`` becomes the runner's process; it is given the ends it reads and writes."""
        stdin, self.stdin = os.pipe()
        self.stdout, stdout = os.pipe()
        self.stderr, stderr = os.pipe()
        job, self.job = os.pipe()
        self.report, report = os.pipe()
        theirs = (stdin, stdout, stderr, job, report)
        self.pid = os.fork()
        if self.pid == 0:
            become(start, theirs)
        for descriptor in theirs:
            os.close(descriptor)
        # Until it has its descriptors in place, a job's limits might leave no room for them.
        os.read(self.report, 1)
        for descriptor in (self.stdin, self.stdout, self.stderr, self.report):
            os.set_blocking(descriptor, False)

    def hand(self, secret, job):
        frames.write_all(self.job, frames.seal(secret, job))

    def close(self):
        for descriptor in (self.stdin, self.stdout, self.stderr, self.job, self.report):
            if descriptor >= 0:
                os.close(descriptor)


def become(start, descriptors):
    """In the runner's process: takes 0 to 4 as stdin, stdout, stderr, job and report."""
    try:
        # A group of its own: a signal to the group must reach nobody else.
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # Moved up first, so that none is overwritten before it has been taken.
        moved = [os.dup2(each, 64 + index) for index, each in enumerate(descriptors)]
        for target, source in enumerate(moved):
            os.dup2(source, target, inheritable=target < 3)
        os.closerange(5, 256)
        libc.prctl(libc.PR_SET_DUMPABLE, 1)
        _prefer_as_victim()
        os.write(4, b"!")
        start()
    finally:
        os._exit(125)


def _prefer_as_victim():
    """When memory runs out the kernel should kill the job, not the process that reports it."""
    libc.set_kernel_file("/proc/self/oom_score_adj", b"1000")


class Supervisor:
    """Serves the hub at the other end of two descriptors."""

    def __init__(self, source, sink, start, limit_scratch=None):
        self._source = source
        self._sink = sink
        self._start = start
        self._limit_scratch = limit_scratch
        self._children, wakeup = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        os.set_blocking(wakeup, False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)

    def serve(self):
        """Does what the hub asks until it closes the channel."""
        runner = None
        while True:
            kind, payload = frames.receive(self._source)
            if kind == frames.PREPARE:
                if runner:
                    runner.close()
                    scrub()
                runner = Runner(self._start)
                frames.send(self._sink, frames.READY)
            elif kind == frames.JOB:
                self._run(runner, payload)

    def _run(self, runner, payload):
        limits = frames.Limits(payload)
        self._limit(runner.pid, limits)
        kind = Cell if limits.session else Execution
        kind(runner, limits, self._source, self._sink).run(payload, self._children)

    def _limit(self, pid, limits):
        if self._limit_scratch:
            self._limit_scratch(limits.disk_bytes)
        limit_cpu(pid, limits)
        limit(pid, resource.RLIMIT_NOFILE, limits.open_files)
        limit(pid, resource.RLIMIT_FSIZE, limits.file_bytes)
        limit(pid, resource.RLIMIT_CORE, 0)
        if limits.data_bytes:
            limit(pid, resource.RLIMIT_DATA, limits.data_bytes)
        if limits.pids:
            limit(pid, resource.RLIMIT_NPROC, limits.pids + 1)  # One more for this process.


def limit_cpu(pid, limits):
    """The hub counts the time of the whole tree, to the millisecond. Where it cannot, this ends
    each process, with a signal that tells why, a second before one that does not."""
    seconds = limits.cpu_ms // 1000 + 2
    if limits.session:
        # The kernel counts from the runner's start, and lets nobody raise the second limit.
        seconds += int(cpu_seconds(pid))
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    else:
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds + 1))


def limit(pid, kind, value):
    resource.prlimit(pid, kind, (value, value))


def scrub():
    """Empties the scratch for the next job of the same tenant."""
    for folder in ("/sandbox", "/tmp", "/dev/shm"):
        for name in os.listdir(folder):
            remove(os.path.join(folder, name))


def remove(path):
    """Deletes a tree of any depth without following links."""
    if os.path.islink(path) or not os.path.isdir(path):
        os.unlink(path)
        return
    import shutil

    shutil.rmtree(path)
