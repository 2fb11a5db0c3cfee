"""Pictures for a page: SVG, readable on light and on dark ground, and without colours."""
import math

WIDTH = 760
COLOURS = ['#6e7781', '#cf5b1f', '#2f6fb0', '#8a5fb0', '#3d8b4f', '#b08a1f']

STYLE = '''<style>
text { font: 12px system-ui, sans-serif; fill: #24292f; }
text.title { font-size: 14px; font-weight: 600; }
line.grid { stroke: #d0d7de; } line.axis { stroke: #57606a; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } line.grid { stroke: #30363d; } line.axis { stroke: #8b949e; }
}
</style>'''


def _text(x, y, text, anchor='start', more=''):
    for char, entity in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;')):
        text = text.replace(char, entity)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{text}</text>'


def _line(x1, y1, x2, y2, kind):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _mark(number, x, y):
    """A point; each series has a shape of its own."""
    colour = COLOURS[number % len(COLOURS)]
    if number % 3 == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    if number % 3 == 1:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>'
    return f'<path d="M{x:.1f} {y - 5:.1f} l5 9 h-10 z" fill="{colour}"/>'


def bars(title, groups, unit):
    """Groups of bars.  `groups`: name of the group -> name of the bar -> value; each bar has its value beside it."""
    left, height, out, y = 150, 16, [], 34
    out.append(_text(0, 16, title, more=' class="title"'))
    most = max(value for bar in groups.values() for value in bar.values())
    scale = (WIDTH - left - 70) / most
    for group, values in groups.items():
        out.append(_text(0, y + 12, group, more=' font-weight="600"'))
        y += 20
        for number, (name, value) in enumerate(values.items()):
            out.append(_text(left - 8, y + 12, name, 'end'))
            out.append(f'<rect x="{left}" y="{y}" width="{value * scale:.1f}" height="{height - 4}" '
                       f'fill="{COLOURS[number % len(COLOURS)]}"/>')
            out.append(_text(left + value * scale + 6, y + 11, f'{value:.2f}{unit}'))
            y += height
        y += 8
    return out, y


def growth(title, series, x_name, y_name):
    """Lines on logarithmic scales.  `series`: name -> [(x, y)]; a line of slope 1 is drawn for comparison."""
    left, right, top, bottom = 70, WIDTH - 190, 34, 300
    # What was too short to measure has no place; the scales are there all the same.
    ys = [y for line in series.values() for _, y in line if y > 0] or [0.01]
    xs = sorted({x for line in series.values() for x, _ in line})
    low_x, high_x = xs[0], max(xs[-1], 2 * xs[0])
    low_y = 10 ** math.floor(math.log10(min(ys)))
    high_y = max(10 * low_y, 10 ** math.ceil(math.log10(max(ys) * 1.01)))

    def at(x, y):
        return (left + (right - left) * math.log(x / low_x) / math.log(high_x / low_x),
                bottom - (bottom - top) * math.log(y / low_y) / math.log(high_y / low_y))

    out = [_text(0, 16, title, more=' class="title"')]
    decade = low_y
    while decade <= high_y * 1.01:
        _, y = at(low_x, decade)
        out += [_line(left, y, right, y, 'grid'), _text(left - 8, y + 4, f'{decade:g}', 'end')]
        decade *= 10
    for x in xs:
        position, _ = at(x, low_y)
        out += [_line(position, bottom, position, bottom + 4, 'axis'), _text(position, bottom + 18, str(x), 'middle')]
    out += [_line(left, bottom, right, bottom, 'axis'), _line(left, top, left, bottom, 'axis'),
            _text((left + right) / 2, bottom + 36, x_name, 'middle'), _text(left + 6, top + 4, y_name)]
    for number, (name, line) in enumerate(series.items()):
        places = [at(x, y) for x, y in line if y > 0]
        path = ' '.join(f'{x:.1f},{y:.1f}' for x, y in places)
        out.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[number % len(COLOURS)]}" stroke-width="2"/>')
        out += [_mark(number, x, y) for x, y in places]
        out += [_mark(number, right + 16, top + 20 + 20 * number), _text(right + 28, top + 24 + 20 * number, name)]
    return out, bottom + 48


def picture(parts):
    """One below the other."""
    out, y = [], 0
    for elements, height in parts:
        out.append(f'<g transform="translate(8 {y + 8})">{"".join(elements)}</g>')
        y += height + 20
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 16} {y}" width="{WIDTH + 16}" role="img">\n'
            f'{STYLE}\n' + '\n'.join(out) + '\n</svg>\n')
