"""The same wheels by pip, uv, the engine, and dh_virtualenv of ours and of others."""

import os
import shutil
import statistics
import subprocess
import tempfile

from benchmarks import sources
from benchmarks.measuring import TOP, files_below, java, measure
from benchmarks.wheels import SETS, virtualenv, wheels_of


def source(root, wheels, name):
    """Writes a source package whose dh_virtualenv installs a set."""
    files = {
        "setup.py": "from setuptools import setup; setup(name='bench', version='1', py_modules=[])",
        "requirements.txt": f"--no-index\n--find-links={wheels}\n" + "\n".join(SETS[name].split()) + "\n",
    }
    sources.write(root, files)


def by_pip(root, wheels):
    """Installs by pip, which comes with the virtualenv."""
    virtualenv(root + "/venv", pip=True)
    pip = [root + "/venv/bin/pip", "install", "--no-index", "--no-deps", "--no-cache-dir"]
    return measure(root, pip + files_below(wheels, ".whl"), 1)


def by_uv(root, wheels):
    """Installs by uv with an empty cache."""
    virtualenv(root + "/venv")
    uv = ["uv", "pip", "install", "--python", root + "/venv/bin/python", "--offline", "--no-index", "--no-deps"]
    uv += ["--compile-bytecode", "--link-mode=copy", "--cache-dir", root + "/cache"]
    return measure(root, uv + files_below(wheels, ".whl"), 1)


def by_engine(root, wheels):
    """Installs by the engine's installer alone."""
    virtualenv(root + "/venv")
    *machine, _, jar = java()
    machine += ["-cp", f"{jar}:{TOP}/engine/target/test-classes", "org.dhvirtualenv.engine.wheel.InstallMain"]
    words = "\t".join([root + "/venv", "/opt/bench", "compile"] + files_below(wheels, ".whl")) + "\n"
    return measure(root, machine, 1, words)


def offline():
    """Returns the options with which pip finds what builds the project without asking an index."""
    return ["--extra-pip-arg=--no-index", "--extra-pip-arg=--find-links=" + wheels_of("tools")]


def by_command(root, wheels, name):
    """Runs dh_virtualenv as a whole."""
    source(root + "/source", wheels, name)
    return measure(
        root + "/source",
        [TOP + "/perl/bin/dh_virtualenv"] + offline(),
        1,
        HOME="/nonexistent",
        PERL5LIB=TOP + "/perl/lib",
        DH_DATAFILES=TOP + "/perl",
        DH_VIRTUALENV_FINISHED_LATER="",
    )


def by_peer(root, wheels, name, package):
    """Runs the dh_virtualenv of the binary package."""
    source(root + "/source", wheels, name)
    subprocess.run(["dpkg-deb", "-x", package, root + "/peer"], check=True)
    return measure(
        root + "/source",
        ["/usr/bin/python3", root + "/peer/usr/bin/dh_virtualenv", "--builtin-venv", "-n"] + offline(),
        1,
        PYTHONPATH=root + "/peer/usr/lib/python3/dist-packages",
    )


def installation(name, peer):
    """Prints the times of the ways to install a set."""
    wheels = wheels_of(name)
    ways = {"pip": by_pip, "engine": by_engine, "dh_virtualenv": lambda root, set_: by_command(root, set_, name)}
    if shutil.which("uv"):
        ways["uv"] = by_uv
    if peer:
        ways["peer"] = lambda root, set_: by_peer(root, set_, name, peer)
    figures = {way: [] for way in ways}
    # One directory that goes at the end: ext4 makes new files slowly for minutes after many were deleted.
    with tempfile.TemporaryDirectory() as trees:
        for turn in range(5):
            for way, install in ways.items():
                root = f"{os.path.realpath(trees)}/{way}{turn}"
                os.mkdir(root)
                figures[way].append(install(root, wheels))
    medians = {way: statistics.median(seconds for seconds, _ in runs) for way, runs in figures.items()}
    for way, runs in figures.items():
        times = [seconds for seconds, _ in runs]
        print(
            f"{way:14} {medians[way]:6.2f} s ({min(times):.2f} to {max(times):.2f})"
            f" {max(memory for _, memory in runs):5.0f} MiB   {medians[way] / medians['pip']:.2f} of pip"
        )


def main(words):
    """Installs the set that the command line names."""
    if not words or words[0] not in SETS:
        raise SystemExit(f"benchmark: error: installation takes one of {', '.join(SETS)}, and a .deb of dh-virtualenv")
    installation(words[0], os.path.abspath(words[1]) if words[1:] else None)
