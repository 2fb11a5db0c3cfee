"""Reads action.yml and ci/gitlab.yml and runs their scripts as the services do.

    ci.py QUIESCE ROOT FOLDER
"""
import json
import os
import pathlib
import subprocess
import sys

import yaml

quiesce, root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
environment = dict(os.environ, PATH=f'{quiesce.parent}:{os.environ["PATH"]}')


def script(text, **variables):
    done = subprocess.run(['bash', '-eo', 'pipefail', '-c', text], cwd=folder, env=dict(environment, **variables),
                          capture_output=True, text=True, timeout=200)
    return done.returncode, done.stdout


action = yaml.safe_load((root / 'action.yml').read_text())
assert action['runs']['using'] == 'composite'
steps = action['runs']['steps']
assert all(('uses' in step) != ('run' in step) and ('run' not in step or step['shell'] == 'bash') for step in steps)
for step in steps:  # each script at least parses
    if 'run' in step:
        subprocess.run(['bash', '-n', '-c', step['run']], check=True)
check, = [step for step in steps if step.get('id') == 'check']
status, out = script(check['run'], BUILD='.', OPTIONS='--max-states=5000 --checks=*', SARIF='out.sarif')
assert status == 1 and out.startswith('::error file=a.cpp,line=2,col='), (status, out)
assert len(json.loads((folder / 'out.sarif').read_text())['runs'][0]['results']) == 1

job = yaml.safe_load((root / 'ci' / 'gitlab.yml').read_text())['quiesce']
status, out = script('\n'.join(job['script']), **dict(job['variables'], QUIESCE_BUILD='.'))
assert status == 1 and '[quiesce-unjoined-thread]' in out, (status, out)
report, = json.loads((folder / job['artifacts']['reports']['codequality']).read_text())
assert report['location'] == {'path': 'a.cpp', 'lines': {'begin': 2}} and report['fingerprint']
