"""Reads uv.lock.

The format is not standardised; this is what uv writes as version 1. Packages refer to each other by name, and by
version and source where several have the name. Which of several packages counts can depend on the extras and groups
that are chosen: their names then stand in markers as extra-LENGTH-PACKAGE-EXTRA and group-LENGTH-PACKAGE-GROUP.
"""

import urllib.parse

from lock_markers import extras_in, holds
from lock_requirements import Refusal, archives, base
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.utils import canonicalize_name

RENEW = "'uv lock'"
PLACES = ("editable", "virtual", "directory")


def select(selection):
    """Adds what the chosen extras and groups of the project need."""
    lock = selection.toml()
    selection.version(lock["version"], ["1"], "a uv")
    selection.python([lock["requires-python"]] if "requires-python" in lock else [], f"'{selection.shown}'")
    packages = lock.get("package", [])
    root = project(selection, packages)
    groups = root.get("dev-dependencies", {}) if root else {}
    if root is None:
        root, groups = without_project(selection, lock)
    known = set(groups) | set(root.get("metadata", {}).get("requires-dev", {}))
    extras = set(root.get("optional-dependencies", {})) | set(root.get("metadata", {}).get("provides-extras", []))
    chosen = selection.choose("extra", selection.extras, extras)
    groups_chosen = selection.choose("dependency group", selection.groups, known)
    check_fresh(selection, root)
    check_package(selection, root)
    Walk(selection, packages, root, chosen, groups_chosen, groups).write()


def project(selection, packages):
    """Returns the package that is in the source directory."""
    for package in packages:
        for place in PLACES:
            if place in package["source"] and selection.is_source(package["source"][place]):
                return package
    return None


def without_project(selection, lock):
    """Returns what a workspace has that is no project itself: dependency groups."""
    manifest = lock.get("manifest", {})
    if not selection.groups:
        members = ", ".join(manifest.get("members", [])) or "none"
        raise Refusal(
            f"'{selection.shown}' has no project in '{selection.source}'",
            f"name the directory of a member of the workspace ({members}) with --sourcedirectory, and the lock file"
            " with --requirements",
        )
    return {"name": "", "source": {}}, manifest.get("dependency-groups", {})


class Walk:
    """Follows the dependencies from the project on."""

    def __init__(self, selection, packages, root, extras, groups, of_group):
        self.selection = selection
        self.root = root
        self.by_name = {}
        for package in packages:
            self.by_name.setdefault(package["name"], []).append(package)
        name = root["name"]
        self.chosen = {conflict("extra", name, extra) for extra in extras}
        self.chosen |= {conflict("group", name, group) for group in groups}
        self.first = list(root.get("dependencies", []))
        for extra in extras:
            self.first += root.get("optional-dependencies", {}).get(extra, [])
        for group in groups:
            self.first += of_group.get(group, [])

    def write(self):
        """Adds each package that is reached; once more if an extra on the way makes another marker hold."""
        while True:
            before = set(self.chosen)
            reached = self.reached()
            if self.chosen == before:
                break
        for package in reached:
            add(self.selection, package)

    def reached(self):
        """Returns the packages but for the project itself."""
        seen = set()
        found = {}
        todo = list(self.first)
        while todo:
            dependency = todo.pop()
            if not holds(dependency.get("marker"), self.chosen):
                continue
            package = self.package(dependency)
            if package is None:
                continue
            for extra in ["", *dependency.get("extra", [])]:
                if (id(package), extra) in seen:
                    continue
                seen.add((id(package), extra))
                if extra:
                    self.chosen.add(conflict("extra", package["name"], extra))
                    todo += package.get("optional-dependencies", {}).get(extra, [])
                else:
                    todo += package.get("dependencies", [])
            if package is not self.root:
                found[id(package)] = package
        return list(found.values())

    def package(self, dependency):
        """Returns the package that a dependency means; nothing if it is for another environment."""
        packages = self.by_name.get(dependency["name"], [])
        if not packages:
            raise Refusal(
                f"'{self.selection.shown}' is malformed: it has no package '{dependency['name']}'",
                f"make it anew with {RENEW}",
            )
        fit = [
            package
            for package in packages
            if dependency.get("version", package.get("version")) == package.get("version")
            and dependency.get("source", package["source"]) == package["source"]
        ]
        here = [package for package in fit if forked(package, self.chosen)]
        return (here or [None])[0]


def forked(package, chosen):
    """Returns whether a package is for this environment."""
    markers = package.get("resolution-markers")
    return not markers or any(holds(marker, chosen) for marker in markers)


def conflict(kind, package, name):
    """Returns the name that an extra or a group has in markers."""
    return f"{kind}-{len(package)}-{package}-{name}"


def add(selection, package):
    """Adds a package to the selection."""
    name, source = package["name"], package["source"]
    hashes = [archive["hash"] for archive in archives(package) if "hash" in archive]
    if "registry" in source:
        selection.index(source["registry"])
        files = [base(archive.get("filename") or archive.get("url") or archive["path"]) for archive in archives(package)]
        selection.add(name, package["version"], hashes, files)
    elif "git" in source:
        place = urllib.parse.urlsplit(source["git"])
        query = dict(urllib.parse.parse_qsl(place.query))
        url = place._replace(query="", fragment="").geturl()
        selection.add_repository("git", name, url, place.fragment, query.get("subdirectory"))
    elif "url" in source:
        selection.add_url(name, source["url"], hashes, source.get("subdirectory"))
    elif "path" in source:
        selection.add_url(name, source["path"], hashes, source.get("subdirectory"))
    elif "virtual" not in source:
        selection.add_directory(name, source.get("editable") or source["directory"])


def check_fresh(selection, root):
    """Compares what the project asks for with what it asked for when it was locked."""
    pyproject = selection.project()
    declared = pyproject.get("project", {})
    metadata = root.get("metadata")
    dynamic = set(declared.get("dynamic", []))
    if not declared or metadata is None and (root.get("dependencies") or root.get("optional-dependencies")):
        return  # only a build back end knows
    metadata = metadata or {}
    if canonicalize_name(declared["name"]) != root["name"]:
        raise selection.stale(f"pyproject.toml calls the project '{declared['name']}', it '{root['name']}'", RENEW)
    texts = []
    if "dependencies" not in dynamic:
        texts += [(text, "") for text in declared.get("dependencies", [])]
    if "optional-dependencies" not in dynamic:
        for extra, more in declared.get("optional-dependencies", {}).items():
            texts += [(text, canonicalize_name(extra)) for text in more]
    locked = [
        entry
        for entry in metadata.get("requires-dist", [])
        if ("optional-dependencies" if extras_in(entry.get("marker")) else "dependencies") not in dynamic
    ]
    compare(selection, "the project", texts, locked)
    if "optional-dependencies" not in dynamic:
        compare_names(selection, "extra", declared.get("optional-dependencies", {}), metadata.get("provides-extras", []))
    groups = dict(pyproject.get("dependency-groups", {}))
    old = pyproject.get("tool", {}).get("uv", {}).get("dev-dependencies")
    if old is not None:
        groups["dev"] = list(groups.get("dev", [])) + old
    compare_names(selection, "dependency group", groups, metadata.get("requires-dev", {}))
    for name in groups:
        texts = [(text, "") for text in members(selection, groups, name, ())]
        there = {canonicalize_name(key): value for key, value in metadata.get("requires-dev", {}).items()}
        compare(selection, f"the dependency group '{name}'", texts, there.get(canonicalize_name(name), []))


def check_package(selection, root):
    """Leaves the project out where uv has it as virtual, since it has no build system or says that it is no package."""
    pyproject = selection.project()
    virtual = "virtual" in root["source"]
    known = "build-system" in pyproject or not virtual  # without one it can be a package, if others require it
    package = pyproject.get("tool", {}).get("uv", {}).get("package", known)
    if root["source"] and package == virtual:
        now, then = ("a package", "none") if package else ("no package", "one")
        raise selection.stale(f"the project is {now} by pyproject.toml, and {then} by it", RENEW)
    if virtual:
        selection.omitted = f"{selection.shown} has it as virtual"
    elif not root["source"]:
        selection.omitted = f"{selection.shown} has none in this directory"


def compare_names(selection, what, declared, locked):
    """Refuses the lock file if it has an extra or a group that pyproject.toml has no longer."""
    known = set(map(canonicalize_name, declared))
    for name in locked:
        if canonicalize_name(name) not in known:
            raise selection.stale(f"it has the {what} '{name}', which pyproject.toml does not have", RENEW)


def members(selection, groups, name, outer):
    """Returns the requirements of a dependency group and of those that it includes (PEP 735)."""
    same = [key for key in groups if canonicalize_name(key) == canonicalize_name(name)]
    if not same or canonicalize_name(name) in outer:
        raise Refusal(
            f"pyproject.toml includes the dependency group '{name}' in itself, or has none of this name",
            "correct include-group",
        )
    for member in groups[same[0]]:
        if isinstance(member, str):
            yield member
        elif "include-group" in member:
            yield from members(selection, groups, member["include-group"], (*outer, canonicalize_name(name)))


def compare(selection, who, texts, locked):
    """Refuses the lock file if a requirement has no counterpart there, or the other way round."""
    entries = {}
    for entry in locked:
        entries.setdefault(entry["name"], []).append(entry)
    names = set()
    for text, extra in texts:
        try:
            requirement = Requirement(text)
        except InvalidRequirement as error:
            raise Refusal(f"pyproject.toml has the requirement '{text}': {error}", "write it as PEP 508 says") from None
        name = canonicalize_name(requirement.name)
        names.add(name)
        if not any(same(requirement, extra, entry) for entry in entries.get(name, [])):
            raise selection.stale(f"{who} requires '{text}', which it does not know", RENEW)
    for name in sorted(set(entries) - names):
        raise selection.stale(f"it has the requirement '{name}', which {who} does not have", RENEW)


def same(requirement, extra, entry):
    """Returns whether an entry of requires-dist stands for a requirement, as far as this environment can tell."""
    marker = entry.get("marker")
    extras = {canonicalize_name(name) for name in extras_in(marker)}
    if (extra not in extras) if extra else extras:
        return False
    if {canonicalize_name(name) for name in requirement.extras} != set(map(canonicalize_name, entry.get("extras", []))):
        return False
    text = str(requirement.marker) if requirement.marker else ""
    if holds(text, {extra}) != holds(marker, {extra}):
        return False
    registry = not {"git", "url", "path", "editable", "virtual", "directory"} & set(entry)
    return not registry or requirement.url or equal(requirement.specifier, SpecifierSet(entry.get("specifier", "")))


def equal(one, other):
    """Returns whether two sets of versions are written alike, but for order and blanks."""
    return one == other or sorted(map(str, one)) == sorted(map(str, other))
