"""Compiles modules to byte code that is the same wherever and whenever it is made.

Usage: module_compiler.py FLAGS

Standard input has two strings for each module, both ended by NUL: its path and the file name that
its code is to carry. The answer is one byte: 1 if there is byte code, 0 if the module does not
compile or the name of its byte code would be too long. FLAGS is the second word of the file, 1 or 3
for an unchecked or checked hash (PEP 552).

marshal marks an object for later reference if something else refers to it at that moment, which
depends on what else the process has interned. Here a reference to each object is held, so that
all of them are marked in every process.
"""

import sys

sys.path.pop(0)  # the directory of this file, in which nothing else is

import errno
import gc
import importlib.util
import marshal
import os


def parts(value, hold):
    """Holds value and everything in it."""
    hold(value)
    if isinstance(value, (tuple, frozenset)):
        for item in value:
            parts(item, hold)
    elif hasattr(value, "co_code"):
        hold(value.co_name)
        hold(getattr(value, "co_qualname", ""))
        hold(value.co_filename)
        for names in (value.co_names, value.co_varnames, value.co_freevars, value.co_cellvars):
            for name in names:
                hold(name)
        for item in value.co_consts:
            parts(item, hold)


def write(target, content):
    """Writes a new file, also if there is one, which may have other names or be a link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        file = os.open(target, flags, 0o644)
    except FileExistsError:
        os.unlink(target)
        file = os.open(target, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        file = os.open(target, flags, 0o644)
    with open(file, "wb") as out:
        out.write(content)


def compile_module(path, name, header):
    """Writes the byte code of one module and returns whether there is some."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        code = compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return False
    held = []
    parts(code, held.append)
    content = header + importlib.util.source_hash(source) + marshal.dumps(code)
    try:
        write(importlib.util.cache_from_source(path), content)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False
    return True


def strings(stream):
    """Yields what the NULs in stream end."""
    rest = b""
    while True:
        block = os.read(stream, 65536)
        if not block:
            return
        *complete, rest = (rest + block).split(b"\0")
        yield from complete


def main(flags):
    """Answers until there are no more modules."""
    gc.disable()  # nothing here refers to itself, and each module is done with at once
    os.umask(0o022)
    header = importlib.util.MAGIC_NUMBER + int(flags).to_bytes(4, "little")
    asked = strings(0)
    for path in asked:
        done = compile_module(os.fsdecode(path), os.fsdecode(next(asked)), header)
        os.write(1, b"1" if done else b"0")


main(sys.argv[1])
