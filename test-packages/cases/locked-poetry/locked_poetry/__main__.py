"""Prints the version of each distribution, and uses those that were asked for."""

from importlib.metadata import distributions

import markupsafe
import yaml


def main():
    """Prints a line for each distribution."""
    found = sorted((one.metadata["Name"].lower(), one.version) for one in distributions())
    for name, version in found:
        print(name, version)
    print(markupsafe.escape("<lock>"), markupsafe._speedups.__name__, yaml.safe_load("[1, 2]"))


if __name__ == "__main__":
    main()
