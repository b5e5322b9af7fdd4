"""Executes one piece of a session: what it leaves in the runner's memory is there for the next."""

import os
import signal
import time

from execution import Execution, kill_all, signal_all

# How often a cell is interrupted, since it may miss one, and how long after each it may take to
# tidy up, before its session is ended.
_INTERRUPTS = 2
_GRACE_SECONDS = 1.0
# The clock that stamps files may lag behind the one that is asked, by a tick.
_TICK_NANOSECONDS = 20_000_000


class Cell(Execution):
    """Ends when the runner reports, and leaves it paused: a session computes on nobody's account
    while no cell runs. Whatever stops a cell interrupts it first, as Ctrl-C would."""

    def run(self, payload, children):
        self._interrupts_left = _INTERRUPTS
        self._changed_since = time.time_ns() - _TICK_NANOSECONDS
        self._cpu_before = cpu_seconds(self._runner.pid)
        signal_all(signal.SIGCONT)
        super().run(payload, children)

    def _goes_on(self):
        if self._status is not None:
            return super()._goes_on()
        if self._runner.report not in self._open:
            # Nobody could say any more that the cell has ended.
            kill_all()
        return self._report.content() is None

    def _stop(self, reason):
        if self._stopped is None:
            self._stopped = reason
            self._interrupt()

    def _interrupt(self):
        self._interrupts_left -= 1
        self._deadline = time.monotonic() + _GRACE_SECONDS
        os.killpg(self._runner.pid, signal.SIGINT)

    def _deadline_passed(self):
        if self._stopped is None:
            self._stop("wall_time")
        elif self._interrupts_left:
            self._interrupt()
        else:
            self._deadline = None
            kill_all()

    def _finish(self, started, before):
        if self._status is None:
            signal_all(signal.SIGSTOP)
            self._take_what_was_printed()
        super()._finish(started, before)

    def _take_what_was_printed(self):
        for descriptor in (self._runner.stdout, self._runner.stderr):
            if descriptor in self._open:
                self._open[descriptor]()

    def _usage(self, before, started):
        wall, cpu, peak = super()._usage(before, started)
        if self._status is None:
            cpu += int((cpu_seconds(self._runner.pid) - self._cpu_before) * 1000)
            peak = max(peak, peak_bytes(self._runner.pid))
        return wall, cpu, peak


def cpu_seconds(pid):
    """CPU time of a living process so far."""
    with open(f"/proc/{pid}/stat", "rb") as file:
        # The name before may hold anything but a closing bracket followed by these fields.
        fields = file.read().rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_bytes(pid):
    """The most memory that a living process has held."""
    with open(f"/proc/{pid}/status", "rb") as file:
        for line in file:
            if line.startswith(b"VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
