"""Turns seccomp.json, in the format that container engines read, into a filter for this kernel,
with libseccomp."""

import ctypes
import json
import os

import libc

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_MASKED_EQUAL = 7


class _Argument(ctypes.Structure):
    _fields_ = [
        ("index", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("mask", ctypes.c_uint64),
        ("value", ctypes.c_uint64),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def compile_profile(path):
    """The profile's filter, ready to be installed: a pointer to classic BPF."""
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    with open(path) as file:
        profile = json.load(file)
    context = ctypes.c_void_p(library.seccomp_init(_action(profile, "default")))
    for rule in profile["syscalls"]:
        arguments = (_Argument * len(rule.get("args", [])))(*map(_argument, rule.get("args", [])))
        for name in rule["names"]:
            number = library.seccomp_syscall_resolve_name(name.encode())
            if number >= 0:  # Negative: this architecture has no such call.
                library.seccomp_rule_add_array(
                    context, _action(rule, ""), number, len(arguments), arguments
                )
    code = _export(library, context)
    return ctypes.pointer(_Program(len(code) // 8, code))


def _action(rule, prefix):
    if rule["defaultAction" if prefix else "action"] == "SCMP_ACT_ALLOW":
        return _ALLOW
    return _ERRNO | rule["defaultErrnoRet" if prefix else "errnoRet"]


def _argument(argument):
    if argument["op"] != "SCMP_CMP_MASKED_EQ":
        raise ValueError(f"comparison {argument['op']} is unknown; allowed: SCMP_CMP_MASKED_EQ")
    return (argument["index"], _MASKED_EQUAL, argument["value"], argument.get("valueTwo", 0))


def _export(library, context):
    file = os.memfd_create("filter")
    try:
        if library.seccomp_export_bpf(context, file) != 0:
            raise OSError("libseccomp could not write the filter")
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, 1 << 20)
    finally:
        os.close(file)
        library.seccomp_release(context)


def install(program):
    """Puts this process and all that it starts under a filter, for good."""
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    libc.prctl(libc.PR_SET_SECCOMP, libc.SECCOMP_MODE_FILTER, program)
