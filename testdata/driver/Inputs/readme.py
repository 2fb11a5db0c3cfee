"""What README.md shows must be what is printed, it must name every check, and the links of all pages must lead somewhere.

    readme.py ROOT QUIESCE OUTPUT

OUTPUT is what `quiesce check` prints of the demo.
"""
import pathlib
import re
import subprocess
import sys

root, quiesce, output = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
readme = (root / 'README.md').read_text()
problems = []

# Lines of a report, by the last part of their file's name.
LINE = re.compile(r'^(?:.*/)?(\w+\.cpp:\d+:\d+: (?:warning|note): .*)$', re.M)
printed = LINE.findall(output.read_text())
blocks = [LINE.findall(block) for block in re.findall(r'^```\n(.*?)^```', readme, re.M | re.S)]
shown = [block for block in blocks if block]
assert len(shown) == 2, 'the findings of the demo, and one with its run'
overview, one = shown
if overview != [line for line in printed if ': warning: ' in line]:
    problems.append('the list of findings in README.md is not what is printed')
start = printed.index(one[0])
if one != printed[start:start + len(one)]:
    problems.append(f'the finding in README.md is not what is printed: {printed[start:start + len(one)]}')

listed = [line.split()[0] for line in subprocess.run([quiesce, 'list'], capture_output=True, text=True).stdout.splitlines()]
named = re.findall(r'^\| \[(quiesce-[\w-]+)\]', readme, re.M)
if named != listed:
    problems.append(f'the table of README.md differs from quiesce list in {set(named) ^ set(listed)}')


def anchors(page):
    text = re.sub(r'^```.*?^```', '', page.read_text(), flags=re.M | re.S)
    return {re.sub(r'[^\w -]', '', heading.lower()).strip().replace(' ', '-')
            for heading in re.findall(r'^#+ (.*)$', text, re.M)}


for page in [root / 'README.md', root / 'CHANGELOG.md', *(root / 'docs').rglob('*.md')]:
    for target in re.findall(r'\]\(([^)\s]+)\)', re.sub(r'^```.*?^```', '', page.read_text(), flags=re.M | re.S)):
        if re.match(r'\w+:', target):
            continue
        name, _, anchor = target.partition('#')
        file = page.parent / name if name else page
        if not file.exists():
            problems.append(f'{page.name}: there is no {target}')
        elif anchor and anchor not in anchors(file):
            problems.append(f'{page.name}: {target} leads nowhere in that page')
print(*problems, sep='\n')
sys.exit(bool(problems))
