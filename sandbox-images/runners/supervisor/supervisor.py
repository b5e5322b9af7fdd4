"""The first process of a sandbox. It is trusted and never runs a job's code: it starts the runner
that does, feeds it, passes on what comes out, enforces time and output, and tells how it ended.

What it says about the end comes from the kernel and cannot be forged from inside. What the runner
reports (values, pictures) is taken only with the secret that this process gave to this run.
"""

import os
import resource
import select
import signal
import time

import frames
import libc
from artifacts import Collector
from streams import Streams

OUTPUT_FOLDER = "/sandbox/output"
_REPORT_BYTES = 32 << 20
_CHUNK = 64 * 1024


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
        Execution(runner, limits, self._source, self._sink).run(payload, self._children)

    def _limit(self, pid, limits):
        if self._limit_scratch:
            self._limit_scratch(limits.disk_bytes)
        # The hub counts the time of the whole tree, to the millisecond. Where it cannot, this ends
        # each process, with a signal that tells why, a second before one that does not.
        seconds = limits.cpu_ms // 1000 + 2
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds + 1))
        limit(pid, resource.RLIMIT_NOFILE, limits.open_files)
        limit(pid, resource.RLIMIT_FSIZE, limits.file_bytes)
        limit(pid, resource.RLIMIT_CORE, 0)
        if limits.data_bytes:
            limit(pid, resource.RLIMIT_DATA, limits.data_bytes)
        if limits.pids:
            limit(pid, resource.RLIMIT_NPROC, limits.pids + 1)  # One more for this process.


def limit(pid, kind, value):
    resource.prlimit(pid, kind, (value, value))


class Execution:
    """One job in one runner."""

    def __init__(self, runner, limits, source, sink):
        self._limits = limits
        self._runner = runner
        self._source = source
        self._sink = sink
        self._stdin = b""
        self._secret = os.urandom(frames.SECRET_BYTES)
        self._report = bytearray()
        self._room = limits.output_bytes
        self._truncated = False
        self._stopped = None
        self._status = None
        self._streams = None

    def run(self, payload, children):
        started = time.monotonic()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _, self._stdin, *_ = frames.pieces(payload)
        self._poll = select.poll()
        if self._limits.proxy_port:
            self._streams = Streams(self._limits.proxy_port, self._poll, self._sink)
        self._runner.hand(self._secret, payload)
        frames.send(self._sink, frames.STARTED)
        self._deadline = started + self._limits.timeout_ms / 1000
        self._open = {
            self._runner.stdout: lambda: self._pass_on(self._runner.stdout, frames.STDOUT),
            self._runner.stderr: lambda: self._pass_on(self._runner.stderr, frames.STDERR),
            self._runner.report: self._take_report,
        }
        for descriptor in (*self._open, self._source, children):
            self._poll.register(descriptor, select.POLLIN)
        self._poll.register(self._runner.stdin, select.POLLOUT)
        while self._status is None or self._open:
            self._turn(children)
        self._finish(started, before)

    def _turn(self, children):
        left = max(0.0, self._deadline - time.monotonic()) * 1000
        for descriptor, events in self._poll.poll(None if self._stopped else left + 1):
            if descriptor == children:
                self._drain(children)
                self._reap()
            elif descriptor == self._source:
                self._obey()
            elif descriptor == self._runner.stdin:
                self._feed()
            elif descriptor in self._open:
                self._open[descriptor]()
            elif self._streams and self._streams.owns(descriptor):
                self._streams.serve(descriptor, events)
        if self._status is None and time.monotonic() >= self._deadline:
            self._stop("wall_time")

    @staticmethod
    def _drain(children):
        try:
            os.read(children, _CHUNK)
        except BlockingIOError:
            pass

    def _reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self._runner.pid:
                self._status = status
                # A job ends with its first process; what it left behind ends with it.
                kill_all()

    def _obey(self):
        kind, payload = frames.receive(self._source)
        if kind == frames.KILL:
            self._stop(payload.decode())
        elif self._streams and kind in frames.STREAM_KINDS:
            self._streams.take(kind, payload)

    def _stop(self, reason):
        self._stopped = self._stopped or reason
        kill_all()

    def _feed(self):
        try:
            while self._stdin:
                self._stdin = self._stdin[os.write(self._runner.stdin, self._stdin) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            pass
        self._poll.unregister(self._runner.stdin)
        os.close(self._runner.stdin)
        self._runner.stdin = -1

    def _read(self, descriptor):
        try:
            chunk = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return None
        if not chunk:
            self._poll.unregister(descriptor)
            del self._open[descriptor]
        return chunk

    def _pass_on(self, descriptor, kind):
        chunk = self._read(descriptor)
        if not chunk:
            return
        kept = chunk[: self._room]
        self._room -= len(kept)
        if kept:
            frames.send(self._sink, kind, kept)
        if len(kept) < len(chunk):
            self._truncated = True
            self._stop("output")

    def _take_report(self):
        chunk = self._read(self._runner.report)
        if chunk and len(self._report) <= _REPORT_BYTES:
            self._report += chunk

    def _finish(self, started, before):
        if self._streams:
            self._streams.close()
        report = frames.find_sealed(self._report, self._secret)
        if report is not None:
            frames.send(self._sink, frames.REPORT, report)
        collector = Collector(self._limits.artifact_bytes)
        for path, content in collector.collect(OUTPUT_FOLDER):
            frames.send_artifact(self._sink, path, content)
        flags = (
            self._truncated * frames.TRUNCATED
            | collector.truncated * frames.ARTIFACTS_TRUNCATED
            | disk_full() * frames.DISK_FULL
        )
        usage = used(before, started)
        exit_code, killed_by = ended(self._status)
        frames.send_end(self._sink, exit_code, killed_by, flags, usage, self._stopped or "")


def used(before, started):
    """Wall and CPU time in milliseconds and peak memory in bytes of what has been waited for."""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    wall = time.monotonic() - started
    return int(wall * 1000), int(cpu * 1000), after.ru_maxrss * 1024


def ended(status):
    """Exit code (-1 for none) and signal (0 for none) of a wait status."""
    if os.WIFSIGNALED(status):
        return -1, os.WTERMSIG(status)
    return os.WEXITSTATUS(status), 0


def kill_all():
    """Kills every process of this sandbox but this one, the first, whom the kernel spares."""
    if os.getpid() != 1:
        raise RuntimeError("the supervisor must be the first process of its namespace")
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def disk_full():
    """Whether the sandbox's scratch has no room left."""
    for folder in ("/sandbox", "/tmp"):
        room = os.statvfs(folder)
        if room.f_bavail == 0 or room.f_files and room.f_favail == 0:
            return True
    return False


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
