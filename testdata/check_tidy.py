#!/usr/bin/env python3
"""Runs the plugin on a source file and compares every diagnostic with the file's CHECK lines.

    // RUN: %check_tidy %s [OPTION...] [-- FLAG...]

    int f() {
      c.send(1);
      // CHECK: :[[@LINE-1]]:5: warning: 'send' on 'c' blocks forever [quiesce-blocked-send]
      // CHECK: :[[@LINE-4]]:5: note: ...

Warnings, errors and notes count alike: each must be asserted, in order.  A file without a CHECK line asserts
silence.  FLAGs are for the compiler, in place of -std=c++20.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

DIAGNOSTIC = re.compile(r'(^|:\d+:\d+: |^)(warning|error|note|fatal error): ')


def parse_arguments():
    argv, flags = sys.argv[1:], None
    if '--' in argv:
        cut = argv.index('--')
        argv, flags = argv[:cut], argv[cut + 1:]
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--plugin', required=True)
    parser.add_argument('--checks', default='-*,quiesce-*')
    parser.add_argument('--config', default='{}', help="as clang-tidy's; no .clang-tidy file is read")
    parser.add_argument('--check-prefix', default='CHECK')
    parser.add_argument('--header-filter', default='.*')
    parser.add_argument('--fail', action='store_true', help='clang-tidy must fail; otherwise it must not')
    parser.add_argument('file', type=pathlib.Path)
    return parser.parse_args(argv), flags if flags is not None else ['-std=c++20']


def run_tidy(args, flags):
    command = ['clang-tidy', '--load=' + args.plugin, '--checks=' + args.checks, '--config=' + args.config,
               '--header-filter=' + args.header_filter, '--quiet', str(args.file), '--', *flags]
    done = subprocess.run(command, capture_output=True, text=True, errors='replace')
    failed = done.returncode != 0
    if failed != args.fail or 'load request ignored' in done.stderr:
        print(' '.join(command), done.stdout, done.stderr, sep='\n')
        sys.exit(f'clang-tidy ended with status {done.returncode}')
    # Source lines, which clang-tidy prints below each diagnostic, would match too much.
    return [line for line in done.stdout.splitlines() if DIAGNOSTIC.search(line)]


def main():
    args, flags = parse_arguments()
    told = run_tidy(args, flags)
    directive = re.compile(r'//.*\b' + re.escape(args.check_prefix) + r'(-[A-Z]+)*:')
    if not directive.search(args.file.read_text()):
        if told:
            print('\n'.join(told))
            sys.exit('the file has no CHECK line, so silence was expected')
        return
    with tempfile.NamedTemporaryFile('w', suffix='.txt') as output:
        output.write('\n'.join(told) + '\n')
        output.flush()
        done = subprocess.run(['FileCheck', '--input-file=' + output.name, '--check-prefix=' + args.check_prefix,
                               '--implicit-check-not={{warning|error|note}}:', '--allow-empty', '--dump-input=never',
                               str(args.file)])
    if done.returncode:
        print('clang-tidy said:', *told, sep='\n')
    sys.exit(done.returncode)


main()
