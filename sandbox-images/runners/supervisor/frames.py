"""The channel between the hub and a sandbox: frames of a type, a length and that many bytes."""

import os
import struct

# From the hub: prepare a runner, give it a job, stop it.
PREPARE = b"G"
JOB = b"J"
KILL = b"K"
# From the sandbox: its first process, a runner waits, a job has begun, what comes of it.
HELLO = b"H"
READY = b"R"
STARTED = b"S"
STDOUT = b"O"
STDERR = b"E"
REPORT = b"P"
ARTIFACT = b"A"
END = b"X"
# Either way: a connection of the job to its proxy, see streams.py.
OPEN = b"C"
DATA = b"D"
ACK = b"W"
CLOSE = b"Z"
STREAM_KINDS = (DATA, ACK, CLOSE)

# What an end frame's flags say.
TRUNCATED, ARTIFACTS_TRUNCATED, DISK_FULL, ALIVE = 1, 2, 4, 8

_HEADER = struct.Struct(">cI")
_LENGTH = struct.Struct(">I")
_END = struct.Struct(">hhBqqq")
_LIMITS = struct.Struct(">10q?")

SECRET_BYTES = 16


class Limits:
    """What a run may use: the fixed part at the beginning of a job frame. Times are milliseconds,
    sizes bytes; ``data_bytes`` and ``pids`` are 0 where a control group limits them,
    ``proxy_port`` where the run has no network; ``session`` tells that more will be run by the
    same runner."""

    SIZE = _LIMITS.size

    def __init__(self, frame):
        (
            self.timeout_ms,
            self.cpu_ms,
            self.open_files,
            self.file_bytes,
            self.disk_bytes,
            self.output_bytes,
            self.artifact_bytes,
            self.data_bytes,
            self.pids,
            self.proxy_port,
            self.session,
        ) = _LIMITS.unpack_from(frame)


def pieces(frame):
    """The variable part of a job frame: code, standard input, then path and content of each
    file."""
    at = Limits.SIZE
    while at < len(frame):
        (length,) = _LENGTH.unpack_from(frame, at)
        at += _LENGTH.size
        yield frame[at : at + length]
        at += length


def seal(secret, content):
    """What supervisor and runner pass each other: nobody else knows the run's secret."""
    return secret + _LENGTH.pack(len(content)) + content


def read_sealed(descriptor):
    """The secret and the content of what was sealed; raises EOFError where it ends early."""
    secret = read_exactly(descriptor, SECRET_BYTES)
    (length,) = _LENGTH.unpack(read_exactly(descriptor, _LENGTH.size))
    return secret, read_exactly(descriptor, length)


class Sealed:
    """Finds what was sealed with a secret in a stream that a job may have written to as well."""

    def __init__(self, secret):
        self._secret = secret
        self._stream = bytearray()
        self._at = -1

    def __len__(self):
        return len(self._stream)

    def add(self, chunk):
        unseen = max(0, len(self._stream) - len(self._secret))
        self._stream += chunk
        if self._at < 0:
            self._at = self._stream.find(self._secret, unseen)

    def content(self):
        """What was sealed; None while it is not there or not whole."""
        body = self._at + len(self._secret) + _LENGTH.size
        if self._at < 0 or len(self._stream) < body:
            return None
        (length,) = _LENGTH.unpack_from(self._stream, body - _LENGTH.size)
        whole = len(self._stream) >= body + length
        return bytes(self._stream[body : body + length]) if whole else None


def write_all(descriptor, content):
    written = os.write(descriptor, content)
    while written < len(content):
        written += os.write(descriptor, memoryview(content)[written:])


def read_exactly(descriptor, count):
    """So many bytes; raises EOFError where they end early."""
    content = os.read(descriptor, count)
    while len(content) < count:
        more = os.read(descriptor, count - len(content))
        if not more:
            raise EOFError("channel closed")
        content += more
    return content


def send(descriptor, kind, payload=b""):
    write_all(descriptor, _HEADER.pack(kind, len(payload)) + payload)


def send_hello(descriptor, pid):
    send(descriptor, HELLO, _LENGTH.pack(pid))


def send_artifact(descriptor, path, content):
    send(descriptor, ARTIFACT, _LENGTH.pack(len(path)) + path + content)


def send_end(descriptor, exit_code, signal, flags, usage, stopped):
    """``exit_code`` is -1 and ``signal`` 0 where there was none; ``usage`` is wall and CPU time in
    milliseconds and the memory peak in bytes; ``stopped`` is the limit's word or empty."""
    send(descriptor, END, _END.pack(exit_code, signal, flags, *usage) + stopped.encode())


def receive(descriptor):
    """The next frame, as its type and its payload; raises EOFError when the hub is gone."""
    kind, length = _HEADER.unpack(read_exactly(descriptor, _HEADER.size))
    return kind, read_exactly(descriptor, length) if length else b""
