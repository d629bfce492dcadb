"""Reads Pipfile.lock, format 6: JSON with a section for each category of packages."""

import hashlib
import json
import os

from lock_markers import ENVIRONMENT, holds
from lock_requirements import PYTHON, Refusal, local, toml
from pip._vendor.packaging.utils import canonicalize_name

RENEW = "'pipenv lock'"

# Names of categories in Pipfile and what the lock file calls them.
SECTIONS = {"packages": "default", "dev-packages": "develop"}

# What counts if Pipfile names no source.
PYPI = [{"name": "pypi", "url": "https://pypi.org/simple", "verify_ssl": True}]

# Tables of Pipfile that are no categories.
OTHERS = ("source", "packages", "dev-packages", "requires", "scripts", "pipfile", "pipenv", "default", "develop")


def select(selection):
    """Adds what the default section and the chosen ones have."""
    with open(selection.lock, encoding="utf-8") as file:
        lock = json.load(file)
    meta = lock["_meta"]
    selection.version(meta["pipfile-spec"], ["6"], "a pipenv")
    check_fresh(selection, meta)
    check_python(selection, meta.get("requires", {}))
    selection.choose("extra", selection.extras, [])
    names = [name for name in lock if name not in ("_meta", "default")]
    asked = [SECTIONS.get(name, name) for name in selection.groups]
    selection.groups = selection.choose("dependency group", asked, names)
    sources = {source.get("name"): os.path.expandvars(source["url"]) for source in meta.get("sources", [])}
    for url in list(sources.values()):
        selection.index(url)
    for section in ["default", *selection.groups]:
        for name, package in lock.get(section, {}).items():
            if holds(package.get("markers")):
                add(selection, name, package)


def check_python(selection, requires):
    """Refuses another interpreter than the one that Pipfile asks for."""
    full, short = requires.get("python_full_version"), requires.get("python_version")
    here = PYTHON if full else ENVIRONMENT["python_version"]
    if (full or short or here) not in (here, here.split(".")[0]):
        raise Refusal(
            f"'{selection.shown}' asks for Python '{full or short}', and the interpreter is {PYTHON}",
            f"choose it with --python=python{short or full.rpartition('.')[0]}, or lock for this one",
        )


def add(selection, name, package):
    """Adds a package of a section."""
    hashes = package.get("hashes", [])
    subdirectory = package.get("subdirectory")
    kind = next((key for key in ("git", "hg", "svn", "bzr") if key in package), None)
    if kind:
        selection.add_repository(kind, name, package[kind], package["ref"], subdirectory)
    elif "path" in package or "file" in package:
        place = os.path.expandvars(package.get("file") or package["path"])
        path = local(place)
        if path is None or os.path.isfile(selection.absolute(path)):
            selection.add_url(name, place, hashes, subdirectory)
        elif not selection.is_source(path):
            selection.add_directory(name, path, subdirectory)
    else:
        if not package["version"].startswith("=="):
            raise Refusal(
                f"'{selection.shown}' has '{name}' without a version", f"make it anew with {RENEW}"
            )
        selection.add(name, package["version"].lstrip("="), hashes, [])


def check_fresh(selection, meta):
    """Compares the digest of Pipfile, which lies beside the lock file."""
    path = os.path.join(selection.directory, "Pipfile")
    digest = meta.get("hash", {}).get("sha256")
    if not os.path.isfile(path) or not digest:
        return
    if digest not in digests(toml(path)):
        raise selection.stale("Pipfile says something else than it was made from", RENEW)


def digests(pipfile):
    """Yields the digests that a fresh lock file may have; newer versions of pipenv normalise names first."""
    for spell in (str, canonicalize_name):
        for sources in (PYPI, {}):
            sections = {SECTIONS[name]: pipfile.get(name, {}) for name in SECTIONS}
            sections.update((name, table) for name, table in pipfile.items() if name not in OTHERS)
            content = {name: {spell(key): said for key, said in table.items()} for name, table in sections.items()}
            content["_meta"] = {"sources": pipfile.get("source", sources), "requires": pipfile.get("requires", {})}
            text = json.dumps(content, sort_keys=True, separators=(",", ":"))
            yield hashlib.sha256(text.encode()).hexdigest()
