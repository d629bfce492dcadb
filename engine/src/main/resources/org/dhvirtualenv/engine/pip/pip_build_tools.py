"""Keeps what pip installs for isolated builds, so that the next one with the same tools need not wait.

pip makes a new environment each time that it asks a back end for something (PEP 517): twice for a
source distribution, once to resolve and once to build. It starts itself to install the tools, with
the same arguments but for the place; what the first start has installed, the others get as hard links, which cost much
less than new files. If a build has written to one of them, there is nothing to get any more.

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

# Of tools few modules are used, which Python compiles then; whether tools that are alone contradict what is installed is
# no question; and nobody sees a progress bar. Each of it takes as long as the installation.
NEEDLESS = ["--no-compile", "--no-warn-conflicts", "--progress-bar=off"]


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
            if unchanged(found[1]):
                copy(found[1], found[0])
                return
            shutil.rmtree(found[1])
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
    """Keeps what was made; it appears whole or not at all."""
    fresh = f"{home}.{os.getpid()}"
    copy(made, fresh)
    with open(home + ".files", "w", encoding="utf-8") as file:
        file.write(files_of(fresh))
    os.rename(fresh, home)


def unchanged(home):
    """Says whether what is kept is as it was; a link shares its file with builds."""
    with open(home + ".files", encoding="utf-8") as file:
        return file.read() == files_of(home)


def files_of(tree):
    """Returns a text that is another one if somebody has written to a file."""
    places = sorted(os.path.join(place, name) for place, _, names in os.walk(tree) for name in names)
    states = [(os.path.relpath(place, tree), os.lstat(place)) for place in places]
    return repr([(place, state.st_size, state.st_mtime_ns) for place, state in states])


def copy(tree, place):
    """Copies a tree into a directory."""
    shutil.copytree(tree, place, symlinks=True, dirs_exist_ok=True, copy_function=link)


def link(file, place):
    """Links a file, or copies it where there are no links."""
    try:
        os.link(file, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, place)
