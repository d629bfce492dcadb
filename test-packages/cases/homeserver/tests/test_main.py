import os
import sys
import unittest

import click
import homeserver


class StagedTest(unittest.TestCase):
    def test_it_runs_where_it_is_made(self):
        self.assertTrue(homeserver.__file__.startswith(sys.prefix))
        self.assertTrue(click.__file__.startswith(sys.prefix))
        self.assertIn("/debian/homeserver-py3/opt/venvs/homeserver", sys.prefix)
        self.assertEqual(os.environ["HOME"], "/nonexistent")
