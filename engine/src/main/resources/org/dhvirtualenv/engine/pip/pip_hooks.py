"""Lets the hooks of a build (PEP 517) run in copies of one process that has read the back end.

pip starts an interpreter for each hook, three for a wheel, and most of their time goes into importing the back end. Here
the first one stays, imports, and makes a copy of itself for each hook (pip_hook_server.py); the hook has the streams,
directory and variables that pip gives it, and leaves nothing to the next one. When pip starts anything else, such as
what installs more requirements, what comes next begins with nothing again; as does a back end that lies in the project, or
that has threads, which no copy has.
"""

import array
import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys

import __pip_again__

SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "__pip_hook_server__.py")

# Variables by which pip names the back end, by its version, and how all begin that it has for hooks; another one says that
# the back end lies in the project.
BACKEND = ("_PYPROJECT_HOOKS_BUILD_BACKEND", "PEP517_BUILD_BACKEND")
FOR_HOOKS = ("_PYPROJECT_HOOKS_", "PEP517_")

# The server that runs, with what it was started for.
running = None


class Server:
    """A process that makes copies of itself."""

    def __init__(self, script, backend, environ, directory):
        self.purpose = script, environ, directory
        self.socket, other = socket.socketpair()
        with other:
            self.process = subprocess.Popen(
                [sys.executable, SERVER, str(other.fileno()), script, backend],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environ,
                cwd=directory,
                pass_fds=[other.fileno()],
            )

    def close(self):
        """Ends the process."""
        self.socket.close()
        self.process.wait()

    def run(self, arguments):
        """Is called in what is to become a hook; returns if it has to run alone, since there can be no copy."""
        message = "\0".join(arguments[2:]).encode()
        try:
            streams = socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", range(3))
            self.socket.sendmsg([message], [streams], socket.MSG_NOSIGNAL)
            begun = self.socket.recv(1)
        except OSError:
            return
        if not begun:
            return
        __pip_again__.close(self.socket.fileno())
        answer = self.socket.makefile("rb").readline()
        if not answer.endswith(b"\n"):
            os._exit(1)
        status = int(answer)
        if status < 0:
            with contextlib.suppress(OSError):  # nobody can catch SIGKILL
                signal.signal(-status, signal.SIG_DFL)
            os.kill(os.getpid(), -status)
        os._exit(status)


def served(arguments, options):
    """Returns options for subprocess.Popen by which a hook runs in a copy; unchanged ones for anything else."""
    global running
    environ = options.get("env") or {}
    named = [name for name in environ if name.startswith(FOR_HOOKS)]
    known = len(named) == 1 and named[0] in BACKEND and hasattr(socket, "recv_fds")
    words = isinstance(arguments, (list, tuple)) and len(arguments) == 4
    if not known or not words or arguments[0] != sys.executable or not arguments[1].endswith("_in_process.py"):
        end()
        return options
    purpose = arguments[1], environ, options.get("cwd")
    if running is None or running.purpose != purpose:
        end()
        running = Server(arguments[1], environ[named[0]], environ, options.get("cwd"))
    return {**options, "preexec_fn": lambda: running.run(arguments)}


@atexit.register
def end():
    """Ends the server, if one runs."""
    global running
    ended, running = running, None
    if ended:
        ended.close()
