"""Imports a module and tells what was looked for in vain meanwhile.

Usage: python3 -I -c IMPORTER MODULE

A line that begins with the unit separator names one such thing: its kind, a tab and its name.
"""

import importlib
import os
import sys
import traceback

absent = {}


def look(event, arguments):
    """Notes files and programs that are about to be used and are not there."""
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith("/"):
        if not os.path.lexists(arguments[0]):
            absent["file\t" + arguments[0]] = None
    elif event == "ctypes.dlopen" and isinstance(arguments[0], str):
        if arguments[0].startswith("/") and not os.path.lexists(arguments[0]):
            absent["file\t" + arguments[0]] = None
    elif event == "subprocess.Popen" and isinstance(arguments[0], str):
        name = arguments[0]
        places = [name] if "/" in name else [os.path.join(d, name) for d in os.get_exec_path()]
        if not any(map(os.path.lexists, places)):
            absent["program\t" + name] = None


def watch():
    """Notes libraries that ctypes does not find by their names."""
    import ctypes.util

    find = ctypes.util.find_library

    def find_library(name):
        noted = set(absent)
        found = find(name)
        for tool in set(absent) - noted:
            del absent[tool]  # compilers that it asks, which users need not have
        if found is None:
            absent["library\t%s" % name] = None
        return found

    ctypes.util.find_library = find_library


def main(module):
    """Ends with status 0 if the module can be imported, and does not wait for its threads."""
    try:
        watch()
    except ImportError:
        pass  # an interpreter without ctypes has nothing to look for either
    sys.addaudithook(look)
    status = 0
    try:
        importlib.import_module(module)
    except BaseException:
        status = 1
        traceback.print_exc()
    sys.stdout.flush()
    for line in absent:
        print("\x1f" + line.replace("\n", " "))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


main(sys.argv[1])
