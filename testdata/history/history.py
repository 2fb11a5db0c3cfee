#!/usr/bin/env python3
"""Replay real fixes: each defect must be reported before its fix, and no more after it.

    history.py [--only PATTERN] [--mirrors DIR] [--work DIR] [--quiesce PROGRAM] [--verbose]

history.yaml lists commits of public repositories.  Their bare clones are looked for below --mirrors, as OWNER+NAME/repo or
OWNER+NAME.git; what is not there is skipped with a word.  The trees at the fix and at its parent are unpacked below --work
once, and stay outside this repository, as all that they hold.

What the team of a project would write into its .quiesce.yaml stands in models/OWNER+NAME.yaml.

A case is found when a finding of its check in its function is reported for the parent, and clean when none is for the fix.
Exit status: 0 when each case that could run is as its `found` and `silent` say, 1 otherwise, 2 when one could not be analysed.
"""
import argparse, fnmatch, json, pathlib, re, shutil, subprocess, sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from clones import clone, unpack


def findings(quiesce, case, tree, verbose):
    """What is reported of the case's file, and why it could not be analysed."""
    for name in case.get('empty', []):  # headers that only a build would make
        stub = tree / 'generated' / name
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.touch()
    models = HERE / 'models' / (case['repository'].replace('/', '+') + '.yaml')
    if models.exists():
        shutil.copyfile(models, tree / '.quiesce.yaml')
    else:
        (tree / '.quiesce.yaml').unlink(missing_ok=True)
    flags = ['-w'] + [flag.replace('{}', str(tree)) for flag in case['flags']]
    done = subprocess.run([quiesce.resolve(), 'check', '--format=json', case['file'], '--', *flags],
                          cwd=tree, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return [], (done.stderr.strip() or f'exit status {done.returncode}')
    report = json.loads(done.stdout)
    if verbose:
        for f in report['findings']:
            print(f"      {f['file']}:{f['line']}: {f['message']} [{f['check']}]")
    return report['findings'], None


def lines_of(text, name):
    """The lines of the definitions of a function that stand at the outermost level of a file; the name, or a pattern."""
    begins = name if '(' in name else rf'\b{name}\s*\('
    inside, lines = False, set()
    for number, line in enumerate(text.splitlines(), 1):
        if not inside and line[:1].strip() and re.search(begins, line) and not line.rstrip().endswith(';'):
            inside = True
        if inside:
            lines.add(number)
            inside = not line.startswith('}')
    return lines


def reported(case, tree, found):
    """Whether a finding of one of the case's checks stands in one of its functions, or anywhere if it names none."""
    text = (tree / case['file']).read_text(errors='replace')
    wanted = set().union(*(lines_of(text, name) for name in case.get('functions', [])))
    return any(f['check'] in case['checks'] and case.get('says', '') in f['message'] and
               (f['line'] in wanted or 'functions' not in case) for f in found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--only', default='*', help='commits or projects, a glob')
    parser.add_argument('--mirrors', type=pathlib.Path, default=pathlib.Path('/work/.mirror'))
    parser.add_argument('--work', type=pathlib.Path, default=pathlib.Path('/tmp/quiesce-history'))
    parser.add_argument('--quiesce', type=pathlib.Path, default=HERE.parents[1] / 'build/bin/quiesce')
    parser.add_argument('--verbose', action='store_true', help='print all findings')
    args = parser.parse_args()
    status, found, clean, ran = 0, 0, 0, 0
    for case in yaml.safe_load((HERE / 'history.yaml').read_text()):
        name = f"{case['repository'].split('/')[1]} {case['commit']}"
        if not (fnmatch.fnmatch(case['commit'], args.only) or fnmatch.fnmatch(case['repository'].split('/')[1], args.only)):
            continue
        git = clone(args.mirrors, case['repository'])
        if not git:
            print(f'{name:28} {case["class"]}  skipped: no clone of {case["repository"]} below {args.mirrors}')
            continue
        answers = []
        for which, revision in ('parent', case['commit'] + '^'), ('fix', case['commit']):
            tree = args.work / f"{case['repository'].replace('/', '+')}-{case['commit']}" / which
            unpack(git, revision, tree, case.get('paths', ()))
            if args.verbose:
                print(f'   {name} {which}')
            result, problem = findings(args.quiesce, case, tree, args.verbose)
            if problem:
                print(f'{name:28} {case["class"]}  could not be analysed at its {which}: {problem}')
                status = 2
                break
            answers.append(reported(case, tree, result))
        if len(answers) < 2:
            continue
        ran += 1
        found += answers[0]
        clean += answers[0] and not answers[1]
        as_known = answers == [case['found'], not case.get('silent', True)]
        if not as_known:
            status = max(status, 1)
        print(f"{name:28} {case['class']}  {'reported' if answers[0] else 'silent  '} before, "
              f"{'reported' if answers[1] else 'silent  '} after{'' if as_known else '   <-- not as known'}")
    print(f'{found} of {ran} reported before the fix, {clean} of them silent after it')
    return status


sys.exit(main())
