"""Finds the archive of each distribution that uv has decided on, and says it as pip's report does.

uv tells the version and the index. Of archives in a directory and of those that its lock file (PEP 751) names this takes
the one that pip would take: the wheel with the best tag, or else the source distribution; where there have to be
hashes, one that has a hash which was given.
"""

import hashlib
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from pip._internal.utils.compatibility_tags import get_supported  # noqa: E402
from pip._vendor.packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename  # noqa: E402
from pip._vendor.packaging.version import InvalidVersion, Version  # noqa: E402

# The name of a private directory with links to archives.
LINKS = "uv-links"

HASH = re.compile(r"--hash[= ]\s*([a-z0-9]+):([0-9a-fA-F]+)")
NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=[@=<>!~;\s]|$)")
INCLUDED = re.compile(r"(?:-r|--requirement)(?:\s*=\s*|\s*)(\S.*)")
BOUND = re.compile(r"(?:-c|--constraint)(?:\s*=\s*|\s*)(\S.*)")
KINDS = re.compile(r"--(no-binary|only-binary)[= ]\s*(\S+)")
WHEEL = re.compile(r"\S+ @ (file://\S+\.whl)(?=\s|$)")
USER = re.compile(r"(?<=://)[^/?#\s@]+@")


class Refusal(Exception):
    """It cannot be done."""


class Requirements:
    """What the lines of requirements say: names with extras, and hashes by name."""

    def __init__(self, wishes):
        self.names = {}
        self.hashes = {}
        self.wheels = {}
        self.kinds = {"no-binary": set(), "only-binary": set()}
        self.seen = set()
        for kind in self.kinds:
            for value in wishes.all(kind):
                self.kind(kind, value)
        for line in wishes.input():
            self.line(line, True, os.getcwd())
        for path in wishes.all("requirement"):
            self.file(path, True)
        for path in wishes.all("constraint"):
            self.file(path, False)
        strict = wishes.has("require-hashes") or self.hashes
        self.strict = bool(strict) and not wishes.has("no-require-hashes")

    def file(self, path, wanted):
        path = os.path.abspath(path)
        if path in self.seen or not os.path.isfile(path):
            return  # uv will miss it if it has to be there
        self.seen.add(path)
        with open(path, encoding="utf-8", errors="replace") as file:
            text = re.sub(r"\\\r?\n", " ", file.read())
        for line in text.splitlines():
            self.line(re.sub(r"(?:^|\s)#.*", "", line).strip(), wanted, os.path.dirname(path))

    def kind(self, kind, value):
        for name in value.split(","):
            if name == ":none:":
                self.kinds[kind].clear()
            else:
                self.kinds[kind].add(name if name == ":all:" else canonicalize_name(name))

    def has_kind(self, kind, name):
        """Returns whether a distribution may come as no wheel, or as nothing else."""
        return not self.kinds[kind].isdisjoint((name, ":all:"))

    def line(self, text, wanted, directory):
        for pattern, counts in ((INCLUDED, wanted), (BOUND, False)):
            match = pattern.match(text)
            if match:
                self.file(os.path.join(directory, match.group(1).strip("'\"")), counts)
                return
        if text.startswith("--"):
            for kind, value in KINDS.findall(text):
                self.kind(kind, value)
            return
        text = re.sub(r"^(?:-e|--editable)[ =]", "", text)
        name, extras = named(text)
        if name and wanted:
            self.names.setdefault(name, set()).update(extras)
        wheel = WHEEL.match(text)
        if wheel:
            self.wheels[name] = wheel.group(1)
        for algorithm, digest in HASH.findall(text):
            self.hashes.setdefault(name, {}).setdefault(algorithm, set()).add(digest.lower())


def named(text):
    """Returns the name and the extras of a requirement; a path or URL tells it by the name of its file."""
    match = NAME.match(text)
    if match and "/" not in match.group(1) and not text.split(" --hash")[0].endswith((".whl", ".tar.gz", ".zip")):
        return canonicalize_name(match.group(1)), [one.strip() for one in (match.group(2) or "").split(",") if one.strip()]
    egg = re.search(r"[#&]egg=([A-Za-z0-9._-]+)", text)
    base = re.split(r"[?#;\s]", text)[0].rstrip("/").rpartition("/")[2]
    name = egg.group(1) if egg else re.sub(r"-\d.*", "", urllib.parse.unquote(base))
    return canonicalize_name(name), []


class Choice:
    """Which archive of a release it is."""

    def __init__(self, requirements):
        self.requirements = requirements
        self.ranks = {tag: rank for rank, tag in reversed(list(enumerate(get_supported())))}

    def rank(self, archive):
        """Returns how far a wheel is from the best; nothing if it is not for this machine."""
        try:
            _, _, build, tags = parse_wheel_filename(base(archive))
        except ValueError:
            return None
        ranks = [self.ranks[tag] for tag in tags if tag in self.ranks]
        return (min(ranks), *(-part if isinstance(part, int) else 0 for part in build[:1])) if ranks else None

    def archives(self, package):
        """Returns the archives, the best one first."""
        wheels = [(self.rank(one), one) for one in package.get("wheels", [])]
        found = [one for rank, one in sorted((pair for pair in wheels if pair[0] is not None), key=lambda pair: pair[0])]
        return found + [package[kind] for kind in ("sdist", "archive") if kind in package]

    def of(self, package):
        """Returns the archive; its hash has to be one that was given if there have to be any."""
        archives = self.archives(package)
        what = f"{package['name']} {package.get('version', '')}".strip()
        if not archives:
            raise Refusal(f"no archive of '{what}' is for this interpreter and machine")
        if not self.requirements.strict:
            return archives[0]
        wanted = self.requirements.hashes.get(canonicalize_name(package["name"]))
        if not wanted:
            raise Refusal(f"hashes are required, and no requirement gives one for '{what}'")
        for archive in archives:
            if self.fits(archive, wanted):
                return archive
        got = digest(archives[0], "sha256") or "none"
        expected = ", ".join(f"{kind}:{one}" for kind in sorted(wanted) for one in sorted(wanted[kind]))
        raise Refusal(f"the hash of '{what}' does not match: expected {expected}, got sha256:{got}")

    @staticmethod
    def fits(archive, wanted):
        return any(digest(archive, kind) in digests for kind, digests in wanted.items())


def digest(archive, kind):
    """Returns the digest of an archive; that of a file is computed, others are known or not."""
    path = local(archive)
    if not path or kind not in hashlib.algorithms_guaranteed:
        return archive.get("hashes", {}).get(kind)
    with open(path, "rb") as file:
        return hashlib.new(kind, file.read()).hexdigest()


def beside(directories, name, version, requirements):
    """Returns what is in directories of a release, as a package of a lock file; of equal archives pip takes the least URL."""
    package = {"name": name, "version": version, "wheels": []}
    for archive in sorted(there(directories), key=url):
        file = os.path.basename(archive["path"])
        if file.endswith(".whl") and not requirements.has_kind("no-binary", name):
            if is_release(parse_wheel_filename, file, name, version):
                package["wheels"].append(archive)
        elif file.endswith((".tar.gz", ".zip")) and not requirements.has_kind("only-binary", name):
            if is_release(parse_sdist_filename, file, name, version):
                package.setdefault("sdist", archive)
    return package if package["wheels"] or "sdist" in package else None


def there(directories):
    """Yields the files of directories; links of ours stand for what they lead to."""
    for directory in directories:
        ours = os.path.basename(directory) == LINKS
        for file in os.listdir(directory):
            path = os.path.join(directory, file)
            yield {"path": os.path.realpath(path) if ours else path}


def is_release(parse, file, name, version):
    try:
        return parse(file)[:2] == (name, Version(version))
    except (ValueError, InvalidVersion):
        return False


def local(archive):
    """Returns the path of an archive of this machine; nothing for another one."""
    url = archive.get("url", "")
    if url.startswith("file:"):
        return urllib.parse.unquote(urllib.parse.urlsplit(url).path)
    return os.path.abspath(archive["path"]) if "path" in archive else None


def url(archive):
    """Returns its URL without user and password."""
    path = local(archive)
    return "file://" + urllib.parse.quote(path) if path else USER.sub("", archive["url"])


def base(archive):
    return urllib.parse.unquote(archive.get("name") or re.split("[?#]", url(archive))[0].rpartition("/")[2])


def download(package, choice):
    """Returns where a package comes from as pip's report says it."""
    if "directory" in package:
        info = {"url": "file://" + urllib.parse.quote(os.path.abspath(package["directory"]["path"])), "dir_info": {}}
        below = package["directory"].get("subdirectory")
    elif "vcs" in package:
        vcs = package["vcs"]
        details = {"vcs": vcs["type"], "commit_id": vcs["commit-id"]}
        if "requested-revision" in vcs:
            details["requested_revision"] = vcs["requested-revision"]
        info = {"url": url(vcs), "vcs_info": details}
        below = vcs.get("subdirectory")
    else:
        archive = choice.of(package)
        info = {"url": url(archive), "archive_info": {}}
        taken = bool(local(archive)) and base(archive).endswith(".whl")
        known = None if taken and not choice.requirements.strict else digest(archive, "sha256")  # who takes it computes it
        if known:
            info["archive_info"] = {"hash": "sha256=" + known, "hashes": {"sha256": known}}
        below = archive.get("subdirectory")
    return {**info, "subdirectory": below} if below else info


def item(package, requirements, choice):
    """Returns an entry of pip's report."""
    direct = any(kind in package for kind in ("archive", "directory", "vcs"))
    name = canonicalize_name(package["name"])
    return {
        "download_info": download(package, choice),
        "is_direct": direct,
        "requested": direct or name in requirements.names,
        "requested_extras": sorted(requirements.names.get(name, ())),
        "metadata": {"name": package["name"], "version": package.get("version", "")},
    }
