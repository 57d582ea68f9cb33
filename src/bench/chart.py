"""The ratios as bars, one group for each work, on a logarithmic scale; a mark where the promise is."""

import math
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, BAR, GAP, GROUP, TOP = 860, 290, 110, 18, 6, 34, 46
LOWEST = 0.5
LIMITS = {"disk": "Nginx alone", "s3": "Nginx alone", "pictures": "libvips in C"}

# Colours for both grounds, chosen by whoever shows the picture.
STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 } .faint { fill: #59636e; font-size: 12px }
.limit { fill: #8c959f } .peer { fill: #b6bec7 } .kept { fill: #1a7f37 } .missed { fill: #bc4c00 }
.own { fill: #0969da } .grid { stroke: #d1d9e0 } .promise { stroke: #1f2328; stroke-width: 2.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .faint { fill: #9198a1 }
  .limit { fill: #6e7681 } .peer { fill: #484f58 } .kept { fill: #3fb950 } .missed { fill: #f0883e }
  .own { fill: #58a6ff } .grid { stroke: #3d444d } .promise { stroke: #f0f6fc }
}
"""


def svg(tables, limit):
    """The whole picture; without a background, so that it lies on any."""
    highest = max(line.ratio.median for table in tables for line in table.lines)
    scale = _scale(highest)
    body = []
    y = TOP
    for table in tables:
        body.append(_text(0, y + 4, table.title, "title"))
        y += 16
        for line in table.lines:
            body += _bar(line, y, scale)
            y += BAR + GAP
        y += GROUP - GAP
    height = y - GROUP + 18
    grid = _grid(highest, scale, height - 8)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="img" aria-label="{escape(_label(tables))}">'
    )
    legend = _text(0, 16, f"CPU beside {limit} (1.0), lower is better; the upright mark is the promise", "faint")
    return "\n".join([head, f"<style>\n{STYLE}</style>", legend, *grid, *body, "</svg>"]) + "\n"


def _scale(highest):
    width = WIDTH - LEFT - RIGHT
    span = math.log(max(highest, 10) / LOWEST)
    return lambda ratio: LEFT + width * max(0.0, math.log(ratio / LOWEST)) / span


def _grid(highest, scale, bottom):
    out = []
    for tick in (0.5, 1, 2, 5, 10, 20, 50, 100):
        if tick <= max(highest, 10):
            x = scale(tick)
            out.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="40" y2="{bottom}"/>')
            out.append(_text(x, 34, f"{tick:g}", "faint", "middle"))
    return out


def _bar(line, y, scale):
    contender = line.contender
    end = scale(line.ratio.median)
    label = f"{line.ratio.median:.2f}"
    right = end
    out = [_text(LEFT - 8, y + 13, contender.name, "faint", "end")]
    out.append(
        f'<rect class="{_kind(line)}" x="{LEFT}" y="{y}" width="{max(2, end - LEFT):.1f}"'
        f' height="{BAR}" rx="2"/>'
    )
    if contender.promise is not None:
        x = scale(contender.promise)
        out.append(f'<line class="promise" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 2}" y2="{y + BAR + 2}"/>')
        right = max(end, x)
        label += f"  of {contender.promise:g}"
    out.append(_text(right + 7, y + 13, label, ""))
    return out


def _kind(line):
    if line.contender.is_peer:
        return "peer"
    if line.contender.promise is not None:
        return "kept" if line.is_kept else "missed"
    return "own" if line.contender.name.startswith("Sluice") else "limit"


def _label(tables):
    parts = [
        f"{table.title}: {line.contender.name} {line.ratio.median:.2f}"
        for table in tables
        for line in table.lines
    ]
    return "; ".join(parts)


def _text(x, y, words, kind, anchor="start"):
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y}"{named} text-anchor="{anchor}">{escape(words)}</text>'
