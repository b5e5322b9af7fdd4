"""Executes one job in a waiting runner: feeds it, passes on what comes out, enforces time and
output, and tells how it ended.

What this says about the end comes from the kernel and cannot be forged from inside. What the runner
reports (values, pictures) is taken only with the secret that this process gave to this run.
"""

import os
import resource
import select
import signal
import time

import frames
from artifacts import Collector
from streams import Streams

OUTPUT_FOLDER = "/sandbox/output"
_REPORT_BYTES = 32 << 20
_CHUNK = 64 * 1024


class Execution:
    """One job in one runner."""

    def __init__(self, runner, limits, source, sink):
        self._limits = limits
        self._runner = runner
        self._source = source
        self._sink = sink
        self._stdin = b""
        self._secret = os.urandom(frames.SECRET_BYTES)
        self._report = frames.Sealed(self._secret)
        self._room = limits.output_bytes
        self._truncated = False
        self._stopped = None
        self._status = None
        self._changed_since = 0
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
        if self._runner.stdin >= 0:
            self._poll.register(self._runner.stdin, select.POLLOUT)
        while self._goes_on():
            self._turn(children)
        self._finish(started, before)

    def _goes_on(self):
        return self._status is None or self._open

    def _turn(self, children):
        for descriptor, events in self._poll.poll(self._milliseconds_left()):
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
        if self._status is None and self._milliseconds_left() == 0:
            self._deadline_passed()

    def _milliseconds_left(self):
        """0 once the time is up; None when nothing more is to happen then."""
        if self._deadline is None:
            return None
        left = self._deadline - time.monotonic()
        return int(left * 1000) + 1 if left > 0 else 0

    def _deadline_passed(self):
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
                self._deadline = None
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
        self._deadline = None
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
            self._report.add(chunk)

    def _finish(self, started, before):
        if self._streams:
            self._streams.close()
        report = self._report.content()
        if report is not None:
            frames.send(self._sink, frames.REPORT, report)
        collector = Collector(self._limits.artifact_bytes, self._changed_since)
        for path, content in collector.collect(OUTPUT_FOLDER):
            frames.send_artifact(self._sink, path, content)
        flags = (
            self._truncated * frames.TRUNCATED
            | collector.truncated * frames.ARTIFACTS_TRUNCATED
            | disk_full() * frames.DISK_FULL
            | (self._status is None) * frames.ALIVE
        )
        exit_code, killed_by = ended(self._status)
        usage = self._usage(before, started)
        frames.send_end(self._sink, exit_code, killed_by, flags, usage, self._stopped or "")

    def _usage(self, before, started):
        """Wall and CPU time in milliseconds and peak memory in bytes of what has been waited
        for."""
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        wall = time.monotonic() - started
        return int(wall * 1000), int(cpu * 1000), after.ru_maxrss * 1024


def ended(status):
    """Exit code (-1 for none) and signal (0 for none) of a wait status, absent while it lives."""
    if status is None:
        return -1, 0
    if os.WIFSIGNALED(status):
        return -1, os.WTERMSIG(status)
    return os.WEXITSTATUS(status), 0


def kill_all():
    """Kills every process of this sandbox but this one, the first, whom the kernel spares."""
    signal_all(signal.SIGKILL)


def signal_all(number):
    """Sends a signal to every process of this sandbox but this one."""
    if os.getpid() != 1:
        raise RuntimeError("the supervisor must be the first process of its namespace")
    try:
        os.kill(-1, number)
    except ProcessLookupError:
        pass


def disk_full():
    """Whether the sandbox's scratch has no room left."""
    for folder in ("/sandbox", "/tmp"):
        room = os.statvfs(folder)
        if room.f_bavail == 0 or room.f_files and room.f_favail == 0:
            return True
    return False
