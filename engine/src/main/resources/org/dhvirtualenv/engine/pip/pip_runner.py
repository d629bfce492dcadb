"""Runs the pip beside it, and every pip that this one starts, out of reach of the caller's environment.

No command line has a credential. For isolated builds (PEP 517) pip starts itself with its indexes as
arguments, where any user of the machine can read them; here they move to the environment variables
that pip reads. The user and password in the URL of a repository move to the environment as well, from
which a credential helper gives them to git when it asks.

pip unpacks what it builds into temporary directories, whose names compilers may keep. Here they
are counted instead of drawn by lot; they lie in a private directory.

An index that is busy may ask for any patience (Retry-After, RFC 9110 section 10.2.3). pip has it, here up
to a limit for each of its attempts.
"""

import itertools
import os
import re
import runpy
import subprocess
import sys
import tempfile
import time
import urllib.parse

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import __pip_again__  # noqa: E402
import __pip_build_tools__  # noqa: E402
import __pip_downloads__  # noqa: E402
import __pip_environment__  # noqa: E402
import __pip_exit__  # noqa: E402
import __pip_hooks__  # noqa: E402
import __pip_later__  # noqa: E402
import __pip_memory__  # noqa: E402
import __pip_surroundings__  # noqa: E402
import __pip_wheel_cache__  # noqa: E402

del sys.path[0]

VARIABLES = {"-i": "PIP_INDEX_URL", "--index-url": "PIP_INDEX_URL", "--extra-index-url": "PIP_EXTRA_INDEX_URL"}
CREDENTIALS = re.compile(r"(https?://)([^/\s]+)@([^/?#\s]+)")

# What pip runs to tell an index about the machine.
NEEDLESS = (("lsb_release", "-a"), ("uname", "-rs"), ("rustc", "--version"))

# Seconds that pip waits before it asks again; left alone it waits 8 at most (--retries).
PATIENCE = 20

# Whether a copy of this process sees the machine as a new one does.
again = False

start = subprocess.Popen.__init__
sleep = time.sleep


def start_without_secrets(self, args, *rest, **options):
    """Starts a program with what is secret of its arguments in its environment."""
    if isinstance(args, (list, tuple)):
        found = {}
        if any(arg in VARIABLES for arg in args):
            args = without_indexes(args, found)
        if args and os.path.basename(str(args[0])) == "git":
            args = without_credentials(args)
            found.update((name, value) for name, value in os.environ.items() if name.startswith(("GIT_", "DH_GIT_")))
        if found:
            options["env"] = {**(options.get("env") or os.environ), **found}
        if tuple(args) in NEEDLESS:
            raise FileNotFoundError(f"{args[0]} is not asked")
    if not rest:
        options = __pip_hooks__.served(args, options)
    if again and not rest and __pip_again__.wanted(args, os.path.realpath(__file__)):
        options = __pip_again__.copied(args, options, begin)
    start(self, args, *rest, **options)


def without_indexes(args, found):
    """Returns the arguments without those that name an index; the variables for them are added to found.

    The pip that is started is as loud as this one, which only tells it whether it is loud at all.
    """
    kept = []
    words = iter(args)
    for word in words:
        if word in VARIABLES:
            name = VARIABLES[word]
            found[name] = f"{found[name]} {next(words)}" if name in found else next(words, "")
        else:
            kept.append("-vv" if word == "-v" else word)
    return kept


def without_credentials(args):
    """Returns the arguments without users and passwords; git is told how to ask for them."""
    kept = []
    for word in args:
        match = CREDENTIALS.match(word) if isinstance(word, str) else None
        if match:
            scheme, user, host = match.groups()
            remember(scheme + host, *map(urllib.parse.unquote, (user + ":").split(":")[:2]))
            word = scheme + host + word[match.end() :]
        kept.append(word)
    return kept


def remember(place, user, password):
    """Makes git ask a helper of ours, and no other one, for the credentials of a host."""
    number = int(os.environ.get("GIT_CONFIG_COUNT", "0"))
    variable = f"DH_GIT_{number}"
    os.environ[variable] = f"username={user}\npassword={password}\n"
    helper = f'!f() {{ test "$1" = get && printf %s "${variable}"; }}; f'
    for more, value in enumerate(("", helper)):
        os.environ[f"GIT_CONFIG_KEY_{number + more}"] = f"credential.{place}.helper"
        os.environ[f"GIT_CONFIG_VALUE_{number + more}"] = value
    os.environ["GIT_CONFIG_COUNT"] = str(number + 2)


def begin():
    """Does what the arguments and the environment say."""
    global again
    __pip_hooks__.forget()
    __pip_environment__.clean(os.environ)
    __pip_downloads__.keep(os.environ)
    again = __pip_surroundings__.change(os.environ)
    os.environ.setdefault("GIT_TERMINAL_PROMPT", "0")
    tempfile._name_sequence = map("{:08d}".format, itertools.count())
    program = os.environ.pop("DH_PIP_PROGRAM", None)
    if program is None:
        __pip_later__.put_off(os.path.dirname(here))
        __pip_memory__.improve(os.path.dirname(here))
        __pip_wheel_cache__.share()
        program = os.path.join(here, "__pip-runner-original__.py")
    __pip_build_tools__.run(sys.argv[1:], os.environ, lambda: runpy.run_path(program, run_name="__main__"))


subprocess.Popen.__init__ = start_without_secrets
time.sleep = lambda seconds: sleep(min(seconds, PATIENCE))
try:
    begin()
except SystemExit as end:
    if not end.code:
        __pip_exit__.leave()
    raise
