"""Runs a pip that pip starts in a copy of this process, which has read all its modules already.

That takes half as long as an interpreter that begins with nothing. The copy has the descriptors, directory and
variables that the other program would have had, and nothing of what this one was doing.
"""

import os
import signal
import sys
import traceback


def wanted(arguments, runner):
    """Returns whether a program that is to be started is this one."""
    return (
        isinstance(arguments, (list, tuple))
        and len(arguments) > 2
        and arguments[0] == sys.executable
        and os.path.realpath(arguments[1]) == runner
    )


def copied(arguments, options, begin):
    """Returns options for subprocess.Popen by which it makes a copy of this process, which calls begin."""
    environ = dict(os.environ if options.get("env") is None else options["env"])
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # or the copy would write it once more
    return {**options, "preexec_fn": lambda: become(list(arguments), environ, begin)}


def become(arguments, environ, begin):
    """Is called in the copy; never returns, so that no other program takes its place."""
    status = 1
    try:
        close()
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        os.environ.clear()
        os.environ.update(environ)
        sys.argv[:] = arguments[1:]
        forget()
        begin()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # as the interpreter does it
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)


def close(*kept):
    """Closes what other programs do not get but for what is kept, among it that on which Popen waits for a failure."""
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor > 2 and descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:
                pass  # the one by which they were listed


def forget():
    """Forgets how far the lines of the pip that was copied are indented."""
    logging = sys.modules.get("pip._internal.utils.logging")
    state = getattr(logging, "_log_state", None)
    if hasattr(state, "indentation"):
        state.indentation = 0
