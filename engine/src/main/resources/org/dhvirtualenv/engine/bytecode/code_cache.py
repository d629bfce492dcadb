"""Keeps byte code from one build to the next.

An entry is named by all that byte code depends on: the interpreter, the flags, the file name that the code carries, and
the source. It begins with the digest of what follows, so that half an entry, or another one, counts as none. Whatever
cannot be read or written is compiled, as if there were no cache.
"""

import hashlib
import os
import sys
import time

DIGEST = hashlib.sha256().digest_size

# Seconds after which what nobody has read goes, and how often that is looked for.
UNUSED = 30 * 86400
INTERVAL = 86400


class Cache:
    """A directory of entries, which several processes may use at once."""

    def __init__(self, directory, flags):
        self.directory = directory
        self.context = f"{sys.implementation.cache_tag}\0{sys.version}\0{flags}\0".encode()

    def place(self, source, name):
        """Returns where the byte code of a source lies."""
        key = hashlib.sha256(self.context + os.fsencode(name) + b"\0" + source).hexdigest()
        return os.path.join(self.directory, key[:2], key[2:])

    def get(self, place):
        """Returns the byte code that lies there; nothing if there is none."""
        try:
            with open(place, "rb", 0) as file:
                content = file.read()
        except OSError:
            return None
        body = content[DIGEST:]
        return body if hashlib.sha256(body).digest() == content[:DIGEST] else None

    def put(self, place, body):
        """Keeps byte code; an entry appears whole or not at all."""
        fresh = f"{place}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            try:
                with open(fresh, "wb", 0) as file:
                    file.write(hashlib.sha256(body).digest() + body)
                os.replace(fresh, place)
            except OSError:
                os.unlink(fresh)
                raise
        except OSError:
            pass

    def prune(self):
        """Removes what was not read for a month, once a day."""
        stamp = os.path.join(self.directory, "pruned")
        now = time.time()
        try:
            if os.path.exists(stamp) and now - os.stat(stamp).st_mtime < INTERVAL:
                return
            os.makedirs(self.directory, exist_ok=True)
            with open(stamp, "wb"):
                pass
            for below in os.scandir(self.directory):
                for entry in os.scandir(below) if below.is_dir(follow_symlinks=False) else ():
                    at = entry.stat(follow_symlinks=False)
                    if now - max(at.st_atime, at.st_mtime) > UNUSED:
                        os.unlink(entry)
        except OSError:
            pass
