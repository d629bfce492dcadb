"""Runs the pip beside it, and every pip that this one starts, without index URLs on command lines.

For isolated builds (PEP 517) pip starts itself with its indexes as arguments, where any user of the
machine can read their credentials. Here they move to the environment variables that pip reads.

pip unpacks what it builds into temporary directories, whose names compilers may keep. Here they
are counted instead of drawn by lot; they lie in a private directory.
"""

import itertools
import os
import runpy
import subprocess
import tempfile

VARIABLES = {"-i": "PIP_INDEX_URL", "--index-url": "PIP_INDEX_URL", "--extra-index-url": "PIP_EXTRA_INDEX_URL"}

start = subprocess.Popen.__init__


def start_without_urls(self, args, *rest, **options):
    """Takes the URLs out of an argument list that has any."""
    if isinstance(args, (list, tuple)) and any(arg in VARIABLES for arg in args):
        kept, found = [], {}
        words = iter(args)
        for word in words:
            if word in VARIABLES:
                found.setdefault(VARIABLES[word], []).append(next(words, ""))
            else:
                kept.append(word)
        environment = dict(options.get("env") or os.environ)
        environment.update((name, " ".join(urls)) for name, urls in found.items())
        args, options["env"] = kept, environment
    start(self, args, *rest, **options)


subprocess.Popen.__init__ = start_without_urls
tempfile._name_sequence = map("{:08d}".format, itertools.count())
here = os.path.dirname(os.path.abspath(__file__))
runpy.run_path(os.path.join(here, "__pip-runner-original__.py"), run_name="__main__")
