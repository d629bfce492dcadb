"""Compiles the modules of the pip in a directory, on all processors, for the pips that will run from there at once.

Usage: pip_compiler.py DIRECTORY PREFIX

PREFIX is where they will look for byte code (PYTHONPYCACHEPREFIX).
"""

import os
import py_compile
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import __pip_later__  # noqa: E402

# What pip has and does not import when it decides, fetches and builds, packages or modules; and what it imports later.
IDLE = {
    "__pip_compiler__",
    "__pip_met_requirements__",
    "__uv_archives__",
    "__uv_decide__",
    "_internal.network.xmlrpc",
    "_internal.operations.freeze",
    "_internal.resolution.legacy",
    "_vendor.cachecontrol._cmd",
    "_vendor.cachecontrol.heuristics",
    "_vendor.colorama",
    "_vendor.platformdirs.android",
    "_vendor.platformdirs.macos",
    "_vendor.platformdirs.windows",
    "_vendor.pygments",
    "_vendor.pyparsing.diagram",
    "_vendor.requests.help",
    "_vendor.rich.__main__",
    "_vendor.rich._inspect",
    "_vendor.rich._spinners",
    "_vendor.rich._win32_console",
    "_vendor.rich._windows_renderer",
    "_vendor.rich.ansi",
    "_vendor.rich.bar",
    "_vendor.rich.columns",
    "_vendor.rich.diagnose",
    "_vendor.rich.json",
    "_vendor.rich.layout",
    "_vendor.rich.live",
    "_vendor.rich.live_render",
    "_vendor.rich.progress_bar",
    "_vendor.rich.prompt",
    "_vendor.rich.rule",
    "_vendor.rich.spinner",
    "_vendor.rich.status",
    "_vendor.rich.syntax",
    "_vendor.rich.tree",
    "_vendor.six",
    "_vendor.tenacity.tornadoweb",
    "_vendor.typing_extensions",
    "_vendor.urllib3.contrib._securetransport",
    "_vendor.urllib3.contrib.appengine",
    "_vendor.urllib3.contrib.ntlmpool",
    "_vendor.urllib3.contrib.pyopenssl",
    "_vendor.urllib3.contrib.securetransport",
    "_vendor.urllib3.contrib.socks",
    "_vendor.webencodings",
    *("_vendor." + name for name in __pip_later__.LATER),
}

# Of these packages, only this is imported.
USED = {
    "_internal.commands": {"__init__", "install", "wheel"},
    "_vendor.distlib": {"__init__", "compat", "resources", "scripts", "util"},
}


def modules(directory):
    """Returns the files of the modules, the largest first."""
    found = []
    for place, below, names in os.walk(directory):
        package = os.path.relpath(place, directory).replace("/", ".")
        prefix = "" if package == "." else package + "."
        below[:] = [name for name in below if prefix + name not in IDLE]
        used = USED.get(package)
        for stem, extension in map(os.path.splitext, names):
            if extension == ".py" and prefix + stem not in IDLE and (used is None or stem in used):
                found.append(os.path.join(place, stem + extension))
    return sorted(found, key=lambda module: (-os.path.getsize(module), module))


def work(share):
    """Compiles; what cannot be compiled or written will be compiled by whoever imports it."""
    for module in share:
        try:
            py_compile.compile(module, doraise=True)
        except (OSError, SyntaxError, ValueError, py_compile.PyCompileError):
            pass


def main():
    sys.pycache_prefix = sys.argv[2]
    found = modules(os.path.join(sys.argv[1], "pip"))
    processors = len(os.sched_getaffinity(0))
    children = []
    for number in range(1, processors):
        child = os.fork()
        if not child:
            work(found[number::processors])
            os._exit(0)
        children.append(child)
    work(found[::processors])
    for child in children:
        os.waitpid(child, 0)


main()
