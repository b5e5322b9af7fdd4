"""Namespaces and mounts of one sandbox, made by a process that bubblewrap has already shut into a
read-only root."""

import fcntl
import os
import socket
import struct

import libc

_NAMESPACES = (
    libc.CLONE_NEWUSER
    | libc.CLONE_NEWPID
    | libc.CLONE_NEWNS
    | libc.CLONE_NEWNET
    | libc.CLONE_NEWIPC
    | libc.CLONE_NEWUTS
    | libc.CLONE_NEWCGROUP
)
_SAFE = libc.MS_NOSUID | libc.MS_NODEV
_SCRATCH = b"/run/scratch"
_WRITABLE = (
    (b"/run/scratch/work", b"/sandbox"),
    (b"/run/scratch/tmp", b"/tmp"),
    (b"/run/scratch/shm", b"/dev/shm"),
)
_RAISE_INTERFACE = 0x8914, struct.pack("16sh14x", b"lo", 1)


def clone():
    """Forks a first process into namespaces of its own; returns 0 in it."""
    return libc.clone(_NAMESPACES)


def enter(identity):
    """Makes the new namespaces a sandbox: own processes, own scratch, nothing of the parent's."""
    libc.mount(b"proc", b"/proc", b"proc", _SAFE | libc.MS_NOEXEC)
    for file, line in identity:
        libc.set_kernel_file(file, line)
    libc.mount(b"tmpfs", _SCRATCH, b"tmpfs", _SAFE)
    for folder, target in _WRITABLE:
        os.mkdir(folder)
        libc.mount(folder, target, None, libc.MS_BIND)
    # Hides the way back to the hub.
    libc.mount(b"tmpfs", b"/run", b"tmpfs", _SAFE | libc.MS_RDONLY)
    os.chdir("/sandbox")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, *_RAISE_INTERFACE)
    _vary_process_ids()


def same_identity():
    """What to write where so that the new user namespace has this process's user and group."""
    return (
        ("/proc/self/setgroups", b"deny"),
        ("/proc/self/uid_map", b"%d %d 1" % (os.getuid(), os.getuid())),
        ("/proc/self/gid_map", b"%d %d 1" % (os.getgid(), os.getgid())),
    )


def limit_scratch(size):
    """Sets how many bytes all that the sandbox writes to files may take together."""
    libc.mount(b"tmpfs", b"/sandbox", b"tmpfs", libc.MS_REMOUNT | _SAFE, b"size=%d" % size)


def _vary_process_ids():
    """So that what is derived from a process id differs between sandboxes."""
    last = 300 + int.from_bytes(os.urandom(2), "big") % 20_000
    libc.set_kernel_file("/proc/sys/kernel/ns_last_pid", b"%d" % last)
