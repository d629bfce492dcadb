"""What the benchmarks share: how the engine is started, and how a command is measured."""

import os
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
os.environ.setdefault("DH_VIRTUALENV_ENGINE", TOP + "/engine/target/dh-python-virtualenv-engine.jar")
RUNS = 3


def java():
    """Returns the command that starts the engine as ours do."""
    ask = "use Debian::Debhelper::PythonVirtualenv::Machine qw(engine_command); print join(' ', engine_command())"
    return subprocess.check_output(["perl", f"-I{TOP}/perl/lib", "-e", ask], text=True).split(" ")


def measure(root, command, runs=RUNS, words="", **variables):
    """Returns the shortest time in seconds and the peak memory in MiB of the largest process."""
    best, peak = float("inf"), 0
    for _ in range(runs):
        start = time.monotonic()
        child = subprocess.Popen(
            command,
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | variables,
        )
        child.stdin.write(words.encode())
        child.stdin.close()
        said = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        best = min(best, time.monotonic() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
        if status or b"refused" in said:
            sys.exit(f"{command} failed:\n{said.decode(errors='replace')[-3000:]}")
    return best, peak


def files_below(directory, suffix):
    """Returns all regular files whose name holds the suffix, in a fixed order."""
    found = []
    for base, _, names in sorted(os.walk(directory)):
        found += [os.path.join(base, name) for name in sorted(names) if suffix in name]
    return [path for path in found if os.path.isfile(path) and not os.path.islink(path)]
