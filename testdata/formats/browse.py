"""Opens a report in headless Chromium and looks at what is drawn.

    browse.py PAGE SCRATCH
"""
import pathlib
import re
import struct
import subprocess
import sys
import zlib

page, scratch = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
scratch.mkdir(parents=True, exist_ok=True)


def chromium(*options):
    command = ['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
               f'--user-data-dir={scratch.resolve()}/profile', '--window-size=900,700', *options, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def pixels(png):
    """The rows of an 8 bit RGB or RGBA image."""
    data, at, body = png.read_bytes(), 8, b''
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        chunk = data[at + 8:at + 8 + size]
        if kind == b'IHDR':
            width, height, _, colour = struct.unpack('>IIBB', chunk[:10])
        elif kind == b'IDAT':
            body += chunk
        at += size + 12
    step = {2: 3, 6: 4}[colour]
    raw, rows, above = zlib.decompress(body), [], bytearray(width * step)
    for y in range(height):
        start = y * (width * step + 1)
        how, row = raw[start], bytearray(raw[start + 1:start + 1 + width * step])
        for x in range(len(row)):
            left = row[x - step] if x >= step else 0
            up, corner = above[x], above[x - step] if x >= step else 0
            nearest = min((abs(up - corner), 0, left), (abs(left - corner), 1, up),
                          (abs(left + up - 2 * corner), 2, corner))[2]
            row[x] = (row[x] + (0, left, up, (left + up) // 2, nearest)[how]) & 255
        rows.append([tuple(row[i:i + 3]) for i in range(0, len(row), step)])
        above = row
    return rows


def drawn(name, *options):
    image = scratch / (name + '.png')
    chromium(f'--screenshot={image}', *options)
    rows = pixels(image)
    return rows[0][0], {pixel for row in rows for pixel in row}


dom = chromium('--dump-dom')
targets = re.findall(r'id="([\w-]+)"', dom)
links = re.findall(r'href="#([\w-]+)"', dom)
assert len(targets) == len(set(targets)), 'two elements have the same name'
assert links and set(links) <= set(targets), set(links) - set(targets)
pictures = re.findall(r'<svg class="sequence".*?</svg>', dom, re.S)
steps = re.findall(r'<span class="note[^"]*" id="f(\d+)s\d+"', dom)
assert len(pictures) == dom.count('<article') > 0
for number, picture in enumerate(pictures, 1):
    assert picture.count('<a ') == steps.count(str(number)) > 0, 'each step is drawn, and told at its line'
    assert picture.count('class="task"') == 2, 'a lane for each task'
    for drawn_as in ('class="spawn head"', 'class="step stuck"', 'class="forever"'):
        assert drawn_as in picture, drawn_as
send, deadlock = pictures
# A lock that is held, and an arrow from each task that waits to the one that has it.
assert deadlock.count('class="held"') == 2 and deadlock.count('class="waits head"') == 2, deadlock
assert 'class="held"' not in send and 'class="waits head"' not in send

for name, options, back, stuck in (('light', (), (255, 255, 255), (0xc6, 0x28, 0x28)),
                                   ('dark', ('--blink-settings=preferredColorScheme=0',),
                                    (0x0d, 0x11, 0x17), (0xff, 0x7b, 0x72))):
    corner, colours = drawn(name, *options)
    assert corner == back, f'{name}: the page is {corner}'
    assert stuck in colours, f'{name}: nothing is marked as stuck'
