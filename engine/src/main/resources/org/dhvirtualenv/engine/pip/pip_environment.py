"""Decides which of the caller's settings reach pip, and lists them when it is run as a program.

Those that say where to get things from and how to build them pass, from PIP_* variables and from
pip's configuration files alike; those that say where to put things, or what and how to install, do
not. Files are read as pip's manual describes and handed over as variables. A Python, a virtualenv or
a conda environment that the caller happens to have active has no influence either.
"""

import configparser
import locale
import os
import re
import sys

PASS = set(
    """
    all-releases build-constraint build-option cache-dir cert check-build-dependencies client-cert
    config-settings constraint default-timeout disable-pip-version-check exists-action extra-index-url
    find-links global-option ignore-requires-python index-url keyring-provider no-binary
    no-build-isolation no-color no-index no-input no-proxy-env only-binary only-final pre prefer-binary
    proxy pypi-url refresh-package resume-retries retries root-user-action timeout trusted-host
    uploaded-prior-to use-deprecated use-feature use-pep517
    """.split()
)

# Asked for by whoever lists the settings, who hands them over in another way.
ASKED = {"require-hashes", "no-cache-dir"}

# Relative to the source directory, also where pip works in a copy of it.
PATHS = {"find-links", "cache-dir", "cert", "client-cert", "constraint", "build-constraint"}

# Variables of the requests library. It prefers them to what pip says; here they do not count beside pip's own variable.
BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

# Files that variables name which are not pip's.
FILES = (*BUNDLES, "SSL_CERT_FILE", "NETRC")

# Variables of Python that neither lead to other modules nor change what is built.
HARMLESS = {"PYTHON" + name for name in "HASHSEED PYCACHEPREFIX NOUSERSITE UTF8 IOENCODING UNBUFFERED".split()}

# The engine's own: what relative paths refer to, and indexes besides those of the caller.
SOURCE = "DH_PIP_SOURCE"
MORE = "DH_PIP_EXTRA_INDEX_URL"

# Indexes of a lock file, in place of PyPI and besides it.
LOCKED = "DH_PIP_LOCKED_INDEX_URL"
LOCKED_MORE = "DH_PIP_LOCKED_EXTRA_INDEX_URL"

# For each host of an index with credentials, where pip keeps them only while it looks at the index.
AUTHORITY = "DH_PIP_AUTH_"
URL = re.compile(r"https?://([^/\s]+@)([^/?#\s]+)")


def files(environ):
    """Returns the configuration files that pip would read, in the order in which they count."""
    home = os.path.expanduser("~")
    system = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)
    found = [os.path.join(directory, "pip", "pip.conf") for directory in system if directory]
    found.append("/etc/pip.conf")
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    if not os.path.exists(named):
        found.append(os.path.join(home, ".pip", "pip.conf"))
        found.append(os.path.join(environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "pip", "pip.conf"))
    return found + [os.path.join(sys.prefix, "pip.conf"), named]


def configured(environ):
    """Returns what the files say of `pip install`: a value and the file that has it, by name."""
    sections = {"global": {}, "install": {}}
    for path in files(environ):
        if not os.path.isfile(path):
            continue
        parser = configparser.RawConfigParser()
        parser.read(path, encoding=locale.getpreferredencoding(False))
        for section, values in sections.items():
            if parser.has_section(section):
                values.update((name(key), (value, path)) for key, value in parser.items(section))
    return {**sections["global"], **sections["install"]}


def name(key):
    """Returns the name of an option as pip writes it."""
    key = key.lower().replace("_", "-")
    return key[2:] if key.startswith("--") else key


def settings(environ):
    """Returns all settings, whatever they are about: value and source, by name."""
    found = configured(environ)
    for variable, value in environ.items():
        if variable.startswith("PIP_") and variable not in ("PIP_CONFIG_FILE", "PIP_VERSION") and value:
            found[name(variable[4:])] = (value, variable)
    if MORE in environ:
        value, source = found.get("extra-index-url", ("", MORE[3:]))
        found["extra-index-url"] = (f"{value} {environ[MORE]}".strip(), source)
    add_locked(found, environ)
    authority = environ.get("SSL_CERT_FILE")
    if authority and "cert" not in found and not any(environ.get(variable) for variable in BUNDLES):
        found["cert"] = (authority, "SSL_CERT_FILE")  # OpenSSL's; the requests library takes no notice of it
    return found


def add_locked(found, environ):
    """Adds the indexes of a lock file to settings that have none, or only that of a file in place of PyPI's."""
    url, source = found.get("index-url") or found.get("pypi-url") or ("", "")
    more = environ.get(LOCKED_MORE, "")
    if source.startswith("PIP_"):
        return
    if url:
        more = f"{environ.get(LOCKED, '')} {more}".strip()
    elif LOCKED in environ:
        found["index-url"] = (environ[LOCKED], "the lock file")
    if more:
        value, source = found.get("extra-index-url", ("", "the lock file"))
        found["extra-index-url"] = (f"{value} {more}".strip(), source)


def credentials(found):
    """Returns the user, password and at sign of each host that is named with them."""
    urls = " ".join(found[key][0] for key in ("index-url", "pypi-url", "extra-index-url", "find-links") if key in found)
    return {host.lower(): user for user, host in URL.findall(urls)}


def absolute(key, value, directory):
    """Returns the value of a setting with relative paths resolved against a directory."""
    if key not in PATHS or not directory:
        return value
    words = value.split() if key not in ("cache-dir", "cert", "client-cert") else [value]
    return " ".join(word if "://" in word else os.path.join(directory, os.path.expanduser(word)) for word in words)


def clean(environ):
    """Changes a mapping of variables into one that is right for pip and for what it starts."""
    try:
        found = settings(environ)
    except (configparser.Error, UnicodeError):
        found = None  # pip will say what is wrong with its file
    active = [environ.get(variable) for variable in ("VIRTUAL_ENV", "CONDA_PREFIX")]
    for variable in list(environ):
        if variable.startswith("PYTHON") and variable not in HARMLESS or foreign(variable):
            del environ[variable]
    if sys.prefix != sys.base_prefix:
        environ["VIRTUAL_ENV"] = sys.prefix
    environ["PYTHONNOUSERSITE"] = "1"
    environ["PATH"] = os.pathsep.join(
        directory for directory in environ.get("PATH", os.defpath).split(os.pathsep) if not inside(directory, active)
    )
    if found is None:
        return
    for variable in [variable for variable in environ if variable.startswith("PIP_")]:
        del environ[variable]
    environ["PIP_CONFIG_FILE"] = os.devnull
    for variable in (MORE, LOCKED, LOCKED_MORE):
        environ.pop(variable, None)
    for variable in FILES:
        if environ.get(variable):
            environ[variable] = absolute("cert", environ[variable], environ.get(SOURCE))
    for host, user in credentials(found).items():
        environ.setdefault(AUTHORITY + host.encode().hex().upper(), user)
    for key, (value, _) in found.items():
        if key in PASS:
            environ["PIP_" + key.upper().replace("-", "_")] = absolute(key, value, environ.get(SOURCE))
    if found.get("cert", ("", ""))[1] == "PIP_CERT":
        environ.update({variable: environ["PIP_CERT"] for variable in BUNDLES if variable in environ})


def foreign(variable):
    """Says whether a variable tells of an environment that the caller has active."""
    return variable.lstrip("_").startswith("CONDA_") or variable in ("VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


def inside(directory, active):
    """Says whether a directory of PATH belongs to an environment that the caller has active."""
    home = os.path.dirname(directory.rstrip("/"))
    other = os.path.exists(os.path.join(home, "pyvenv.cfg")) or os.path.exists(os.path.join(home, "conda-meta"))
    return other and home != sys.prefix or home in active


def cache(environ, found):
    """Returns pip's cache directory if it can be used by this user, as pip decides it.

    That of a user without a home, as in a build chroot, would be kept for nobody.
    """
    home = os.path.expanduser("~")
    if "cache-dir" in found:
        path = absolute("cache-dir", found["cache-dir"][0], environ.get(SOURCE))
    elif environ.get("XDG_CACHE_HOME"):
        path = os.path.join(environ["XDG_CACHE_HOME"], "pip")
    else:
        path = os.path.join(home, ".cache", "pip") if os.path.isdir(home) else ""
    if not os.path.isabs(path):
        return ""
    there = path
    while not os.path.lexists(there):
        there = os.path.dirname(there)
    ours = os.geteuid() != 0 or os.stat(there).st_uid == 0
    return path if ours and os.path.isdir(there) and os.access(there, os.W_OK) else ""


def listing(environ):
    """Yields a line for each setting: whether it passes, its name, where it stands, its value if we ask."""
    found = settings(environ)
    for key, (value, source) in sorted(found.items()):
        state = "asked" if key in ASKED else "used" if key in PASS else "ignored"
        yield state, key, source, value if state == "asked" else ""
    for variable in sorted(environ):
        if variable.startswith("PYTHON") and variable not in HARMLESS or foreign(variable):
            yield "ignored", variable, variable, ""
    for host in sorted(credentials(found)):
        yield "host", host, "", ""
    yield "cache", cache(environ, found), "", ""


if __name__ == "__main__":
    try:
        for row in listing(os.environ):
            print(*row, sep="\t")
    except (configparser.Error, UnicodeError):
        pass  # pip will say what is wrong with its file
