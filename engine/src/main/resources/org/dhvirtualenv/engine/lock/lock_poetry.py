"""Reads poetry.lock.

The format is not standardised; this is what poetry writes as versions 1.0 to 2.1. From 2.1 on each package says for
which dependency groups it is, and under which markers. Before that the dependencies are followed from pyproject.toml
on.
"""

import hashlib
import json

from lock_markers import extras_in, holds
from lock_requirements import PYTHON, Refusal, base, contains
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.utils import canonicalize_name
from pip._vendor.packaging.version import Version

RENEW = "'poetry lock'"
MAIN = "main"

# What counts for the digest in the lock file, there under tool.poetry and [project].
POETRY = ("dependencies", "source", "extras", "dev-dependencies")
PROJECT = ("requires-python", "dependencies", "optional-dependencies")


def select(selection):
    """Adds what the chosen extras and groups of the project need."""
    lock = selection.toml()
    metadata = lock["metadata"]
    version = metadata.get("lock-version", "1.0")
    selection.version(version, ["1", "2"], "a poetry")
    pyproject = selection.project()
    check_fresh(selection, pyproject, metadata)
    if not pyproject.get("tool", {}).get("poetry", {}).get("package-mode", True):
        selection.omitted = "pyproject.toml has package-mode = false"
    selection.python(ranges(metadata.get("python-versions", "*")), f"'{selection.shown}'")
    declared = Declared(pyproject)
    extras = selection.choose("extra", selection.extras, set(lock.get("extras", {})) | set(declared.extras))
    groups = selection.choose("dependency group", selection.groups, declared.groups)
    packages = lock.get("package", [])
    if packages and all("groups" in package for package in packages):
        chosen = by_group(packages, {MAIN, *map(canonicalize_name, groups)}, {canonicalize_name(one) for one in extras})
    else:
        chosen = Walk(selection, packages, lock.get("extras", {})).reached(declared, extras, groups)
    for package in chosen:
        add(selection, package, metadata.get("files", {}))


def by_group(packages, groups, extras):
    """Returns the packages that say to be for one of some groups."""
    for package in packages:
        marker = package.get("markers", "")
        for group in package["groups"]:
            own = marker.get(group, "") if isinstance(marker, dict) else marker
            if canonicalize_name(group) in groups and holds(own, extras):
                yield package
                break


class Declared:
    """What pyproject.toml declares: requirements by group, the name and what poetry says of it."""

    def __init__(self, pyproject):
        project = pyproject.get("project", {})
        poetry = pyproject.get("tool", {}).get("poetry", {})
        self.extras = [*poetry.get("extras", {}), *project.get("optional-dependencies", {})]
        self.of_extras = {}
        self.groups = {}
        main = self.named(poetry.get("dependencies", {}))
        for text in project.get("dependencies", []):
            main.append(from_text(text))
        for extra, texts in project.get("optional-dependencies", {}).items():
            self.of_extras[canonicalize_name(extra)] = [from_text(text) for text in texts]
        for extra, names in poetry.get("extras", {}).items():
            self.of_extras[canonicalize_name(extra)] = [(name, {"version": "*"}) for name in names]
        self.main = main
        if "dev-dependencies" in poetry:
            self.groups["dev"] = self.named(poetry["dev-dependencies"])
        for group, table in poetry.get("group", {}).items():
            self.groups[group] = self.groups.get(group, []) + self.named(table.get("dependencies", {}))
        for group, texts in pyproject.get("dependency-groups", {}).items():
            found = [from_text(text) for text in texts if isinstance(text, str)]
            self.groups[group] = self.groups.get(group, []) + found

    @staticmethod
    def named(table):
        """Returns pairs of a name and what is said of it; one of them for each alternative."""
        return [(name, one) for name, said in table.items() if name != "python" for one in alternatives(said)]


def from_text(text):
    """Returns the pair for a requirement (PEP 508)."""
    requirement = Requirement(text)
    said = {"version": str(requirement.specifier) or "*", "extras": sorted(requirement.extras)}
    if requirement.marker:
        said["markers"] = str(requirement.marker)
    return requirement.name, said


def alternatives(said):
    """Returns the tables that a dependency stands for, which may be a version, a table or a list of these."""
    for one in said if isinstance(said, list) else [said]:
        yield {"version": one} if isinstance(one, str) else one


class Walk:
    """Follows the dependencies, as lock files before version 2.1 ask for."""

    def __init__(self, selection, packages, of_extras):
        self.selection = selection
        self.by_name = {}
        for package in packages:
            self.by_name.setdefault(canonicalize_name(package["name"]), []).append(package)
        self.of_extras = of_extras

    def reached(self, declared, extras, groups):
        """Returns the packages that are needed."""
        names = {canonicalize_name(extra) for extra in extras}
        optional = {
            canonicalize_name(name)
            for extra, members in self.of_extras.items()
            if canonicalize_name(extra) in names
            for name in (Requirement(member).name for member in members)
        }
        optional |= {canonicalize_name(name) for extra in names for name, _ in declared.of_extras.get(extra, [])}
        todo = [
            (name, said)
            for name, said in declared.main
            if not said.get("optional") or canonicalize_name(name) in optional
        ]
        for extra in names:
            todo += [pair for pair in declared.of_extras.get(extra, []) if "markers" in pair[1]]
        for group in groups:
            todo += declared.groups[group]
        found = {}
        seen = set()
        while todo:
            name, said = todo.pop()
            if not holds(said.get("markers"), names) or not self.for_python(said):
                continue
            package = self.package(name, said)
            for extra in ["", *map(canonicalize_name, said.get("extras", []))]:
                if (id(package), extra) not in seen:
                    seen.add((id(package), extra))
                    todo += self.dependencies(package, extra)
            found[id(package)] = package
        return list(found.values())

    @staticmethod
    def for_python(said):
        """Returns whether a dependency counts for this interpreter."""
        return accepts(said.get("python", "*"), PYTHON)

    @staticmethod
    def dependencies(package, extra):
        """Yields what a package needs, without extras or for one of them."""
        of_extra = {
            canonicalize_name(member.split(" ")[0].split("[")[0])
            for name, members in package.get("extras", {}).items()
            if canonicalize_name(name) == extra
            for member in members
        }
        for name, said in package.get("dependencies", {}).items():
            for one in alternatives(said):
                for_extra = one.get("optional") or extras_in(one.get("markers"))
                if not extra and not for_extra or extra and for_extra and canonicalize_name(name) in of_extra:
                    yield name, {**one, "markers": without_extras(one.get("markers"), extra)}

    def package(self, name, said):
        """Returns the newest package that a dependency accepts here."""
        packages = self.by_name.get(canonicalize_name(name), [])
        fit = [
            package
            for package in packages
            if accepts(package.get("python-versions", "*"), PYTHON)
            and ("version" not in said or accepts(said["version"], package["version"]))
        ]
        if not fit:
            raise self.selection.stale(f"it has no '{name}' that fits '{said.get('version', '*')}'", RENEW)
        return max(fit, key=lambda package: Version(package["version"]))


def without_extras(marker, extra):
    """Returns a marker that holds or not, whatever the selection."""
    if marker and extras_in(marker):
        return "" if holds(marker, {extra, *extras_in(marker)} if extra else set()) else "python_version < '0'"
    return marker or ""


def accepts(constraint, version):
    """Returns whether poetry's constraint on versions has a version."""
    return any(contains(one, version) for one in ranges(constraint))


def ranges(constraint):
    """Returns the specifiers that a constraint of poetry means, one for each alternative."""
    found = []
    for alternative in constraint.replace("||", "|").split("|"):
        words = alternative.replace(",", " ").split()
        joined = []
        for word in words:
            if joined and joined[-1].strip("<>=!~^") == "":
                joined[-1] += word
            else:
                joined.append(word)
        found.append(SpecifierSet(",".join(part for word in joined for part in specifier(word))))
    return found


def specifier(word):
    """Yields the specifiers (PEP 440) that one word of a constraint means."""
    if word == "*":
        return
    if word.startswith("^") or word.startswith("~") and not word.startswith("~="):
        version = Version(word[1:])
        release = list(version.release)
        if word[0] == "~":
            at = 1 if len(release) > 1 else 0
        else:
            at = next((i for i, number in enumerate(release) if number), len(release) - 1)
        yield f">={version}"
        yield "<" + (f"{version.epoch}!" if version.epoch else "") + ".".join(
            map(str, [*release[:at], release[at] + 1])
        )
    elif word[0] in "<>!~=":
        yield word if not word.startswith("=") or word.startswith("==") else "=" + word
    else:
        yield "==" + word


def add(selection, package, files_by_name):
    """Adds a package to the selection."""
    name, source = package["name"], package.get("source", {})
    kind, url = source.get("type", ""), source.get("url", "")
    files = package.get("files") or files_by_name.get(name) or files_by_name.get(canonicalize_name(name)) or []
    hashes = [file["hash"] for file in files]
    if kind in ("", "legacy"):
        selection.index(url or "https://pypi.org/simple")
        selection.add(name, package["version"], hashes, [file["file"] for file in files])
    elif kind in ("git", "hg"):
        commit = source.get("resolved_reference") or source["reference"]
        selection.add_repository(kind, name, url, commit, source.get("subdirectory"))
    elif kind in ("url", "file"):
        mine = [file["hash"] for file in files if file["file"] == base(url)] or hashes
        selection.add_url(name, url, mine, source.get("subdirectory"))
    elif kind == "directory":
        if not selection.is_source(url):
            selection.add_directory(name, url, source.get("subdirectory"))
    else:
        raise Refusal(f"'{selection.shown}' has '{name}' from a '{kind}', which is not known", "lock without it")


def check_fresh(selection, pyproject, metadata):
    """Compares the digest of what pyproject.toml declares; how it is made differs between versions of poetry."""
    digest = metadata.get("content-hash")
    if digest and not pyproject:
        raise Refusal(
            f"'{selection.shown}' belongs to a pyproject.toml that is not in '{selection.source}'",
            "name its directory with --sourcedirectory",
        )
    if digest and digest not in digests(pyproject):
        raise selection.stale("pyproject.toml declares something else than it was made from", RENEW)


def digests(pyproject):
    """Yields the digests that a fresh lock file may have."""
    poetry = pyproject.get("tool", {}).get("poetry", {})
    project = {key: pyproject["project"][key] for key in PROJECT if key in pyproject.get("project", {})}
    legacy = {key: poetry.get(key) for key in POETRY}
    present = {key: poetry[key] for key in (*POETRY, "group") if poetry.get(key) is not None}
    group = {"group": poetry["group"]} if poetry.get("group") is not None else {}
    groups = pyproject.get("dependency-groups", {})
    yield summary({**legacy, **group})  # all without [project]
    yield summary(legacy)  # poetry before 1.2
    if project:
        yield summary({"project": project, "tool": {"poetry": present}})  # poetry 2.0
    if groups:  # poetry 2.3
        both = {"project": project} if project else {}
        yield summary({**both, "dependency-groups": groups, "tool": {"poetry": present}})


def summary(content):
    """Returns the digest of the JSON of a table."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
