"""Compiles modules to byte code that is the same wherever and whenever it is made.

Usage: module_compiler.py FLAGS [CACHE]

Standard input has two strings for each module, both ended by NUL: its path and the file name that
its code is to carry. The answer is one byte: 1 if there is byte code, 0 if the module does not
compile or the name of its byte code would be too long. FLAGS is the second word of the file, 1 or 3
for an unchecked or checked hash (PEP 552). CACHE is a directory for byte code of other builds.

marshal marks an object for later reference if something else refers to it at that moment, which
depends on what else the process has interned. Here a reference to each object is held, so that
all of them are marked in every process.
"""

import sys

here = sys.path.pop(0)  # modules of what is compiled have no say

import errno
import functools
import gc
import importlib.util
import marshal
import os

Code = type(compile("", "", "exec"))


def parts(code, held):
    """Adds a code object and everything in it to what is held."""
    held += (code, code.co_name, getattr(code, "co_qualname", ""), code.co_filename)
    held += code.co_names
    held += code.co_varnames
    held += code.co_freevars
    held += code.co_cellvars
    constants(code.co_consts, held)


def constants(values, held):
    """Adds values, of which some may have parts."""
    held += values
    for value in values:
        if isinstance(value, (tuple, frozenset)):
            constants(value, held)
        elif isinstance(value, Code):
            parts(value, held)


def read(path):
    """Returns the content of a file."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(file).st_size
        blocks = []
        while True:  # to the end, whatever its size was
            block = os.read(file, size + 1)
            if not block:
                return b"".join(blocks)
            blocks.append(block)
    finally:
        os.close(file)


def write(target, content):
    """Writes a new file, also if there is one, which may have other names or be a link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        file = os.open(target, flags, 0o644)
    except FileExistsError:
        os.unlink(target)
        file = os.open(target, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        file = os.open(target, flags, 0o644)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def byte_code(source, name, header):
    """Returns the byte code of a source; nothing if it does not compile."""
    try:
        code = compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return None
    held = []
    parts(code, held)
    return header + importlib.util.source_hash(source) + marshal.dumps(code)


def kept_byte_code(source, name, header, cache):
    """Returns the same, compiled by this build or by another one."""
    place = cache.place(source, name)
    content = cache.get(place)
    if content is None:
        content = byte_code(source, name, header)
        if content is not None:
            cache.put(place, content)
    return content


def compile_module(path, name, make):
    """Writes the byte code of one module and returns whether there is some."""
    content = make(read(path), name)
    if content is None:
        return False
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


def maker(flags, directory):
    """Returns what makes byte code of a source and a name."""
    header = importlib.util.MAGIC_NUMBER + int(flags).to_bytes(4, "little")
    if not directory:
        return functools.partial(byte_code, header=header)
    sys.path.insert(0, here)
    from code_cache import Cache

    del sys.path[0]
    cache = Cache(directory[0], flags)
    cache.prune()
    return functools.partial(kept_byte_code, header=header, cache=cache)


def main(flags, *directory):
    """Answers until there are no more modules."""
    gc.disable()  # nothing here refers to itself, and each module is done with at once
    os.umask(0o022)
    make = maker(flags, directory)
    asked = strings(0)
    for path in asked:
        done = compile_module(os.fsdecode(path), os.fsdecode(next(asked)), make)
        os.write(1, b"1" if done else b"0")


main(*sys.argv[1:])
