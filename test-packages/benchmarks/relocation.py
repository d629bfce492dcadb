"""The engine and sha256sum on the same large virtualenv."""

import os
import shutil
import subprocess
import tempfile

from benchmarks.measuring import files_below, java, measure


def distribution(tree, number, paths):
    """Installs copies of paths as one distribution with a script; returns their size."""
    site = f"{tree}/lib/python3.11/site-packages"
    info = f"{site}/d{number}-1.0.dist-info"
    os.makedirs(f"{site}/d{number}")
    os.makedirs(info)
    rows = []
    for index, path in enumerate(paths):
        name = f"d{number}/{index}-{os.path.basename(path)}"
        shutil.copyfile(path, f"{site}/{name}")
        rows.append(f"{name},sha256=x,{os.path.getsize(path)}\n")
    with open(f"{tree}/bin/tool{number}", "w", encoding="utf-8") as script:
        script.write(f"#!{tree}/bin/python3\nimport d{number}\n")
    rows.append(f"../../../bin/tool{number},sha256=x,1\nd{number}-1.0.dist-info/RECORD,,\n")
    with open(f"{info}/RECORD", "w", encoding="utf-8") as record:
        record.writelines(rows)
    return sum(map(os.path.getsize, paths))


def relocation(files=40000, size=800 * 10**6):
    """Prints the time to relocate a large virtualenv."""
    small = [path for path in files_below("/usr/lib/python3", ".py") + files_below("/usr/lib/python3.11", ".py")]
    large = [path for path in files_below("/usr/lib", ".so") if 200_000 < os.path.getsize(path) < 20_000_000]
    with tempfile.TemporaryDirectory() as root:
        root = os.path.realpath(root)
        tree = root + "/venv"
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", tree], check=True)
        count = total = number = 0
        while count < files - 100:
            paths = [small[(count + i) % len(small)] for i in range(96)]
            left = (size - total) / max(1, files - count) * 98
            while left > sum(map(os.path.getsize, paths)) and len(paths) < 100:
                paths.append(large[(count + len(paths)) % len(large)])
            total += distribution(tree, number, paths)
            count += len(paths) + 2
            number += 1
        print(f"{count} files, {total / 10**6:.0f} MB, {number} distributions")
        place = "/opt/venvs/" + "x" * 20
        hashing, _ = measure(root, ["sh", "-c", "find venv -type f -print0 | xargs -0 sha256sum"], 2)
        first, memory = measure(root, java() + ["relocate", tree, place], 1)
        second, _ = measure(root, java() + ["relocate", tree, place], 2)
        for what, seconds in ("sha256sum", hashing), ("relocation", first), ("once more", second):
            print(f"{what:12} {seconds:6.2f} s {total / 10**6 / seconds:6.0f} MB/s")
        print(f"relocation takes {first / hashing:.2f} of the time of sha256sum, and {memory:.0f} MiB")


def main(words):
    """Relocates; takes no words."""
    if words:
        raise SystemExit("benchmark: error: relocation takes no arguments")
    relocation()
