"""Lets a program of ours see another machine than the one it runs on: one without a network, or of another kind.

pip can be told for which interpreter and platform it chooses wheels, but it evaluates markers (PEP 508) and
Requires-Python for the interpreter that runs it.
"""

import importlib.util
import os
import platform
import socket
import sys

# What is used instead of a network, for messages; the pips that pip starts have none either.
OFFLINE = "DH_PIP_OFFLINE"

# A version of Python and a machine as platform.machine() writes it; not for the pips that pip starts, since what these
# get runs here.
TARGET = "DH_PIP_TARGET"

# The module with which a system says which manylinux tags it supports (PEP 600).
PROMISES = "_manylinux"


def change(environ):
    """Changes what pip finds out; returns whether that is the same for the pips that it starts."""
    if importlib.util.find_spec(PROMISES) is None:
        sys.modules[PROMISES] = None  # it is looked for with each tag of each wheel
    if environ.get(OFFLINE):
        cut_off(environ[OFFLINE])
    version = pretend(environ)
    if version:
        require(version)
    return version is None


def cut_off(instead):
    """Refuses every connection, whatever index a requirements file or a URL names."""

    def refuse(*_arguments, **_options):
        raise OSError(f"no network is used: everything has to come from '{instead}'")

    socket.getaddrinfo = refuse
    socket.socket.connect = refuse


def pretend(environ):
    """Gives markers the answers of another interpreter of Python and of another machine; returns its version."""
    target = environ.pop(TARGET, None)
    if not target:
        return None
    version, machine = target.split()
    parts = (version.split(".") + ["0", "0"])[:3]
    platform.python_version = lambda: ".".join(parts)
    platform.python_version_tuple = lambda: tuple(parts)
    platform.machine = lambda: machine
    return tuple(map(int, parts))


def require(version):
    """Makes pip compare Requires-Python with a version; "pip install" does not hand it on to its resolver."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from pip._internal.resolution.resolvelib.candidates import RequiresPythonCandidate

    del sys.path[0]
    create = RequiresPythonCandidate.__init__
    RequiresPythonCandidate.__init__ = lambda self, _: create(self, version)
