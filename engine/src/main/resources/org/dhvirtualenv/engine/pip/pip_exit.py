"""Ends an interpreter without taking apart what it has in memory, where nobody can tell.

With the modules of pip or setuptools that takes as long as an installation, above all in a copy of a process, which has to
copy each page of memory of which it takes something apart.
"""

import atexit
import gc
import os
import sys

# What keeps written bytes in memory.
KEEPERS = tuple(type(file) for file in (sys.__stdout__, getattr(sys.__stdout__, "buffer", None)) if file)


def set_aside():
    """Lets the collector of garbage leave alone what is there now, so that copies share it (gc.freeze)."""
    if hasattr(gc, "freeze"):
        gc.freeze()


def run(code, names):
    """Runs code and ends."""
    try:
        exec(code, names)
        leave()
    finally:
        if hasattr(gc, "unfreeze"):
            gc.unfreeze()  # or the interpreter would not end what was set aside


def leave():
    """Ends with status 0 if that makes no difference; returns otherwise, and the interpreter ends as it always does."""
    if not KEEPERS or not hasattr(gc, "freeze") or foreign() or not alone():
        return
    atexit._run_exitfuncs()
    if open_files():
        return
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)


def alone():
    """Returns whether this process has a single thread, whoever started others (proc(5))."""
    return len(os.listdir("/proc/self/task")) == 1


def foreign():
    """Returns whether there is machine code that may have to end as well, but for that of the interpreter."""
    own = os.path.join(sys.base_prefix, sys.platlibdir, "python%d.%d" % sys.version_info[:2], "lib-dynload", "")
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        files = {line[line.index("/") :] for line in maps if line.endswith(".so\n")}
    return any(not file.startswith(own) for file in files)


def open_files():
    """Returns whether a file may have to be written yet; what was there before a copy was made is not looked at."""
    streams = [sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__]
    streams += [getattr(stream, "buffer", None) for stream in streams]
    files = [file for file in gc.get_objects() if type(file) in KEEPERS]
    return any(not any(file is stream for stream in streams) and not file.closed and file.writable() for file in files)
