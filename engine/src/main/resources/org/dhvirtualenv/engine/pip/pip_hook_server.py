"""Makes a copy of itself for each hook (PEP 517) that it is asked for, with the back end imported; see pip_hooks.py.

Usage: pip_hook_server.py SOCKET

First comes what the hooks have in common: the length of a text in JSON, on a line, and that, with the script that runs
hooks, the back end, the variables and the directory. A request is the name of the hook and its directory, between them
NUL, with three descriptors. The answer is "+", when the copy is made, and then, on a line, its status; or nothing, if there
can be none.
"""

import contextlib
import importlib
import json
import os
import select
import site
import socket
import sys

import __pip_exit__

# Modules of the standard library that setuptools imports, with all that they import.
COMMON = (
    "configparser",
    "email.headerregistry",
    "email.message",
    "email.parser",
    "gettext",
    "importlib.metadata",
    "importlib.resources",
    "ipaddress",
    "logging",
    "platform",
    "tempfile",
    "tokenize",
    "urllib.request",
    "zipfile",
)


def purpose(connection):
    """Returns what the hooks have in common, and reads no byte of what comes then."""
    with connection.makefile("rb", buffering=0) as file:
        size = int(file.readline())
    return json.loads(connection.recv(size, socket.MSG_WAITALL))


def change(script, environ, directory):
    """Makes this process one that was started with the script, variables and directory, by the rules of module site."""
    if sys.path[1] != os.environ["PYTHONPATH"]:
        raise ValueError(sys.path)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(directory or ".")
    sys.path[:2] = [os.path.dirname(script), *([environ["PYTHONPATH"]] if "PYTHONPATH" in environ else [])]
    sys.modules.pop("sitecustomize", None)
    importlib.invalidate_caches()
    site.execsitecustomize()


def read(backend):
    """Imports the back end; returns what that printed, and whether this process can be copied."""
    file = os.memfd_create("printed")
    os.dup2(file, 1)
    os.dup2(file, 2)
    importlib.import_module(backend.partition(":")[0])
    sys.stdout.flush()
    sys.stderr.flush()
    return os.pread(file, os.fstat(file).st_size, 0), __pip_exit__.alone()


def hook(connection, printed):
    """Returns, in a copy, the words of a request; nothing when there are no more. The first copy prints something."""
    while True:
        message, streams, _, _ = socket.recv_fds(connection, 65536, 3)
        if len(streams) < 3:
            return None
        copy = os.fork()
        if not copy:
            connection.close()
            for stream, other in enumerate(streams):
                os.dup2(other, stream)
                os.close(other)
            sys.stdout.buffer.write(printed)
            sys.stdout.flush()
            return message.decode().split("\0")
        for stream in streams:
            os.close(stream)
        printed = b""
        connection.sendall(b"+")
        _, status = os.waitpid(copy, 0)
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def main():
    """Returns in copies alone; whatever fails before will fail again where it is seen."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    for module in COMMON:
        if select.select([connection], [], [], 0)[0]:
            break  # who waits for it now may need less
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    try:
        script, backend, environ, directory = purpose(connection)
        change(script, environ, directory)
        printed, alone = read(backend)
        __pip_exit__.set_aside()
        words = alone and hook(connection, printed)
    except Exception:
        words = None
    if not words:
        os._exit(0)
    sys.argv[:] = [script, *words]
    importlib.invalidate_caches()
    return script


if __name__ == "__main__":
    __file__ = main()
    with open(__file__, "rb") as file:
        __pip_exit__.run(compile(file.read(), __file__, "exec"), globals())
