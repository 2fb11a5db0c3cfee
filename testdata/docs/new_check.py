"""new_check.py NAME: the files a new check needs, to be filled; see `./dev new-check --help`."""
import pathlib
import sys

name = sys.argv[1]
root = pathlib.Path(__file__).resolve().parents[2]
kind = ''.join(part.capitalize() for part in name.split('-')[1:])
page = root / 'docs' / 'checks' / (name + '.md')
test = root / 'testdata' / 'checks' / name / 'basic.cpp'
changelog = root / 'CHANGELOG.md'

PAGE = f'''# {name}

## What it finds

TODO: the summary of its record, word for word, then what else a reader must know.

## Why it blocks

## Bad

```cpp bad
int main() {{}} // <- reported
```

## Good

```cpp good
int main() {{}}
```

## If you meant

## Limitations

## How to silence

## Options

## Models used
'''

TEST = f'''// RUN: %check_tidy %s --checks=-*,{name}

// One function a behaviour, called ..._bad, ..._ok, fp_... or fn_....
void nothing_bad() {{}}
// CHECK: :[[@LINE-1]]:6: warning: {{{{.*}}}} [{name}]
'''

for path, text in ((page, PAGE), (test, TEST)):
    if path.exists():
        sys.exit(f'{path} exists already')
for path, text in ((page, PAGE), (test, TEST)):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    print(f'made {path.relative_to(root)}')

heading, line = '### New checks\n', f'- [{name}](docs/checks/{name}.md): TODO\n'
text = changelog.read_text() if changelog.exists() else '# Changelog\n\n## Unreleased\n\n'
if heading in text:
    text = text.replace(heading, heading + '\n' + line, 1).replace(line + '\n- ', line + '- ', 1)
else:
    text = text.rstrip('\n') + f'\n\n{heading}\n{line}'
changelog.write_text(text)
print('added a line to CHANGELOG.md')
print(f'''
Now add to checks/finding/Finding.h      Check::{kind}, where it stands among the kinds that may fit one defect
       and checks/finding/Checks.cpp     its record, at its place in the alphabet
`./dev test --filter={name}` fails until page, test and changelog line are filled.''')
