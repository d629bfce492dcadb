"""The picture of the benchmark of applications, as SVG."""

from html import escape

from benchmarks.results import BEFORE, COLUMNS, COMMANDS

WIDTH, LABELS, NUMBERS = 760, 190, 150
BAR, GAP, HEAD = 16, 5, 24
COLOURS = {
    "peer": ("#8c3b3b", "#dba8a8"),
    "ours": ("#1f5f8b", "#a3c9e2"),
    "with-uv": ("#2f7d5b", "#a9d6c0"),
    "uv": ("#5d5d5d", "#c4c4c4"),
}


def write(file, results):
    """Draws, for each application, how long each way takes before dh_builddeb; the dark part is its own commands."""
    parts, y = [], HEAD + 14
    parts.append(text(4, 16, "Seconds of all steps before dh_builddeb (dark: the tool's own commands), median", bold=True))
    for application in results.applications():
        parts.append(text(4, y + 12, application, bold=True))
        y += 20
        longest = max(max(results.values(application, column, BEFORE), default=0) for column in COLUMNS)
        peer = results.median(application, "peer", BEFORE)
        for column in COLUMNS:
            parts += bar(results, application, column, y, (WIDTH - LABELS - NUMBERS) / longest, peer)
            y += BAR + GAP
        y += 12
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}"'
    style = 'font-family="sans-serif" font-size="12" fill="#222"'
    with open(file, "w", encoding="utf-8") as out:
        out.write(f'{head} {style}>\n<rect width="{WIDTH}" height="{y}" fill="#fff"/>\n')
        out.write("\n".join(parts) + "\n</svg>\n")


def bar(results, application, column, y, scale, peer):
    """Returns the bar of one way, from the least to the most with a thin line."""
    values = results.values(application, column, BEFORE)
    if not values:
        return []
    median, own = results.median(application, column, BEFORE), results.median(application, column, COMMANDS)
    dark, light = COLOURS[column]
    label = f"{median:.1f} s" + (f", {median / peer:.2f} of the first" if column != "peer" else "")
    return [
        text(12, y + 12, results.title(column)),
        rectangle(LABELS, y, own * scale, BAR, dark),
        rectangle(LABELS + own * scale, y, (median - own) * scale, BAR, light),
        rectangle(LABELS + min(values) * scale, y + BAR / 2 - 0.5, (max(values) - min(values)) * scale, 1, "#222"),
        text(LABELS + max(values) * scale + 6, y + 12, label),
    ]


def rectangle(x, y, width, height, colour):
    """Returns a filled rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height}" fill="{colour}"/>'


def text(x, y, words, bold=False):
    """Returns a line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y}"{weight}>{escape(words)}</text>'
