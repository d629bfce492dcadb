"""Keeps what pip installs for isolated builds, so that the next one with the same tools need not wait.

pip makes a new environment each time that it asks a back end for something (PEP 517): twice for a
source distribution, once to resolve and once to build. It starts itself to install the tools, with
the same arguments but for the place; what the first start has installed is copied to the others.

Whoever wants to have the tools as well is told which requirements there were and what pip chose.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sys

# A private directory of this build.
HOME = "DH_PIP_BUILD_TOOLS"

# The names of what the pips that have started this one are making.
HELD = "DH_PIP_BUILD_HELD"

# A directory that gets, for each environment, a file with its requirements and pip's report.
REPORTS = "DH_PIP_BUILD_REPORTS"

# Of tools few modules are used, which Python compiles then; and whether tools that are alone contradict what is
# installed is no question. Both take longer than the installation.
NEEDLESS = ["--no-compile", "--no-warn-conflicts"]


def places(arguments, environ):
    """Returns where pip is to install and where that is kept; nothing if it does something else."""
    if arguments[:1] != ["install"] or "--prefix" not in arguments or HOME not in environ:
        return None
    at = arguments.index("--prefix")
    what = arguments[:at] + arguments[at + 2 :]
    settings = sorted(item for item in environ.items() if item[0].startswith("PIP_"))
    key = hashlib.sha256(repr((what, settings)).encode()).hexdigest()
    return arguments[at + 1], os.path.join(environ[HOME], key)


def report(arguments, place, key):
    """Notes the requirements of an environment, and makes pip write its report."""
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, key + ".requirements"), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in arguments[arguments.index("--") + 1 :])
    sys.argv.insert(2, "--report=" + os.path.join(place, key + ".json"))


def run(arguments, environ, install):
    """Calls install unless what it would install is there, or is being made by a pip that runs at the same time."""
    found = places(arguments, environ)
    with alone(found, environ):
        if found and os.path.isdir(found[1]):
            shutil.copytree(found[1], found[0], symlinks=True, dirs_exist_ok=True)
            return
        if found and REPORTS in environ:
            report(arguments, environ[REPORTS], os.path.basename(found[1]))
        if found:
            sys.argv[2:2] = NEEDLESS
        try:
            install()
        except SystemExit as end:
            if found and not end.code and os.path.isdir(found[0]):
                keep(*found)
            raise


@contextlib.contextmanager
def alone(found, environ):
    """Waits until no other process makes the same; what it starts itself does not wait for it."""
    held = environ.get(HELD, "").split()
    key = os.path.basename(found[1]) if found else ""
    if not found or key in held:
        yield
        return
    os.makedirs(os.path.dirname(found[1]), exist_ok=True)
    with open(found[1] + ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        environ[HELD] = " ".join([*held, key])
        yield


def keep(made, home):
    """Copies what was made; it appears whole or not at all."""
    fresh = f"{home}.{os.getpid()}"
    shutil.copytree(made, fresh, symlinks=True)
    os.rename(fresh, home)
