"""Collects the files that a job left in its output folder, trusting nothing it finds there: links
are not followed, only regular files count, and what is taken is bounded."""

import os
import stat

_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MAX_FILES = 64
_MAX_ENTRIES = 4096
_MAX_DEPTH = 16


class Collector:
    """Yields (path, content) of at most so many bytes, of files changed since a time in nanoseconds
    of the epoch; afterwards ``truncated`` tells whether something was left out."""

    def __init__(self, max_bytes, changed_since=0):
        self.truncated = False
        self._room = max_bytes
        self._changed_since = changed_since
        self._files = _MAX_FILES
        self._entries = _MAX_ENTRIES

    def collect(self, folder):
        # gVisor follows a link to a directory though it is told not to.
        if os.path.islink(folder):
            return
        try:
            root = os.open(folder, _NO_LINK | os.O_DIRECTORY)
        except OSError:
            return
        yield from self._walk(root, b"", 0)

    def _walk(self, folder, prefix, depth):
        """Closes the folder, which is an open descriptor: a path could be swapped for a link."""
        try:
            for name in sorted(os.fsencode(name) for name in os.listdir(folder)):
                self._entries -= 1
                if self._entries < 0:
                    self.truncated = True
                    return
                yield from self._take(folder, name, prefix, depth)
        finally:
            os.close(folder)

    def _take(self, folder, name, prefix, depth):
        try:
            linked = stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
            entry = -1 if linked else os.open(name, _NO_LINK, dir_fd=folder)
        except OSError:
            entry = -1
        if entry < 0:
            self.truncated = True
            return
        mode = os.fstat(entry).st_mode
        if stat.S_ISDIR(mode) and depth < _MAX_DEPTH:
            yield from self._walk(entry, prefix + name + b"/", depth + 1)
            return
        try:
            yield from self._read(entry, mode, prefix + name)
        finally:
            os.close(entry)

    def _read(self, entry, mode, path):
        file = os.fstat(entry)
        if file.st_mtime_ns < self._changed_since:
            return
        if not stat.S_ISREG(mode) or file.st_size > self._room or self._files == 0:
            self.truncated = True
            return
        content = os.read(entry, file.st_size) if file.st_size else b""
        self._room -= len(content)
        self._files -= 1
        yield path, content
