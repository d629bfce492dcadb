"""Reads pylock.toml (PEP 751), the standard format of lock files."""

from lock_markers import holds
from lock_requirements import Refusal, archives, base, local

RENEW = "the tool that 'created-by' names"

# The host of PyPI's archives, whose index pip knows.
PYPI_FILES = "https://files.pythonhosted.org/"


def select(selection):
    """Adds the packages of the default groups and of those that are chosen."""
    lock = selection.toml()
    version = lock["lock-version"]
    selection.version(version, ["1"], "a tool")
    selection.python([lock["requires-python"]] if "requires-python" in lock else [], f"'{selection.shown}'")
    environments = lock.get("environments", [])
    if environments and not any(holds(marker) for marker in environments):
        raise Refusal(
            f"'{selection.shown}' is for other environments than this one: {'; '.join(environments)}",
            "choose another interpreter with --python, or lock for this one",
        )
    extras = selection.choose("extra", selection.extras, lock.get("extras", []))
    defaults = lock.get("default-groups", [])
    groups = selection.choose("dependency group", selection.groups, lock.get("dependency-groups", []))
    chosen = {f"extras:{name}" for name in extras} | {f"dependency_groups:{name}" for name in [*defaults, *groups]}
    for package in lock["packages"]:
        if holds(package.get("marker"), chosen):
            selection.python(
                [package["requires-python"]] if "requires-python" in package else [],
                f"'{package['name']}' of '{selection.shown}'",
            )
            add(selection, package)


def add(selection, package):
    """Adds a package from the one source that it has."""
    name = package["name"]
    if "vcs" in package:
        vcs = package["vcs"]
        place = vcs.get("url") or "file://" + selection.absolute(vcs["path"])
        selection.add_repository(vcs["type"], name, place, vcs["commit-id"], vcs.get("subdirectory"))
    elif "directory" in package:
        place = package["directory"]
        if not selection.is_source(place["path"]):
            selection.add_directory(name, place["path"], place.get("subdirectory"))
    elif "archive" in package:
        place = package["archive"]
        selection.add_url(name, where(place), hashes(place), place.get("subdirectory"))
    else:
        add_files(selection, package)


def add_files(selection, package):
    """Adds what has wheels, or a source distribution, or both."""
    found = archives(package)
    if not found:
        raise Refusal(f"'{selection.shown}' has '{package['name']}' without any archive", f"make it anew with {RENEW}")
    files = [archive.get("name") or base(where(archive)) for archive in found]
    if "index" in package:
        selection.index(package["index"])
    else:
        for archive in found:
            place = archive.get("url") or where(archive)
            if local(place) is not None:
                selection.find(selection.absolute(local(place)))
            elif not place.startswith(PYPI_FILES):
                selection.find(place)
    version = package.get("version") or files[-1].split("-")[1]
    selection.add(package["name"], version, [text for archive in found for text in hashes(archive)], files)


def where(archive):
    """Returns the path of an archive, which comes first where it is relative to the lock file, or its URL."""
    return archive.get("path") or archive["url"]


def hashes(archive):
    """Returns the hashes as pip writes them."""
    return [f"{algorithm.lower()}:{digest}" for algorithm, digest in archive.get("hashes", {}).items()]
