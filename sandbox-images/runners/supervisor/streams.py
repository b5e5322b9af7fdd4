"""Carries a job's connections to its proxy, which is at the other end of the channel. Each
connection is a stream: whoever sends on one may be ahead of the receiver by a window and no more,
so that neither a slow program nor a slow remote end keeps the channel from anything else.

A stream has no half-closed state: what is on its way is delivered, then both directions end."""

import select
import socket
import struct

import frames

WINDOW_BYTES = 256 * 1024
MOST_STREAMS = 32
_CHUNK = 64 * 1024
_NUMBER = struct.Struct(">I")
_ACKNOWLEDGEMENT = struct.Struct(">II")


class Streams:
    """Where the job finds its proxy: a port of the sandbox's own loopback."""

    def __init__(self, port, poll, sink):
        self._poll = poll
        self._sink = sink
        self._opened = 0
        self._by_number = {}
        self._by_descriptor = {}
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for direction in (socket.SO_RCVBUF, socket.SO_SNDBUF):  # Its connections inherit them.
            self._listener.setsockopt(socket.SOL_SOCKET, direction, WINDOW_BYTES)
        self._listener.bind(("127.0.0.1", port))
        self._listener.listen(MOST_STREAMS)
        self._listener.setblocking(False)
        self._poll.register(self._listener, select.POLLIN)

    def owns(self, descriptor):
        return descriptor == self._listener.fileno() or descriptor in self._by_descriptor

    def serve(self, descriptor, events):
        """Something can be read from or written to one of the sockets."""
        if descriptor == self._listener.fileno():
            self._accept()
        elif descriptor in self._by_descriptor:
            self._settle(self._by_descriptor[descriptor], events)

    def take(self, kind, payload):
        """The other end says something of a stream, which may have closed in the meantime."""
        stream = self._by_number.get(_NUMBER.unpack_from(payload)[0])
        if stream is None:
            return
        if kind == frames.DATA:
            stream.pending += memoryview(payload)[_NUMBER.size :]
        elif kind == frames.ACK:
            stream.credit += _ACKNOWLEDGEMENT.unpack(payload)[1]
        elif kind == frames.CLOSE:
            stream.ending = True
        self._settle(stream, 0)

    def close(self):
        """Ends every connection. The other end does the same when it hears of the run's end."""
        for stream in list(self._by_number.values()):
            self._drop(stream)
        self._poll.unregister(self._listener)
        self._listener.close()

    def _accept(self):
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return  # Its program has thought better of it.
        connection.setblocking(False)
        self._opened += 1
        stream = _Stream(self._opened, connection)
        self._by_number[stream.number] = stream
        self._by_descriptor[connection.fileno()] = stream
        self._poll.register(connection, select.POLLIN)
        frames.send(self._sink, frames.OPEN, _NUMBER.pack(stream.number))
        if len(self._by_number) == MOST_STREAMS:
            self._poll.modify(self._listener, 0)  # The rest wait in its queue.

    def _settle(self, stream, events):
        """Moves what can be moved, then waits for what cannot be yet."""
        alive = not events & (select.POLLERR | select.POLLHUP) or events & select.POLLIN
        if alive and events & select.POLLIN:
            alive = self._read(stream)
        if alive and stream.pending:
            alive = self._write(stream)
        if not alive:
            frames.send(self._sink, frames.CLOSE, _NUMBER.pack(stream.number))
        if not alive or stream.ending and not stream.pending:
            self._drop(stream)
        else:
            self._poll.modify(stream.connection, stream.awaited())

    def _read(self, stream):
        try:
            chunk = stream.connection.recv(min(_CHUNK, stream.credit))
        except BlockingIOError:
            return True
        except OSError:
            return False
        stream.credit -= len(chunk)
        if chunk:
            frames.send(self._sink, frames.DATA, _NUMBER.pack(stream.number) + chunk)
        return bool(chunk)

    def _write(self, stream):
        try:
            written = stream.connection.send(stream.pending)
        except BlockingIOError:
            return True
        except OSError:
            return False
        del stream.pending[:written]
        frames.send(self._sink, frames.ACK, _ACKNOWLEDGEMENT.pack(stream.number, written))
        return True

    def _drop(self, stream):
        self._poll.unregister(stream.connection)
        del self._by_descriptor[stream.connection.fileno()]
        del self._by_number[stream.number]
        stream.connection.close()
        if len(self._by_number) == MOST_STREAMS - 1:
            self._poll.modify(self._listener, select.POLLIN)


class _Stream:
    """One connection: what it may still send, and what it has yet to be given."""

    def __init__(self, number, connection):
        self.number = number
        self.connection = connection
        self.credit = WINDOW_BYTES
        self.pending = bytearray()
        self.ending = False

    def awaited(self):
        readable = select.POLLIN if self.credit and not self.ending else 0
        return readable | (select.POLLOUT if self.pending else 0)
