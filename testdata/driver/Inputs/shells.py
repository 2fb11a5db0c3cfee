"""Asks real shells to complete, with the scripts that `quiesce completion` prints; and lets mandoc read the manual.

    shells.py QUIESCE SCRATCH

A shell that is not installed is not asked; bash always is.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import time

quiesce, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
scratch.mkdir(exist_ok=True)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


scripts = {}
for shell in ('bash', 'zsh', 'fish'):
    scripts[shell] = scratch / shell
    scripts[shell].write_text(run(quiesce, 'completion', shell))


def bash(line):
    words = ' '.join(f"'{word}'" for word in line.replace('=', ' = ').split(' ')).replace(" '' '='", " '='")
    asks = f'compopt() {{ :; }}; . {scripts["bash"]}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));' \
        ' _quiesce; printf "%s\\n" "${COMPREPLY[@]}"'
    return run('bash', '-c', asks).split()


def fish(line):
    asks = f'complete -c quiesce -e; source {scripts["fish"]}; complete -C "{line}"'
    return [row.split('\t')[0] for row in run('fish', '-N', '-c', asks).splitlines()]


def zsh(begun, whole):
    """What an interactive zsh shows, which alone completes, when it is asked to; until that is what it should be."""
    functions = scratch / 'functions'
    functions.mkdir(exist_ok=True)
    shutil.copy(scripts['zsh'], functions / '_quiesce')
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM='dumb', COLUMNS='200')
        os.execvp('zsh', ['zsh', '-f', '-i'])

    def shown_until(wanted):
        text, end = '', time.monotonic() + 30
        while wanted not in text and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                text += os.read(terminal, 1 << 16).decode(errors='replace')
        return text

    os.write(terminal, f'fpath=({functions} $fpath); autoload -U compinit; compinit -D -u; PS1=; echo rea""dy\n'.encode())
    shown_until('ready')
    os.write(terminal, f'{begun}\t'.encode())
    shown = shown_until(whole)
    os.write(terminal, b'\x15exit\n')
    os.close(terminal)
    os.waitpid(process, 0)
    return shown


assert bash('quiesce ch') == ['check']
assert {'--baseline=', '--diff=', '-p='} <= set(bash('quiesce check -')), bash('quiesce check -')
assert bash('quiesce check --format=sa') == ['sarif'], bash('quiesce check --format=sa')
assert 'quiesce-deadlock' in bash('quiesce explain ')
if shutil.which('fish'):
    assert fish('quiesce ch') == ['check']
    assert {'--baseline', '--diff'} <= set(fish('quiesce check --'))
    assert any(word.endswith('sarif') for word in fish('quiesce check --format=sa'))
    assert 'quiesce-deadlock' in fish('quiesce explain quiesce-d')
if shutil.which('zsh'):
    run('zsh', '-n', scripts['zsh'])
    for begun, whole in (('quiesce ch', 'quiesce check '), ('quiesce check --bas', '--baseline='),
                         ('quiesce check --format=sa', '--format=sarif '),
                         ('quiesce explain quiesce-dead', 'quiesce-deadlock ')):
        shown = zsh(begun, whole)
        assert whole in shown, shown
if shutil.which('mandoc'):
    page = scratch / 'quiesce.1'
    page.write_text(run(quiesce, 'manual'))
    problems = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', page], capture_output=True, text=True).stdout
    # A date would make the page another one each day.
    problems = [line for line in problems.splitlines() if 'missing date' not in line]
    assert not problems, problems
    text = re.sub('.\b', '', run('mandoc', '-T', 'ascii', page))  # printers overstrike what is bold
    assert '--unit-timeout' in text, text
