"""Compiles the modules of a tree to byte code that is the same wherever and whenever it is made.

Usage: byte_compiler.py TREE PLACE FLAGS [WORKER WORKERS]

File names in the code begin with PLACE instead of TREE. FLAGS is the second word of the file, 1 or
3 for an unchecked or checked hash (PEP 552). Modules that do not compile are left out.

marshal marks an object for later reference if something else refers to it at that moment, which
depends on what else the process has interned. Here a reference to each object is held, so that
all of them are marked in every process.
"""

import importlib.util
import marshal
import os
import subprocess
import sys


def parts(value, held):
    """Adds value and everything in it to held."""
    held.append(value)
    if isinstance(value, (tuple, frozenset)):
        for item in value:
            parts(item, held)
    elif hasattr(value, "co_code"):
        names = (value.co_name, getattr(value, "co_qualname", ""), value.co_filename)
        for item in names + value.co_names + value.co_varnames + value.co_freevars + value.co_cellvars:
            held.append(item)
        for item in value.co_consts:
            parts(item, held)


def compile_module(path, name, flags):
    """Writes the byte code of one module."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        code = compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return
    held = []
    parts(code, held)
    target = importlib.util.cache_from_source(path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(importlib.util.MAGIC_NUMBER)
        file.write(flags.to_bytes(4, "little"))
        file.write(importlib.util.source_hash(source))
        file.write(marshal.dumps(code))


def modules(tree):
    """Returns the paths of all modules in an order that does not depend on the file system."""
    found = []
    for directory, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(directory, name)
            if name.endswith(".py") and os.path.isfile(path):
                found.append(path)
    return sorted(found)


def main(tree, place, flags, worker="", workers=""):
    """Compiles everything, or as a worker its share."""
    if worker:
        for path in modules(os.path.join(tree, "lib"))[int(worker) :: int(workers)]:
            compile_module(path, place + path[len(tree) :], int(flags))
        return 0
    count = len(os.sched_getaffinity(0))
    command = [sys.executable, "-s", "-W", "ignore", __file__, tree, place, flags]
    started = [subprocess.Popen(command + [str(i), str(count)]) for i in range(count)]
    return max([abs(process.wait()) for process in started])


sys.exit(main(*sys.argv[1:]))
