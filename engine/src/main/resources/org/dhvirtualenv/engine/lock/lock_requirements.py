"""What the formats of lock files have in common: a selection that is written as lines for pip."""

import os
import urllib.parse

from lock_markers import ENVIRONMENT
from pip._internal.utils.compatibility_tags import get_supported
from pip._vendor import tomli
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

PYPI = ("https://pypi.org/simple", "https://pypi.python.org/simple")
PYTHON = ENVIRONMENT["python_full_version"].rstrip("+")

IGNORE = "--requirements=/dev/null"

# What pip takes for a hash (its FAVORITE_HASH and STRONG_HASHES).
STRONG = ("sha256", "sha384", "sha512")


class Refusal(Exception):
    """Nothing can be made of the lock file; says what is wrong and what to do."""

    def __init__(self, what, hint):
        super().__init__(what)
        self.what = what
        self.hint = hint


class Selection:
    """What is asked for, and what the lock file says that this is."""

    def __init__(self, lock, source, extras, groups, foreign=False):
        self.lock = os.path.realpath(lock)
        self.shown = os.path.basename(lock)
        self.directory = os.path.dirname(self.lock)
        self.source = os.path.realpath(source)
        self.extras = extras
        self.groups = groups
        self.lines = {True: {}, False: {}}
        self.options = []
        self.indexes = []
        self.omitted = None
        self.tags = None
        self.foreign = foreign

    def toml(self):
        """Returns the lock file, which is TOML."""
        return toml(self.lock)

    def project(self):
        """Returns pyproject.toml of the source directory; nothing if there is none."""
        path = os.path.join(self.source, "pyproject.toml")
        return toml(path) if os.path.isfile(path) else {}

    def is_source(self, path):
        """Returns whether a path in the lock file is the source directory."""
        return self.absolute(path) == self.source

    def absolute(self, path):
        """Returns a path in the lock file, which is relative to that."""
        return os.path.realpath(os.path.join(self.directory, path))

    def stale(self, why, renew):
        """Returns the error that the lock file is older than what it was made from."""
        return Refusal(f"'{self.shown}' is out of date: {why}", f"renew it with {renew}, or ignore it with {IGNORE}")

    def version(self, number, known, tool):
        """Refuses a format of another version."""
        if str(number).split(".")[0] not in known:
            raise Refusal(
                f"'{self.shown}' has version '{number}' of its format, which is not known",
                f"make it with {tool} that writes version {' or '.join(known)}",
            )

    def python(self, versions, what):
        """Refuses the interpreter if it is not one of some versions."""
        if versions and not any(contains(one, PYTHON) for one in versions):
            asked = " || ".join(map(str, versions))
            raise Refusal(
                f"{what} asks for Python '{asked}', and the interpreter is {PYTHON}",
                f"choose another one with --python, lock for this one, or ignore it with {IGNORE}",
            )

    def choose(self, what, asked, known):
        """Refuses extras or groups that do not exist; returns those that were asked for as they are spelled there."""
        spelled = {canonicalize_name(name): name for name in known}
        for name in asked:
            if canonicalize_name(name) not in spelled:
                there = ", ".join(sorted(known)) or "none"
                option = "extras" if what == "extra" else "dependency-group"
                raise Refusal(
                    f"'{self.shown}' knows no {what} '{name}'", f"correct --{option}; there are: {there}"
                )
        return [spelled[canonicalize_name(name)] for name in asked]

    def index(self, url):
        """Notes an index; a directory instead is one of wheels."""
        path = local(url)
        if path is not None:
            self.find(self.absolute(path))
        elif url not in self.indexes:
            self.indexes.append(url)

    def find(self, place):
        """Notes a place where an archive is that no index has."""
        option = f"--find-links={place}"
        if option not in self.options:
            self.options.append(option)

    def add(self, name, version, hashes, files):
        """Adds a distribution of an index; files are the names of its archives, nothing if that is not known."""
        self.check(name, version, files)
        self.put(name, f"{name}=={version}", hashes)

    def add_url(self, name, url, hashes, subdirectory=None):
        """Adds what has a URL of its own, or a path."""
        path = local(url)
        place = url if path is None else file_url(self.absolute(path))
        base, mark, fragment = place.partition("#")
        parts = [part for part in fragment.split("&") if part.startswith("subdirectory=")]
        parts = [f"subdirectory={subdirectory}"] if subdirectory else parts
        self.put(name, f"{name} @ {base}" + ("#" + parts[0] if parts else ""), hashes)

    def add_directory(self, name, path, subdirectory=None):
        """Adds a directory, of which nobody has a hash."""
        place = self.absolute(os.path.join(path, subdirectory or ""))
        if not os.path.isdir(place):
            raise Refusal(
                f"'{self.shown}' has '{name}' in the directory '{place}', which is not there",
                "bring it into the source package, or lock without it",
            )
        self.put(name, f"{name} @ {file_url(place)}", [])

    def add_repository(self, kind, name, url, commit, subdirectory=None):
        """Adds a commit of a repository, which is named by a hash but not by one that pip knows."""
        url = url if url.startswith(kind + "+") else f"{kind}+{url}"
        scp = url.partition("+")[2]
        if "://" not in scp and ":" in scp:
            url = f"{kind}+ssh://" + scp.replace(":", "/", 1)
        fragment = f"subdirectory={subdirectory}" if subdirectory else ""
        if url.startswith(kind + "+file:///"):  # PEP 508 as pip before 23.1 reads it has no URL without a host
            self.put(name, f"{url}@{commit}#egg={name}" + (f"&{fragment}" if fragment else ""), [])
        else:
            self.put(name, f"{name} @ {url}@{commit}" + (f"#{fragment}" if fragment else ""), [])

    def put(self, name, line, hashes):
        """Adds a line with those hashes that pip enforces."""
        strong = sorted({text for text in hashes if text.partition(":")[0] in STRONG})
        key = canonicalize_name(name)
        other = self.lines[True].get(key) or self.lines[False].get(key)
        if other and other.split(" --hash=")[0] != line:
            raise Refusal(
                f"'{self.shown}' asks for '{line}' and for '{other.split(' --hash=')[0]}' at once",
                "choose extras and groups that do not exclude each other",
            )
        self.lines[bool(strong)][key] = " --hash=".join([line, *strong])

    def check(self, name, version, files):
        """Refuses a distribution that is locked as wheels only, none of which is for this machine."""
        wheels = [file for file in files if file.endswith(".whl")]
        if not wheels or len(wheels) < len(files) or self.foreign:
            return  # pip will decide
        if self.tags is None:
            self.tags = set(get_supported())
        for file in wheels:
            try:
                if not self.tags.isdisjoint(parse_wheel_filename(file)[3]):
                    return
            except InvalidWheelFilename:
                return  # pip will decide
        raise Refusal(
            f"'{self.shown}' has only wheels of '{name} {version}', none of them for Python {PYTHON} on this machine",
            "lock another release of it, or choose another interpreter with --python",
        )

    def result(self):
        """Returns what is written."""
        hashed = [self.lines[True][name] for name in sorted(self.lines[True])]
        unhashed = [self.lines[False][name] for name in sorted(self.lines[False])]
        remarks = [line.split(" ")[0] for line in unhashed if "://" not in line]
        return {
            "hashed": hashed,
            "unhashed": unhashed,
            "options": self.options,
            "indexes": [url for url in self.indexes if url.rstrip("/") not in PYPI],
            "pypi": any(url.rstrip("/") in PYPI for url in self.indexes) or not self.indexes,
            "remarks": remarks,
            "omitted": self.omitted,
        }


def toml(path):
    """Returns a file of TOML."""
    try:
        with open(path, "rb") as file:
            return tomli.loads(file.read().decode("utf-8"))
    except ValueError as error:
        raise Refusal(f"'{os.path.basename(path)}' is no TOML: {error}", f"correct '{path}', or make it anew") from None


def contains(versions, version):
    """Returns whether a version is one of those in a specifier, or in the text of one."""
    if isinstance(versions, str):
        versions = SpecifierSet(versions)
    return versions.contains(version, prereleases=True)


def local(url):
    """Returns the path that a URL or a path is; nothing if it is another URL."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "file":
        return urllib.parse.unquote(parts.path)
    return url if "://" not in url else None


def file_url(path):
    """Returns the URL of an absolute path."""
    return "file://" + urllib.parse.quote(path)


def archives(package):
    """Returns the wheels of a package and its source distribution."""
    return package.get("wheels", []) + ([package["sdist"]] if "sdist" in package else [])


def base(url):
    """Returns the name of the file that a URL or path names."""
    return urllib.parse.unquote(url.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2])
