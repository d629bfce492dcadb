"""A server whose packaging was written for dh-virtualenv."""
