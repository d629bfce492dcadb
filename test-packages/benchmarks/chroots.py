"""Chroots side by side: one for each way to put an application into a package."""

import glob
import os
import shutil
import subprocess
import zipfile

from benchmarks.measuring import TOP
from benchmarks.wheels import wheels_of

HERE = TOP + "/test-packages"
NETWORK = ["/etc/hosts", "/etc/resolv.conf", "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt"]


def run_inside(root, *command, network=False, **variables):
    """Runs inside/benchmark in a chroot; without network nothing can ask one. Returns what it prints."""
    script = 'mount -t proc proc "$1/proc"; clean=$2; shift 2; exec "$clean" "$@"'
    words = [f"{name}={value}" for name, value in variables.items()] + ["chroot", root, "/srv/benchmark", *command]
    answer = subprocess.run(
        ([] if network else ["unshare", "--net"])
        + [HERE + "/contained", "sh", "-euc", script, "sh", root, HERE + "/clean-env", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise SystemExit(f"benchmark: error: {command} failed in {root}:\n{answer.stdout[-4000:]}")
    return answer.stdout


def extracted(kind, root):
    """Makes a chroot from the tarball of that kind, with what it runs and with the network."""
    tarball = subprocess.check_output([HERE + "/chroot", "bookworm", kind], text=True).strip()
    os.makedirs(root)
    subprocess.run(["tar", "-xf", tarball, "-C", root], check=True)
    for file in "benchmark", "timed.c":
        shutil.copy(f"{HERE}/inside/{file}", root + "/srv")
    for file in filter(os.path.isfile, NETWORK):
        os.makedirs(os.path.dirname(root + file), exist_ok=True)
        shutil.copyfile(file, root + file)
    os.mkdir(root + "/srv/builds")
    return root


def own_packages(directory):
    """Builds our own packages of the files that git knows; returns the directory that has them."""
    root = extracted("own", directory + "/own")
    listed = subprocess.check_output(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=TOP)
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if os.path.exists(f"{TOP}/{name}"):
            target = f"{root}/srv/source/{name}"
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(f"{TOP}/{name}", target)
    run_inside(root, "own", network=True)
    return root + "/srv"


def peer_chroot(directory, package):
    """Returns a chroot with dh-virtualenv, from a file or else from forky."""
    root = extracted("build", directory + "/peer")
    if package:
        shutil.copy(package, root + "/srv/peer.deb")
    run_inside(root, "peer", network=True)
    return root


def own_chroot(directory, packages):
    """Returns a chroot with ours, from a directory or else built now."""
    packages = packages or own_packages(directory)
    root = extracted("build", directory + "/ours")
    os.mkdir(root + "/srv/own")
    for package in glob.glob(packages + "/dh-*.deb"):
        shutil.copy(package, root + "/srv/own")
    run_inside(root, "ours", network=True)
    return root


def uv_chroot(directory):
    """Returns a chroot with uv."""
    root = extracted("build", directory + "/uv")
    add_uv(root)
    run_inside(root, "uv")
    return root


def add_uv(root):
    """Puts uv, which is in a wheel, where programs are looked for."""
    (wheel,) = glob.glob(wheels_of("uv") + "/*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/scripts/uv")]
        with archive.open(name) as member, open(root + "/usr/local/bin/uv", "wb") as out:
            shutil.copyfileobj(member, out)
    os.chmod(root + "/usr/local/bin/uv", 0o755)
