"""Runs programs in a root directory of their own, without network and privileges.

Usage: private_root.py PLAN

PLAN is a JSON object: the directory "root" to mount it on; "entries", parents before children, each a path and nothing
for a directory, ["link", TARGET] or ["mount", SOURCE]; "trials", lists of words; the longest time for each, "seconds";
the search path of "programs".

The answer is a line of JSON for each trial: its status, whether it took too long and its output. Before each there is
an attempt to open a file that is called MARK and the trial's number, for those who watch this program. Status 3 and a
line on standard error say that there is no such root for this user here.

All mounts and processes end with the process that is the first one of the new namespace.
"""

import ctypes
import errno
import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile

MARK = "/.dh_virtualenv_test/"
NOBODY = 65534
KEPT = 64 * 1024  # bytes of a trial's output
UNAVAILABLE = 3

# <sched.h>, <sys/mount.h>, <sys/prctl.h>, <linux/sockios.h>, <linux/if.h>
NEW_USER = 0x10000000
NEW_OTHERS = 0x20000 | 0x4000000 | 0x8000000 | 0x20000000 | 0x40000000  # mounts, UTS, IPC, PID, network
READ_ONLY, NO_SUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE = 32, 4096, 16384, 1 << 18
DETACH = 2
DEATH_SIGNAL, NO_NEW_PRIVILEGES = 1, 38
GET_FLAGS, SET_FLAGS, UP = 0x8913, 0x8914, 1

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """Calls a function of the C library."""
    words = [os.fsencode(word) if isinstance(word, str) else word for word in arguments]
    if getattr(libc, name)(*words) != 0:
        number = ctypes.get_errno()
        raise OSError(number, "%s: %s" % (name, os.strerror(number)))


def mount(source, target, kind=None, flags=0, data=None):
    call("mount", source, target, kind, ctypes.c_ulong(flags), data)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def become(user, outside, group):
    """Lets the IDs of this process be USER in the new user namespace that it is in."""
    write("/proc/self/setgroups", "deny")
    write("/proc/self/uid_map", "%d %d 1" % (user, outside))
    write("/proc/self/gid_map", "%d %d 1" % (user, group))


def leave():
    """Enters namespaces of its own; returns whether the user is root in one of them only."""
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        try:
            call("unshare", NEW_OTHERS)
            return False
        except OSError:
            pass  # as in a container, whose root may still have a namespace of its own
    call("unshare", NEW_USER | NEW_OTHERS)
    become(0, user, group)
    return True


def private_place(directory):
    """Returns where something can be mounted that shows in no other namespace: DIRECTORY, or /proc in a chroot, whose
    own root is no mount that could be made private."""
    try:
        mount(None, "/", None, RECURSIVE | PRIVATE)
        return directory
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    mount(None, "/proc", None, RECURSIVE | PRIVATE)
    return "/proc"


def make(path, entry):
    """Makes an entry of the root, which is the working directory."""
    if not entry:
        os.makedirs(path, exist_ok=True)
        return
    kind, value = entry
    parent = os.path.dirname(path)
    if parent:
        os.makedirs(parent, exist_ok=True)
    if kind == "link":
        os.symlink(value, path)
        return
    if os.path.isdir(value):
        os.makedirs(path, exist_ok=True)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
    try:
        mount(value, path, None, BIND)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.EACCES):
            raise
        return  # this user cannot see it in the other root either
    if value != "/" + path:
        protect(path)


def protect(path):
    """Lets nothing be written to what is mounted there; what else holds for it has to stay."""
    kept = os.statvfs(path).f_flag & (NO_SUID | NO_DEVICES | NO_PROGRAMS)
    mount(None, path, None, REMOUNT | BIND | READ_ONLY | kept)


def make_kernel_files():
    for name in ("proc", "sys", "dev/shm", "tmp", "var/tmp", "run/lock"):
        os.makedirs(name, exist_ok=True)
    try:
        mount("proc", "proc", "proc", NO_SUID | NO_DEVICES | NO_PROGRAMS)
    except OSError:
        mount("/proc", "proc", None, BIND | RECURSIVE)  # where parts of it are hidden
    mount("/sys", "sys", None, BIND | RECURSIVE)
    for name in ("null", "zero", "full", "random", "urandom"):
        make("dev/" + name, None if not os.path.exists("/dev/" + name) else ["mount", "/dev/" + name])
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        os.symlink("/proc/self/fd" + target, "dev/" + name)


def make_writable():
    """Makes the directories in which everybody may write; nothing else can be written to."""
    for name in ("/tmp", "/var/tmp", "/run", "/dev/shm"):
        mount("tmpfs", name, "tmpfs", NO_SUID | NO_DEVICES, "mode=1777")
    mount(None, "/", None, REMOUNT | BIND | READ_ONLY)


def enter():
    """Makes the working directory the root directory."""
    try:
        call("pivot_root", ".", ".")
        call("umount2", ".", DETACH)
    except OSError:
        os.chroot(".")  # the root of a chroot cannot be moved
    os.chdir("/")


def start_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        name = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(device, GET_FLAGS, name))[1]
        fcntl.ioctl(device, SET_FLAGS, struct.pack("16sh14x", b"lo", flags | UP))


def drop_privileges(mapped):
    """Becomes nobody, or root of nothing where a user namespace cannot have another one."""
    os.umask(0o022)
    call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if not mapped:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            return
        except OSError:
            pass  # root of a namespace that has no such user
    user, group = os.geteuid(), os.getegid()
    try:
        call("unshare", NEW_USER)
    except OSError:
        return
    become(NOBODY, user, group)


def end_others():
    """Ends all processes that a trial has left; this one is the first of its namespace."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        return
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def run(command, plan, mapped):
    """Runs a trial and returns its line of the answer."""
    environment = {"PATH": plan["programs"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile() as output:
        late = False
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                start_new_session=True,
                preexec_fn=lambda: drop_privileges(mapped),
            )
            try:
                status = process.wait(plan["seconds"])
            except subprocess.TimeoutExpired:
                late, status = True, -signal.SIGKILL
        except OSError as error:
            status = 127
            output.write(("%s: %s\n" % (command[0], error.strerror)).encode())
        end_others()
        output.seek(max(0, output.seek(0, os.SEEK_END) - KEPT))
        text = output.read().decode("utf-8", "replace")
    return {"status": 128 - status if status < 0 else status, "late": late, "output": text}


def first_process(plan, mapped):
    """Makes the root and runs the trials in it."""
    call("prctl", DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    os.umask(0o022)
    root = private_place(plan["root"])
    mount("tmpfs", root, "tmpfs", NO_SUID | NO_DEVICES, "mode=0755")
    os.chdir(root)
    for path, entry in plan["entries"]:
        make(path.lstrip("/"), entry)
    make_kernel_files()
    enter()
    start_loopback()
    if os.path.exists("/sbin/ldconfig"):
        subprocess.run(["/sbin/ldconfig"], stderr=subprocess.DEVNULL, check=False)
    make_writable()
    for number, command in enumerate(plan["trials"]):
        try:
            os.close(os.open("%s%d" % (MARK, number), os.O_RDONLY))
        except FileNotFoundError:
            pass
        print(json.dumps(run(command, plan, mapped)), flush=True)


def reason(error):
    """Returns what has failed, for people."""
    return "%s: %s" % (error.filename, error.strerror) if error.filename else error.strerror


def main(file):
    with open(file, encoding="utf-8") as stream:
        plan = json.load(stream)
    try:
        mapped = leave()
        child = os.fork()
        if child == 0:
            try:
                first_process(plan, mapped)
                os._exit(0)
            except OSError as error:
                sys.stderr.write("%s\n" % reason(error))
                os._exit(UNAVAILABLE)
    except OSError as error:
        sys.stderr.write("%s\n" % reason(error))
        return UNAVAILABLE
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
