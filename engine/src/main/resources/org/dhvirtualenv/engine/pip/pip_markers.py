"""What the markers of requirements (PEP 508) say without being parsed, which takes old libraries a millisecond each."""

import re

# A marker that no extra and no environment but those with an extra meet.
ONLY_EXTRA = re.compile(r"(?:(?!\bor\b)[^;])*\bextra\s*==\s*(['\"])[^'\"]+\1[\s)]*")
