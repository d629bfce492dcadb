"""Lets the hooks of a build (PEP 517) run in copies of one process that has read the back end.

pip starts an interpreter for each hook, three for a wheel, and most of their time goes into importing the back end. Here
the first one stays, imports, and makes a copy of itself for each hook (pip_hook_server.py); the hook has the streams,
directory and variables that pip gives it, and leaves nothing to the next one. When pip starts anything else, such as
what installs more requirements, what comes next begins with nothing again; as does a back end that lies in the project, or
that has threads, which no copy has.

That interpreter starts when pip begins to install what the back end needs, and reads modules of the standard library
meanwhile. Only then is the environment of the hooks known, which it gets as if it had been started in it.
"""

import array
import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys

import __pip_again__

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.path.join(HERE, "__pip_hook_server__.py")

# A directory with a sitecustomize that does nothing: that of the hooks has its turn later.
NOTHING = os.path.join(HERE, "__pip_nothing__")

# Variables by which pip names the back end, by its version, and how all begin that it has for hooks; another one says that
# the back end lies in the project.
BACKEND = ("_PYPROJECT_HOOKS_BUILD_BACKEND", "PEP517_BUILD_BACKEND")
FOR_HOOKS = ("_PYPROJECT_HOOKS_", "PEP517_")

# Variables that an interpreter can get later.
LATER = ("PATH", "PYTHONPATH", *BACKEND)

# The server that waits or runs.
server = None


class Server:
    """A process that makes copies of itself."""

    def __init__(self, environ):
        os.makedirs(NOTHING, exist_ok=True)
        with open(os.path.join(NOTHING, "sitecustomize.py"), "a", encoding="utf-8"):
            pass
        self.settings = settings(environ)
        self.purpose = None
        self.socket, other = socket.socketpair()
        with other:
            self.process = subprocess.Popen(
                [sys.executable, SERVER, str(other.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**environ, "PYTHONPATH": NOTHING},
                pass_fds=[other.fileno()],
            )

    def serve(self, purpose):
        """Tells it what it is for; only once."""
        self.purpose = purpose
        message = json.dumps(purpose).encode()
        with contextlib.suppress(OSError):  # who has ended makes no copies
            self.socket.sendall(b"%d\n%b" % (len(message), message))

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


def settings(environ):
    """Returns the variables that an interpreter must have from the start."""
    return {name: value for name, value in environ.items() if name not in LATER}


def installs(arguments):
    """Says whether pip starts itself to install what a back end needs."""
    return arguments[0] == sys.executable and "install" in arguments and "--prefix" in arguments


def served(arguments, options):
    """Returns options for subprocess.Popen by which a hook runs in a copy; unchanged ones for anything else."""
    global server
    environ = options.get("env") or {}
    named = [name for name in environ if name.startswith(FOR_HOOKS)]
    known = len(named) == 1 and named[0] in BACKEND and os.pathsep not in environ.get("PYTHONPATH", "/")
    words = isinstance(arguments, (list, tuple)) and arguments and hasattr(socket, "recv_fds")
    hook = known and words and len(arguments) == 4 and arguments[1].endswith("_in_process.py")
    if not hook or arguments[0] != sys.executable:
        end()
        if words and installs(arguments):
            server = Server({**os.environ, "PYTHONNOUSERSITE": "1"})  # as pip will have it for hooks
        return options
    purpose = [arguments[1], environ[named[0]], environ, options.get("cwd")]
    if server is None or server.settings != settings(environ) or server.purpose not in (None, purpose):
        end()
        server = Server(environ)
    if server.purpose is None:
        server.serve(purpose)
    return {**options, "preexec_fn": lambda: server.run(arguments)}


@atexit.register
def end():
    """Ends the server, if there is one."""
    global server
    ended, server = server, None
    if ended:
        ended.close()


def forget():
    """Knows nothing any more of the server of the process that this one is a copy of."""
    global server
    if server:
        server.socket.detach()
    server = None
