"""Lets pip find the wheels that it has built before, whoever asks for their sources.

pip keeps a wheel under a digest of the URL that its source came from. What an index with a password names is looked
for without that, and what we then ask for by URL has it; and passwords change.
"""

import copy
import os
import sys


def share():
    """Makes pip leave users and passwords out of the digest."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from pip._internal.cache import Cache

    del sys.path[0]
    try:
        parts = Cache._get_cache_path_parts
    except AttributeError:
        return  # a pip that we do not know builds once more
    Cache._get_cache_path_parts = lambda self, link: parts(self, anonymous(link))


def anonymous(link):
    """Returns a link, its hashes included, without user and password."""
    bare = copy.copy(link)
    bare._parsed_url = link._parsed_url._replace(netloc=link._parsed_url.netloc.rpartition("@")[2])
    return bare
