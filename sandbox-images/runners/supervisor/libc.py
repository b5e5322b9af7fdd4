"""The Linux system calls that Python's own modules lack, by their names in the manual."""

import ctypes
import os
import platform
import signal

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND = 0x20, 0x1000

PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2

# What a forked process touches, the kernel copies for it page by page: so whatever can be made
# before the fork is made here.
_CAPABILITY_VERSION_3 = 0x20080522
_CAPABILITY_HEADER = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
_NO_CAPABILITIES = (ctypes.c_uint32 * 6)()
_CLONE = {"x86_64": 56, "aarch64": 220}[platform.machine()]

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mount.argtypes = [
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_ulong,
    ctypes.c_char_p,
]
_libc.prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]


def set_kernel_file(path, content):
    """Writes to a file of the kernel's, which takes all of it at once. Without the layers of
    ``open``, of which a forked process would get copies."""
    descriptor = os.open(path, os.O_WRONLY)
    os.write(descriptor, content)
    os.close(descriptor)


def _check(result, what):
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def clone(flags):
    """Forks into new namespaces; returns 0 in the child, as fork does. See clone(2)."""
    # The hooks that os.fork runs: locks taken and made anew, random numbers seeded anew. From
    # Python 3.13 on none of them may be left out.
    ctypes.pythonapi.PyOS_BeforeFork()
    pid = _libc.syscall(_CLONE, flags | signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
    else:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
    return _check(pid, "clone")


def mount(source, target, kind, flags, options=None):
    """All but the flags are bytes or None. See mount(2)."""
    _check(_libc.mount(source, target, kind, flags, options), "mount")


def prctl(option, value, third=None):
    _check(_libc.prctl(option, value, third, None, None), "prctl")


def drop_capabilities():
    """Gives up every capability; without new privileges none comes back. See capset(2)."""
    _check(_libc.capset(_CAPABILITY_HEADER, _NO_CAPABILITIES), "capset")
