"""Lets pip remember what it finds out again and again: a third of the time that it needs to decide.

It opens each wheel three times, for its requirements, for its report and for what it prints, and makes the list of tags
that the machine supports anew for each distribution. Old ones parse requirements, most of which are for extras that
nobody asks for, with a library that takes a millisecond for each.
"""

import functools
import importlib.util
import os
import sys

import __pip_later__
import __pip_markers__


def improve(library):
    """Changes the pip in a directory before it reads its other modules; one that is made otherwise stays so."""
    sys.path.insert(0, library)
    try:
        from pip._internal import metadata
        from pip._internal.utils import compatibility_tags

        if hasattr(compatibility_tags.get_supported, "__wrapped__"):
            return  # by the pip of which this one is a copy
        metadata.get_wheel_distribution = once(metadata.get_wheel_distribution, wheel_key)
        compatibility_tags.get_supported = once(compatibility_tags.get_supported, repr)
        if importlib.util.find_spec("pip._vendor.pyparsing") and not __pip_later__.reads_metadata_with_it():
            from pip._internal.metadata.importlib import _dists

            _dists.Distribution.iter_dependencies = sparing(_dists.Distribution.iter_dependencies, _dists.Requirement)
    except (ImportError, AttributeError):
        pass
    finally:
        sys.path.remove(library)


def once(function, key):
    """Returns a function that calls another one once for each key that its arguments have, if they have one."""
    known = {}

    @functools.wraps(function)
    def remembering(*arguments, **options):
        found = key((arguments, options))
        if found is None:
            return function(*arguments, **options)
        if found not in known:
            known[found] = function(*arguments, **options)
        return known[found]

    return remembering


def wheel_key(given):
    """Returns what the distribution in a wheel depends on; nothing if the wheel is no file."""
    arguments, options = given
    if options or len(arguments) != 2 or type(arguments[0]).__name__ != "FilesystemWheel":
        return None
    wheel, name = arguments
    status = os.stat(wheel.location)
    return wheel.location, name, status.st_ino, status.st_size, status.st_mtime_ns


def sparing(dependencies, parse):
    """Returns a function for the dependencies of a distribution that parses only what may count."""

    def iter_dependencies(self, extras=()):
        if extras:
            yield from dependencies(self, extras)
            return
        for text in self.metadata.get_all("Requires-Dist", []):
            if not __pip_markers__.ONLY_EXTRA.fullmatch(text.partition(";")[2]):
                requirement = parse(text)
                if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
                    yield requirement

    return iter_dependencies
