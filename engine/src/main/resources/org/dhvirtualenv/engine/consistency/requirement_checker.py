"""Lists what the distributions of a virtualenv require and do not find, by the rules of `pip check`.

The interpreter of the virtualenv runs it, isolated and without site, because markers ask for that interpreter and
no code of what is installed may run. It has three arguments: a directory with pip, whose vendored library
"packaging" evaluates versions and markers (PEP 440, PEP 508), the virtualenv, and its site-packages directory.

A row has name and version of the distribution, its requirement, the version that is there, and "system" if that is
not in the virtualenv, separated by tabs; no version if nothing is there, "invalid" if the requirement is none.
"""

import os
import re
import site
import sys

sys.path.insert(0, sys.argv[1])
from pip.__pip_markers__ import ONLY_EXTRA  # noqa: E402

# A requirement without URL: reading it so takes a tenth of the time that old versions of the library take.
PLAIN = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(\(?)([^()@;\[]*)(\)?)\s*(?:;(.*))?")


class Distribution:
    def __init__(self, name, version, requirements, place):
        self.name = name
        self.version = version
        self.requirements = requirements
        self.place = place


def normalised(name):
    """Returns the form in which names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lines(path):
    """Returns the lines of a file; none if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []


def header(path):
    """Returns the fields of a metadata file, names in lower case, each with its values."""
    fields = {}
    last = None
    for line in lines(path):
        if not line.strip():
            break
        if line[0] in " \t" and last:
            last[-1] += " " + line.strip()
        else:
            key, _, value = line.partition(":")
            last = fields.setdefault(key.strip().lower(), [])
            last.append(value.strip())
    return fields


def legacy(path):
    """Returns what requires.txt of an .egg-info directory asks for without extras."""
    marker = ""
    for line in map(str.strip, lines(path)):
        if line.startswith("["):
            extra, _, marker = line.strip("[]").partition(":")
            marker = "extra == 'x'" if extra else marker
        elif line and not line.startswith("#"):
            yield f"{line} ; {marker}" if marker else line


def distribution(directory, entry, place):
    """Returns what an entry of a site-packages directory says to be installed; nothing if it says nothing."""
    path = os.path.join(directory, entry)
    if entry.endswith(".dist-info"):
        fields = header(os.path.join(path, "METADATA"))
        requirements = fields.get("requires-dist", [])
    elif entry.endswith(".egg-info"):
        fields = header(os.path.join(path, "PKG-INFO") if os.path.isdir(path) else path)
        requirements = list(legacy(os.path.join(path, "requires.txt")))
    else:
        return None
    if "name" not in fields or "version" not in fields:
        return None
    return Distribution(fields["name"][0], fields["version"][0], requirements, place)


def entries(directory):
    """Returns the names in a directory, sorted; none if it cannot be listed."""
    try:
        return sorted(os.listdir(directory))
    except OSError:
        return []


def additions(directory):
    """Returns the directories that .pth files add to sys.path, the code in them left alone."""
    for entry in entries(directory):
        if entry.endswith(".pth"):
            for line in lines(os.path.join(directory, entry)):
                path = os.path.join(directory, line.strip())
                if line.strip() and not line.startswith(("#", "import ", "import\t")) and os.path.isdir(path):
                    yield path


def installed(virtualenv, packages):
    """Returns all distributions that programs of the virtualenv see, the first of each name counting."""
    found = []
    directories = [(packages, "")]
    for line in lines(os.path.join(virtualenv, "pyvenv.cfg")):
        key, _, value = line.partition("=")
        if key.strip().lower() == "include-system-site-packages" and value.strip().lower() == "true":
            directories += [(directory, "system") for directory in site.getsitepackages()]
    for directory, place in directories:
        for each in (directory, *additions(directory)):
            found += filter(None, (distribution(each, entry, place) for entry in entries(each)))
    return found


# What markers were found to be, since many requirements have the same.
markers = {}


def wanted(text):
    """Returns the name and the versions that a requirement asks for here; nothing if it does not count here.

    The library is imported where it is needed, which takes longer than all the rest for what requires little.
    """
    match = PLAIN.fullmatch(text)
    if not match or bool(match.group(2)) != bool(match.group(4)):
        from pip._vendor.packaging.requirements import Requirement

        requirement = Requirement(text)
        counts = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        return (requirement.name, requirement.specifier) if counts else None
    name, _, versions, _, marker = match.groups()
    if marker and ONLY_EXTRA.fullmatch(marker):
        return None
    if marker and marker not in markers:
        from pip._vendor.packaging.markers import Marker

        markers[marker] = Marker(marker).evaluate({"extra": ""})
    if marker and not markers[marker]:
        return None
    from pip._vendor.packaging.specifiers import SpecifierSet

    return name, SpecifierSet(versions)


def contains(versions, version):
    """Returns whether a version that is installed is one of those asked for."""
    try:
        return versions.contains(version, prereleases=True)
    except ValueError:
        return False


def unmet(found):
    """Yields a row for each requirement that is not met."""
    there = {}
    for one in found:
        there.setdefault(normalised(one.name), one)
    for one in found:
        for text in [] if one.place else one.requirements:
            shown = " ".join(text.partition(";")[0].split())
            try:
                name, versions = wanted(text) or (None, None)
            except ValueError:  # InvalidRequirement, InvalidMarker and InvalidSpecifier are such
                yield one.name, one.version, " ".join(text.split()), "", "invalid"
                continue
            other = there.get(normalised(name)) if name else None
            if name and other is None:
                yield one.name, one.version, shown, "", ""
            elif name and not contains(versions, other.version):
                yield one.name, one.version, shown, other.version, other.place


for row in unmet(installed(*sys.argv[2:])):
    print(*(" ".join(field.split()) for field in row), sep="\t")
