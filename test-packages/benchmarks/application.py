"""The same applications as packages: by dh-virtualenv with its workaround, by ours, by uv in debian/rules."""

import argparse
import os
import shutil
import subprocess
import tempfile

from benchmarks import chroots, picture, results, sources
from benchmarks.wheels import SETS, WORK, wheels_of

APPLICATIONS = {"hello": ""} | SETS

SETUP = """from setuptools import setup
setup(name="bench", version="1", py_modules=["bench"], entry_points={"console_scripts": ["bench = bench:main"]})
"""
STOCK = "#!/usr/bin/make -f\n%:\n\tdh $@ --with python-virtualenv\n"

# Without it, dh_strip damages wheels, and dh_dwz and dh_shlibdeps fail.
WORKAROUND = """
override_dh_strip:
	dh_strip --exclude=/site-packages/

override_dh_shlibdeps:
	dh_shlibdeps --exclude=/site-packages/

override_dh_dwz:
"""
RULES = {
    "peer": STOCK + "\noverride_dh_virtualenv:\n\tdh_virtualenv --builtin-venv\n" + WORKAROUND,
    "ours": STOCK,
    "with-uv": STOCK + "\noverride_dh_virtualenv:\n\tdh_virtualenv --installer=uv\n",
    "uv": """#!/usr/bin/make -f
VENV = debian/bench/opt/venvs/bench
%:
	dh $@

override_dh_auto_configure override_dh_auto_build override_dh_auto_test:

override_dh_auto_install:
	uv venv --quiet --relocatable --python=/usr/bin/python3 $(VENV)
	uv pip install --quiet --compile-bytecode --link-mode=copy --python=$(VENV)/bin/python \
		$(if $(wildcard requirements.txt),-r requirements.txt) .
"""
    + WORKAROUND,
}


def source(directory, column, application):
    """Writes the source package."""
    requirements = APPLICATIONS[application].split()
    files = {
        "debian/rules": RULES[column],
        "setup.py": SETUP,
        "bench.py": "def main():\n    print('hello')\n",
    }
    if requirements:
        files["requirements.txt"] = "".join(name + "\n" for name in requirements)
    sources.write(directory, files, "any" if requirements else "all")
    os.chmod(directory + "/debian/rules", 0o755)


def build(root, column, application, run):
    """Builds in a chroot and returns the measured steps; only the first run makes the .deb, because xz takes long."""
    name = f"{application}-{column}-{run}"
    directory = f"{root}/srv/builds/{name}"
    source(directory, column, application)
    wheels = ["/srv/wheels-tools"] + ([f"/srv/wheels-{application}"] if APPLICATIONS[application] else [])
    variables = {
        "HOME": "/nonexistent",  # as in a build chroot: no cache from one run to the next
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": " ".join(wheels),
        "UV_OFFLINE": "1",
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": ",".join(wheels),
        "UV_CACHE_DIR": f"/srv/builds/{name}.cache",
        "TIMED_SKIP": "" if run == 0 else "dh_builddeb",
    }
    try:
        chroots.run_inside(root, "build", name, **variables)
    except SystemExit:
        with open(directory + ".out", encoding="utf-8", errors="replace") as log:
            raise SystemExit(f"benchmark: error: {column} cannot build {application}:\n{log.read()[-4000:]}") from None
    steps = results.read_steps(directory + ".log")
    if run == 0:
        steps += results.sizes(f"{root}/srv/builds")
    return steps


def options(words):
    """Returns what the command line says."""
    parser = argparse.ArgumentParser(prog="benchmark application", description=__doc__)
    parser.add_argument("applications", nargs="*", metavar="|".join(APPLICATIONS), help="by default all of them")
    parser.add_argument("--runs", type=int, default=5, help="how often each is built in each way")
    parser.add_argument("--peer", metavar="DEB", help="dh-virtualenv; by default that of forky")
    parser.add_argument("--own", metavar="DIRECTORY", help="has our .debs; by default they are built first")
    parser.add_argument("--output", metavar="PREFIX", default=WORK + "/benchmark", help="of the .csv and the .svg")
    given = parser.parse_args(words)
    unknown = [name for name in given.applications if name not in APPLICATIONS]
    if unknown:
        parser.error(f"no application '{unknown[0]}'; there are {', '.join(APPLICATIONS)}")
    return given


def main(words):
    """Builds everything in turns, prints a table for each application, writes figures and picture."""
    given = options(words)
    applications = given.applications or list(APPLICATIONS)
    os.makedirs(WORK, exist_ok=True)
    # All trees stay to the end: ext4 makes new files slowly for minutes after many were deleted.
    directory = tempfile.mkdtemp(prefix="benchmark.", dir=WORK)
    try:
        roots = {
            "peer": chroots.peer_chroot(directory, given.peer),
            "ours": chroots.own_chroot(directory, given.own),
        }
        roots["with-uv"] = roots["ours"]
        roots["uv"] = chroots.uv_chroot(directory)
        chroots.add_uv(roots["ours"])
        measured = results.Results(given.output + ".csv")
        for column, root in roots.items():
            with open(root + "/srv/version", encoding="utf-8") as version:
                measured.version(column, version.read().strip() + (", uv" if column == "with-uv" else ""))
        for application in applications:
            measured.forget(application)
            for root in set(roots.values()):
                for name in ["tools"] + ([application] if application in SETS else []):
                    shutil.copytree(wheels_of(name), f"{root}/srv/wheels-{name}", dirs_exist_ok=True)
            for run in range(given.runs):
                for column, root in roots.items():
                    print(f"{application}, run {run + 1} of {given.runs}: {column}", flush=True)
                    measured.add(application, column, run, build(root, column, application, run))
            print("\n" + "\n".join(measured.table(application)) + "\n", flush=True)
            measured.write()
        picture.write(given.output + ".svg", measured)
        print(f"figures: {given.output}.csv, picture: {given.output}.svg")
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", directory], check=True)
