"""Lets pip read some of its modules only when it uses what is in them, which in most builds is never.

They are two fifths of what pip would compile and of the time that it would need to begin: what guesses encodings, paints
tracebacks and progress, knows emojis and scripts, waits in coroutines, packs messages and looks into eggs.
"""

import importlib
import os
import re
import sys
import types

# Modules of pip._vendor; pip of another version may not have them.
LATER = (
    "chardet",
    "idna",
    "msgpack",
    "pkg_resources",
    "rich._emoji_codes",
    "rich.progress",
    "rich.traceback",
    "tenacity._asyncio",
)

# Those whose version somebody compares.
COMPARED = ("chardet",)

# What is asked of their members by a name that begins with two underscores.
USED = ("__getitem__",)

VERSION = re.compile(r"^__version__ = [\"'](\d+(?:\.\d+)+)[\"']$", re.MULTILINE)


class Module(types.ModuleType):
    """Stands for a module that has not been read."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)  # what whoever imports it looks for
        return Member(self, name) if unread(self) else now(self, name)


class Member:
    """Stands for something in such a module until it is used."""

    def __init__(self, module, name):
        self._later = module, name

    def __getattr__(self, name):
        if name.startswith("__") and name not in USED:
            raise AttributeError(name)  # what typing looks for
        return getattr(now(*self._later), name)

    def __call__(self, *arguments, **options):
        return now(*self._later)(*arguments, **options)

    def __instancecheck__(self, instance):
        return isinstance(instance, now(*self._later))


def unread(module):
    """Returns whether nothing has taken the place of a module."""
    return sys.modules.get(module.__name__) is module


def now(module, name):
    """Reads a module and returns what is in it."""
    if unread(module):
        del sys.modules[module.__name__]
    return getattr(importlib.import_module(module.__name__), name)


def put_off(library):
    """Puts off the modules that the pip in a directory has."""
    for name in LATER:
        if name == "pkg_resources" and reads_metadata_with_it():
            continue
        place = os.path.join(library, "pip", "_vendor", *name.split("."))
        module = Module("pip._vendor." + name)
        if os.path.isdir(place):
            module.__path__ = [place]
            version = version_of(place)
            if version is None and name in COMPARED:
                continue
            module.__version__ = version
        elif not os.path.exists(place + ".py"):
            continue
        sys.modules[module.__name__] = module


def reads_metadata_with_it():
    """Returns whether pip uses pkg_resources for more than eggs (pip/_internal/metadata/__init__.py)."""
    import importlib.metadata  # which takes longer than all that pip_compiler.py imports

    chosen = getattr(importlib.metadata, "_PIP_USE_IMPORTLIB_METADATA", sys.version_info >= (3, 11))
    return "_PIP_USE_IMPORTLIB_METADATA" in os.environ or not chosen


def version_of(package):
    """Returns the version of a package, which those who import it compare; nothing if it does not say."""
    try:
        with open(os.path.join(package, "version.py"), encoding="utf-8") as file:
            found = VERSION.search(file.read())
    except OSError:
        return None
    return found and found.group(1)
