"""Compiles the modules of the pip in a directory, on all processors, for the pips that will run from there at once.

Usage: pip_compiler.py DIRECTORY PREFIX

PREFIX is where they will look for byte code (PYTHONPYCACHEPREFIX).
"""

import os
import py_compile
import sys

# What pip has and does not import, or not at once (pip_later.py), when it decides, fetches and builds.
IDLE = {"_securetransport", "chardet", "colorama", "diagram", "legacy", "pygments", "webencodings", "tests"}
IDLE_MODULES = {
    "_asyncio.py",
    "_emoji_codes.py",
    "_inspect.py",
    "_win32_console.py",
    "layout.py",
    "prompt.py",
    "pyopenssl.py",
    "securetransport.py",
    "syntax.py",
    "traceback.py",
    "tree.py",
    "typing_extensions.py",
    "uts46data.py",
}

# Of what is in a directory, only this is imported.
USED = {"distlib": {"__init__.py", "compat.py", "resources.py", "scripts.py", "util.py"}}


def modules(directory):
    """Returns the modules, the largest first."""
    found = []
    for place, below, names in os.walk(directory):
        below[:] = [name for name in below if name not in IDLE]
        used = USED.get(os.path.basename(place), names)
        found += [
            os.path.join(place, name)
            for name in names
            if name.endswith(".py") and name in used and name not in IDLE_MODULES
        ]
    return sorted(found, key=lambda module: (-os.path.getsize(module), module))


def work(share):
    """Compiles; what cannot be compiled or written will be compiled by whoever imports it."""
    for module in share:
        try:
            py_compile.compile(module, doraise=True)
        except (OSError, SyntaxError, ValueError, py_compile.PyCompileError):
            pass


def main():
    sys.pycache_prefix = sys.argv[2]
    found = modules(sys.argv[1])
    processors = len(os.sched_getaffinity(0))
    children = []
    for number in range(1, processors):
        child = os.fork()
        if not child:
            work(found[number::processors])
            os._exit(0)
        children.append(child)
    work(found[::processors])
    for child in children:
        os.waitpid(child, 0)


main()
