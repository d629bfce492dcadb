"""Decides with uv what pip would install: takes the arguments of `pip install --dry-run --report=FILE`.

It is run in the place of pip by the program beside it, which has brought the caller's settings into shape: those that
count are PIP_* variables. Here they and pip's options become words and variables for uv, and what uv answers becomes
a report as pip writes it. What uv has nothing like is refused.

uv is asked for requirements first, and only for those that are not wheels of this machine for a lock file (PEP 751), since
that has digests, for which uv unpacks all wheels.
"""

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import urllib.parse

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(here), here]
from __uv_archives__ import LINKS, Choice, Refusal, Requirements, beside, item, local, named  # noqa: E402
from pip._vendor import tomli  # noqa: E402
from pip._vendor.packaging.markers import Marker  # noqa: E402
from pip._vendor.packaging.utils import canonicalize_name  # noqa: E402

del sys.path[1]

# The program, and the directory for what it keeps.
UV = "DH_UV"
CACHE = "DH_UV_CACHE"

# What is used instead of a network.
OFFLINE = "DH_PIP_OFFLINE"

# Options of pip and what they are for uv.
FLAGS = {"no-deps": "--no-deps", "no-build-isolation": "--no-build-isolation", "no-index": "--no-index", "pre": "--prerelease=allow"}
VALUES = {
    "build-constraint": "--build-constraints",
    "config-settings": "--config-setting",
    "constraint": "--constraints",
    "group": "--group",
    "refresh-package": "--refresh-package",
    "uploaded-prior-to": "--exclude-newer",
}
CHOICES = ("no-binary", "only-binary")
VARIABLES = {
    "cert": ("SSL_CERT_FILE",),
    "client-cert": ("SSL_CLIENT_CERT",),
    "proxy": ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"),
    "retries": ("UV_HTTP_RETRIES",),
    "timeout": ("UV_HTTP_TIMEOUT",),
    "trusted-host": ("UV_INSECURE_HOST",),
}

# What is read here, and what says nothing about the decision: pip itself still fetches and builds.
OTHERS = set(
    """
    editable extra-index-url find-links force-reinstall ignore-installed index-url no-proxy-env no-require-hashes
    require-hashes requirement upgrade upgrade-strategy
    build-option cache-dir check-build-dependencies debug disable-pip-version-check dry-run exists-action global-option
    log no-clean no-color no-input progress-bar report resume-retries root-user-action src use-deprecated use-feature
    use-pep517
    """.split()
)
SPELLINGS = {"default-timeout": "timeout", "pypi-url": "index-url", "config-setting": "config-settings"}

# Those of which a setting may have several, with blanks between them.
LISTS = {"build-constraint", "constraint", "extra-index-url", "find-links", "trusted-host", *VALUES, *CHOICES}
FALSE = ("0", "false", "no", "n", "f", "off", "")

CHANGE = re.compile(r" [+~] ([A-Za-z0-9._-]+)(?:==(\S+)| @ .*)")
ARCHIVE = re.compile(r"(?:file://)?/\S+\.(?:whl|tar\.gz|zip)")
LINK = re.compile(rf"--find-links[= ]({ARCHIVE.pattern})")
NO_VERSION = re.compile(r"no versions? of (\S+?)(?=[,.]?(?:\s|$))")
WARNING = re.compile(r"^warning:", re.MULTILINE)
PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)")
FROM = re.compile(r"\s+# from (file://\S+)")
WHEEL = re.compile(r"(?:[A-Za-z0-9._-]+(?:\[[^\]]*\])? @ )?(?:file://)?(/[^\s;]*\.whl)(?: ;.*)?")


class Wishes:
    """What is asked for: options of pip by their long names without dashes, and requirements."""

    def __init__(self, words, environ):
        self.options = {}
        self.words = []
        self.loud = False
        for name, value in settings(environ):
            self.add(name, value)
        words = iter(words)
        for word in words:
            if word == "--":
                self.words.extend(words)
            elif word.startswith("--"):
                name, _, value = word[2:].partition("=")
                self.add(name, value)
            else:
                self.loud |= word.startswith("-v")

    def add(self, name, value):
        name = SPELLINGS.get(name, name)
        if name not in OTHERS and not any(name in one for one in (FLAGS, VALUES, CHOICES, VARIABLES)):
            if name != "keyring-provider" or value not in ("auto", "disabled"):
                raise Refusal(f"uv has nothing like pip's option '--{name}'")
        self.options.setdefault(name, []).append(value)

    def has(self, name):
        return name in self.options

    def all(self, name):
        return self.options.get(name, [])

    def input(self):
        """Returns the requirements that are in no file, as lines."""
        return [*self.words, *(f"-e {path}" for path in self.all("editable"))]


def link_files(wishes, environ):
    """Puts single archives, which pip takes for --find-links and uv does not, into a directory of links."""
    directory = os.path.join(environ["TMPDIR"], LINKS)
    found = [path for path in wishes.all("find-links") if ARCHIVE.fullmatch(path)]
    wishes.options["find-links"] = [path for path in wishes.all("find-links") if path not in found]
    for number, path in enumerate(wishes.all("requirement")):
        if not path.startswith(environ["TMPDIR"] + "/"):
            continue  # it may refer to others beside it; those of a lock file have none
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        links = [line for line in lines if LINK.fullmatch(line)]
        if links:
            found += [LINK.fullmatch(line).group(1) for line in links]
            copy = os.path.join(environ["TMPDIR"], "uv-" + os.path.basename(path))
            with open(copy, "w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in lines if line not in links)
            wishes.options["requirement"][number] = copy
    for path in found:
        os.makedirs(directory, exist_ok=True)
        link = os.path.join(directory, os.path.basename(path))
        if not os.path.lexists(link):
            os.symlink(place(path), link)
    if os.path.isdir(directory):
        wishes.add("find-links", directory)


def settings(environ):
    """Yields the names and values of settings that were made as options would be."""
    for variable, value in sorted(environ.items()):
        name = variable[4:].lower().replace("_", "-")
        if not variable.startswith("PIP_") or name in ("config-file", "version"):
            continue
        if value.lower() in FALSE and name not in VARIABLES:
            continue  # switched off
        for word in value.split() if name in LISTS else [value]:
            yield name, word
            if name == "constraint":
                yield "build-constraint", word  # as for pip before 25.3


def words(wishes):
    """Returns the words for uv that both of its commands know."""
    found = [FLAGS[name] for name in FLAGS if wishes.has(name)]
    for name, option in VALUES.items():
        found += [f"{option}={value}" for value in wishes.all(name)]
    for name in CHOICES:
        found += [f"--{name}={one}" for value in wishes.all(name) for one in value.split(",") if one]
    return found


def variables(wishes, environ):
    """Returns the environment for uv; its own settings are no concern of this build."""
    found = {name: value for name, value in environ.items() if not name.startswith("UV_")}
    found.update(
        UV_CACHE_DIR=environ[CACHE],
        UV_PYTHON_DOWNLOADS="never",
        UV_NO_PROGRESS="1",
        UV_SYSTEM_CERTS="1",
        UV_NATIVE_TLS="1",
        NO_COLOR="1",
    )
    bundle = environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE")
    if bundle:
        found["SSL_CERT_FILE"] = bundle
    if wishes.has("no-proxy-env"):
        for name in VARIABLES["proxy"]:
            found.pop(name, None)
    for name, targets in VARIABLES.items():
        if wishes.has(name):
            values = wishes.all(name)
            found.update((target, " ".join(values) if name in LISTS else values[-1]) for target in targets)
    if "SSL_CERT_FILE" in found:
        found.pop("SSL_CERT_DIR", None)  # the one or the other
        if os.path.isdir(found["SSL_CERT_FILE"]):
            found["SSL_CERT_DIR"] = found.pop("SSL_CERT_FILE")
    if wishes.has("index-url"):
        found["UV_DEFAULT_INDEX"] = wishes.all("index-url")[-1]
    if wishes.has("extra-index-url"):
        found["UV_INDEX"] = " ".join(wishes.all("extra-index-url"))
    if wishes.all("extra-index-url") or wishes.all("find-links"):
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # all count alike, as for pip; but uv tells of no refusal then
    if wishes.all("find-links"):
        found["UV_FIND_LINKS"] = ",".join(map(place, wishes.all("find-links")))
    if environ.get(OFFLINE):
        found["UV_OFFLINE"] = "1"
    return found


def place(text):
    """Returns what --find-links names; a directory may be a file URL."""
    return urllib.parse.unquote(text[7:]) if text.startswith("file:///") else text


def installed(environ):
    """Returns the distributions that were there before the first call of this build, of which only this keeps the names."""
    path = os.path.join(environ["TMPDIR"], "uv-installed.json")
    if not os.path.exists(path):
        home = os.path.abspath(sys.prefix)
        found = {}
        for one in importlib.metadata.distributions(path=[p for p in sys.path if os.path.abspath(p).startswith(home + "/lib")]):
            if one.metadata["Name"]:
                found[canonicalize_name(one.metadata["Name"])] = one.version
        with open(path, "w", encoding="utf-8") as file:
            json.dump(found, file)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def call(arguments, lines, environ, wishes, requirements):
    """Runs uv; returns what it writes to standard output, for an installation the plan that it writes besides."""
    words = [environ[UV], "pip", *arguments, "--no-config", "--no-sources", "--python=" + sys.executable]
    if wishes.loud:
        words.append("--verbose")
    print("\t" + " ".join(words), flush=True)
    text = "".join(line + "\n" for line in lines)
    result = subprocess.run(words, input=text, capture_output=True, encoding="utf-8", env=environ)
    print(WARNING.sub("WARNING:", result.stderr), end="", flush=True)
    if result.returncode:
        contradiction(result.stderr, requirements)
        sys.exit(result.returncode)
    return result.stderr if arguments[0] == "install" else result.stdout


def contradiction(text, requirements):
    """Says as pip does that a wheel, which was decided before, is none that is required; uv sees no other version."""
    for asked in NO_VERSION.findall(text):
        name, _ = named(asked)
        if name in requirements.wheels:
            file = requirements.wheels[name]
            print("The conflict is caused by:")
            print(f"    The user requested {name} {file.rpartition('/')[2].split('-')[1]} (from {file})")
            print(f"    The user requested {asked}\n", flush=True)


def decide(wishes, requirements, environ):
    """Yields the packages to install, as a lock file has them."""
    options = words(wishes)
    lines = wishes.input()
    there = {} if wishes.has("ignore-installed") else installed(environ)
    changes = missing(wishes, requirements, environ) if there else None
    if there:
        if not changes:
            return
        lines = lines + [f"{name}=={version}" for name, version in changes.items() if version]
        kept = os.path.join(environ["TMPDIR"], "uv-kept.txt")
        with open(kept, "w", encoding="utf-8") as file:
            file.writelines(name + "\n" for name in there if name not in changes)
        options.append("--excludes=" + kept)
    command = ["compile", "--no-header", "--no-annotate", "--no-strip-extras", "--emit-index-annotation", *options]
    answer = call([*command, *files(wishes, lines)], lines, environ, wishes, requirements)
    away = []
    for line, index in entries(answer):
        package = here_as(line, index, wishes, requirements)
        if package is None:
            away.append(line)
        elif changes is None or package["name"] in changes:
            yield package
    for package in locked(away, wishes, requirements, environ):
        if changes is None or canonicalize_name(package["name"]) in changes:
            yield package


def entries(answer):
    """Yields the lines of requirements that uv has written, each with the directory that has it, if it is one."""
    lines = answer.splitlines()
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith(("#", "--")):
            index = FROM.match(lines[number + 1]) if number + 1 < len(lines) else None
            yield line, local({"url": index.group(1)}) if index else None


def here_as(line, index, wishes, requirements):
    """Returns the package that a line stands for if that is a wheel or lies in a directory of this machine.

    Of several directories that have it uv names one; what it prefers depends on their names, of which one is random.
    """
    wheel = WHEEL.fullmatch(line)
    if wheel:
        path = local({"url": "file://" + wheel.group(1)}) if "file://" in line else wheel.group(1)
        file = os.path.basename(path).split("-")
        return {"name": canonicalize_name(file[0]), "version": file[1], "archive": {"path": path}}
    pinned = PINNED.match(line)
    if pinned and index and os.path.isdir(index):
        directories = {index, *filter(os.path.isdir, map(place, wishes.all("find-links")))}
        return beside(directories, canonicalize_name(pinned.group(1)), pinned.group(2), requirements)
    return None


def locked(lines, wishes, requirements, environ):
    """Returns the packages that lines of requirements stand for."""
    if not lines:
        return []
    options = [word for word in words(wishes) if word != "--no-deps"]
    command = ["compile", "--format=pylock.toml", "--no-header", "--no-annotate", "--no-deps", *options, "-"]
    if requirements.strict:
        command.append("--generate-hashes")
    packages = tomli.loads(call(command, lines, environ, wishes, requirements)).get("packages", [])
    return [one for one in packages if "marker" not in one or Marker(one["marker"]).evaluate({"extra": ""})]


def files(wishes, lines):
    """Returns the requirements files; standard input has the rest, as lines."""
    return [*wishes.all("requirement"), *(["-"] if lines else [])]


def missing(wishes, requirements, environ):
    """Returns the versions of what is not there as it has to be, by name; nothing for one that has a URL."""
    sources = ["--requirements=" + file for file in files(wishes, wishes.input())]
    options = ["install", "--dry-run", *words(wishes), *sources]
    if wishes.has("force-reinstall"):
        options.append("--reinstall")
    if wishes.has("upgrade"):
        eager = "eager" in wishes.all("upgrade-strategy")
        options += ["--upgrade"] if eager else [f"--upgrade-package={name}" for name in requirements.names]
    found = {}
    lock = os.path.join(sys.prefix, ".lock")
    locked_before = os.path.lexists(lock)
    for line in call(options, wishes.input(), environ, wishes, requirements).splitlines():
        match = CHANGE.match(line)
        if match:
            found[canonicalize_name(match.group(1))] = match.group(2)
    if not locked_before and os.path.lexists(lock):
        os.unlink(lock)
    return found


def main(arguments):
    """Writes the report."""
    try:
        wishes = Wishes(arguments, os.environ)
        link_files(wishes, os.environ)
        requirements = Requirements(wishes)
        choice = Choice(requirements)
        packages = decide(wishes, requirements, variables(wishes, os.environ))
        report = {"version": "1", "install": [item(one, requirements, choice) for one in packages]}
    except Refusal as refusal:
        sys.exit(f"error: {refusal}")
    with open(wishes.all("report")[-1], "w", encoding="utf-8") as file:
        json.dump(report, file)


main(sys.argv[2:])
