"""The engine and dpkg-shlibdeps on the same libraries."""

import os
import re
import shutil
import subprocess
import tempfile

from benchmarks.measuring import java, measure


def libraries(count):
    """Returns paths of shared libraries that dpkg-shlibdeps has an answer for."""
    found = []
    for directory, _, files in sorted(os.walk("/usr/lib")):
        for name in sorted(files):
            path = os.path.join(directory, name)
            if ".so" in name and not os.path.islink(path) and "/jvm/" not in path:
                with open(path, "rb") as file:
                    if file.read(6) == b"\x7fELF\x02\x01":
                        found.append(path)
    usable = []
    for path in found:
        if len(usable) < count and resolvable(path):
            usable.append(path)
    return usable


def resolvable(path):
    """Says whether the loader finds all that the library needs, wherever the library lies."""
    with tempfile.TemporaryDirectory() as elsewhere:
        copy = shutil.copy(path, elsewhere)
        answer = subprocess.run(["ldd", copy], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and "not found" not in answer.stdout


def stage(root, paths, count):
    """Fills debian/bench with count copies, beginning again when the paths are used up."""
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root + "/debian/bench/DEBIAN")
    with open(root + "/debian/control", "w", encoding="utf-8") as control:
        control.write("Source: bench\nMaintainer: A <a@example.org>\n\nPackage: bench\nArchitecture: any\n")
    staged = []
    for number in range(count):
        directory = f"debian/bench/usr/share/bench/{number}"
        os.makedirs(f"{root}/{directory}")
        path = paths[number % len(paths)]
        shutil.copy(path, f"{root}/{directory}")
        staged.append(f"{directory}/{os.path.basename(path)}")
    return staged


def accepted(root, paths, engine):
    """Returns the paths without those whose libraries' packages have no shlibs information."""
    paths = list(paths)
    while True:
        stage(root, paths, len(paths))
        answer = subprocess.run(engine, cwd=root, capture_output=True, text=True, check=False)
        refused = {int(number) for number in re.findall(r"error: '/usr/share/bench/(\d+)/", answer.stderr)}
        if not refused:
            return paths
        paths = [path for number, path in enumerate(paths) if number not in refused]


def dependencies(count):
    """Prints the comparison with dpkg-shlibdeps, then the growth."""
    for line in subprocess.check_output("dpkg-architecture", text=True).splitlines():
        os.environ.setdefault(*line.split("=", 1))  # as dpkg-buildpackage does
    engine = java() + ["shlibdeps", "--dlopen=ignore", "bench", "debian/bench", "result", "/usr/share/bench"]
    with tempfile.TemporaryDirectory() as root:
        root += "/source"
        paths = accepted(root, libraries(count + count // 10), engine)[:count]
        staged = stage(root, paths, len(paths))
        size = sum(os.path.getsize(f"{root}/{path}") for path in staged) / 2**20
        print(f"{len(staged)} shared libraries, {size:.0f} MiB")
        ours, memory = measure(root, engine)
        theirs, their_memory = measure(root, ["dpkg-shlibdeps", "-O"] + ["-e" + path for path in staged], 1)
        print(f"dpkg-shlibdeps {theirs:8.2f} s {their_memory:6.0f} MiB")
        print(f"engine         {ours:8.2f} s {memory:6.0f} MiB   {theirs / ours:.1f} times faster")
        for number in (300, 1000, 2000, 5000):
            stage(root, paths, number)
            seconds, memory = measure(root, engine, 1)
            print(f"{number:5} files    {seconds:8.2f} s {memory:6.0f} MiB   {seconds / number * 1000:.2f} ms each")


def main(words):
    """Compares as many libraries as the command line says."""
    dependencies(int(words[0]) if words else 300)
