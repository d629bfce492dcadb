"""Shows what came from private indexes."""

from importlib.metadata import distributions


def main():
    """Prints a line for each distribution."""
    for name, version in sorted((one.metadata["Name"].lower(), one.version) for one in distributions()):
        print(name, version)
