"""Succeeds if all requirements of a project are met by distributions with these versions.

Usage: pip_met_requirements.py PIP REQUIREMENT... -- NAME==VERSION...

PIP is a directory with pip, whose vendored library "packaging" evaluates versions and markers (PEP 440, PEP 508).
"""

import sys

sys.path[0] = sys.argv[1]
from pip._vendor.packaging.requirements import Requirement  # noqa: E402
from pip._vendor.packaging.utils import canonicalize_name  # noqa: E402

end = sys.argv.index("--")
versions = {}
for word in sys.argv[end + 1 :]:
    name, _, version = word.partition("==")
    versions[canonicalize_name(name)] = version


def met(text):
    """Returns whether a requirement is met; one that is none is not."""
    try:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            return True
        version = versions.get(canonicalize_name(requirement.name))
        return version is not None and requirement.specifier.contains(version, prereleases=True)
    except ValueError:  # InvalidRequirement, InvalidMarker and InvalidVersion are such
        return False


sys.exit(not all(map(met, sys.argv[2:end])))
