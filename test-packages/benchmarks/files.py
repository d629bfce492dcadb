"""The commands of this checkout on packages with growing numbers of files."""

import base64
import hashlib
import os
import subprocess
import tempfile
import zipfile

from benchmarks import sources
from benchmarks.measuring import TOP, files_below, measure

COUNTS = (1000, 2000, 5000, 10000, 20000, 40000)
EACH = 500  # files of a wheel, the least number
COMMANDS = ("dh_virtualenv", "dh_virtualenv_finish", "dh_virtualenv_shlibdeps")


def wheel(directory, number, paths):
    """Writes a wheel of copies of files, in a package of its own."""
    name, info = f"d{number}", f"d{number}-1.0.dist-info"
    files = {f"{name}/__init__.py": b""}
    for index, path in enumerate(paths):
        with open(path, "rb") as file:
            files[f"{name}/m{index}{os.path.splitext(path)[1]}"] = file.read()
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    rows = []
    with zipfile.ZipFile(f"{directory}/{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            rows.append(f"{path},sha256={digest},{len(content)}\n")
            archive.writestr(path, content)
        archive.writestr(f"{info}/RECORD", "".join(rows) + f"{info}/RECORD,,\n")


def small(directory, ending):
    """Returns files of some length and less."""
    return [path for path in files_below(directory, ending) if path.endswith(ending) and os.path.getsize(path) < 30000]


def main(words):
    """Prints a line for each number of files; half of them modules, byte code not counted."""
    if words:
        raise SystemExit("benchmark: error: files takes no arguments")
    modules, others = small("/usr/lib/python3.11", ".py"), small("/usr/share/perl", ".pm")
    print(f"{'files':>7}" + "".join(f"{command:>28}" for command in COMMANDS) + f"{'all':>10}   ms a file   MiB")
    with tempfile.TemporaryDirectory() as trees:
        trees = os.path.realpath(trees)
        os.mkdir(trees + "/wheels")
        for number in range(COUNTS[-1] // EACH):
            mixed = [p for i in range(EACH // 2) for p in (modules[(number * 7 + i) % len(modules)], others[i % len(others)])]
            wheel(trees + "/wheels", number, mixed)
        for count in COUNTS:
            root = f"{trees}/{count}"
            sources.write(root, {"requirements.txt": "".join(f"d{number}\n" for number in range(count // EACH))})
            variables = {
                "PERL5LIB": TOP + "/perl/lib",
                "DH_DATAFILES": TOP + "/perl",
                "DH_VIRTUALENV_FINISHED_LATER": "1",
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": trees + "/wheels",
            }
            taken = [measure(root, [f"{TOP}/perl/bin/{command}"], 1, **variables) for command in COMMANDS]
            files = int(subprocess.check_output("find debian/bench -type f ! -name '*.pyc' | wc -l", shell=True, cwd=root))
            seconds = [one for one, _ in taken]
            print(
                f"{files:>7}"
                + "".join(f"{one:>26.2f} s" for one in seconds)
                + f"{sum(seconds):>8.2f} s {sum(seconds) / files * 1000:>11.2f} {max(peak for _, peak in taken):>5.0f}",
                flush=True,
            )
