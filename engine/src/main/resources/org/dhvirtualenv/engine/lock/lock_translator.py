"""Translates a lock file into lines of requirements files, for the interpreter that runs it.

The interpreter of the virtualenv runs it, isolated and without site. Its argument is a directory with pip, whose
vendored libraries "packaging" and "tomli" read versions, markers and TOML. On standard input it gets one JSON
object: "format" of the lock file, "lock" and "source", which are the paths of the lock file and of the source
directory, "extras" and "groups".

On standard output it writes one JSON object: "hashed" and "unhashed" have the lines, "indexes" the URLs of package
indexes that the lock file names, "remarks" what the packager should know, and "omitted" why the project itself is not
installed, or nothing. If nothing can be made of the lock file, the object has "what" and "hint" instead, and the
status is 3.
"""

import json
import os
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), sys.argv[1]]
from pip import __pip_surroundings__  # noqa: E402

# another interpreter than this one, before the libraries look for themselves
FOREIGN = __pip_surroundings__.pretend(os.environ) is not None
import lock_pipfile  # noqa: E402
import lock_poetry  # noqa: E402
import lock_pylock  # noqa: E402
import lock_uv  # noqa: E402
from lock_requirements import Refusal, Selection  # noqa: E402

READERS = {"uv": lock_uv, "poetry": lock_poetry, "pylock": lock_pylock, "pipfile": lock_pipfile}


def translate(request):
    """Returns what the lock file that a request names stands for."""
    selection = Selection(request["lock"], request["source"], request["extras"], request["groups"], FOREIGN)
    reader = READERS[request["format"]]
    try:
        reader.select(selection)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        # the libraries' errors are ValueErrors, and the others are what the wrong type of a value leads to
        said = f"no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())
        raise Refusal(f"'{selection.shown}' is malformed: {said}", f"make it anew with {reader.RENEW}") from error
    return selection.result()


try:
    print(json.dumps(translate(json.load(sys.stdin))))
except Refusal as refusal:
    print(json.dumps({"what": refusal.what, "hint": refusal.hint}))
    sys.exit(3)
