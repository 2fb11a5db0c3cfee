#!/usr/bin/env python3
"""What the checks cost: clang-tidy with all quiesce checks against clang-tidy with one trivial built-in check.

Each file is analysed in pairs, one after the other and the order changing, so that what disturbs the machine disturbs
both.  Printed are the medians over the pairs of the ratios of wall time and user time, and the largest memory of each.

    bench.py                                        on generated files: no threads, few, many
    bench.py --database BUILD --file F [--file G]   on real ones
"""
import argparse
import json
import os
import pathlib
import shlex
import statistics
import sys
import tempfile
import time

TRIVIAL = 'misc-definitions-in-headers'


def generated(folder):
    """Files of three kinds: one that includes nothing modelled, one with some tasks, one with very many."""
    plain = '#include <map>\n#include <string>\n#include <vector>\n' + ''.join(
        f'int f{i}(std::map<std::string, std::vector<int>> &m) {{\n'
        f'  int sum = {i};\n  for (auto &[k, v] : m)\n    for (int x : v)\n      if (x > sum) sum += x; else sum -= {i};\n'
        f'  m[std::to_string(sum)].push_back(sum);\n  return sum;\n}}\n' for i in range(400))
    task = '''void spawn{0}(bool early) {{
  std::mutex m; std::condition_variable cv; bool ready = false; std::deque<int> q;
  std::thread producer([&] {{ for (int i = 0; i < {0}; ++i) {{ std::lock_guard<std::mutex> l(m); q.push_back(i); }}
                             {{ std::lock_guard<std::mutex> l(m); ready = true; }} cv.notify_one(); }});
  {{ std::unique_lock<std::mutex> l(m); cv.wait(l, [&] {{ return ready; }}); }}
  if (early && q.empty()) {{ producer.join(); return; }}
  producer.join();
}}
'''
    headers = '#include <condition_variable>\n#include <deque>\n#include <mutex>\n#include <thread>\n'
    files = {'plain.cpp': plain, 'tasks.cpp': headers + plain + ''.join(task.format(i) for i in range(1, 11)),
             'many-tasks.cpp': headers + ''.join(task.format(i) for i in range(1, 201))}
    commands = []
    for name, text in files.items():
        (folder / name).write_text(text)
        commands.append({'directory': str(folder), 'file': name,
                         'arguments': ['c++', '-std=c++20', '-O2', '-c', name]})
    (folder / 'compile_commands.json').write_text(json.dumps(commands))
    return [str(folder / name) for name in files]


def run(command):
    """(wall seconds, user seconds, peak KiB, exit status)"""
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    return time.monotonic() - begin, usage.ru_utime, usage.ru_maxrss, status


def main():
    parser = argparse.ArgumentParser(prog='./dev bench', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--plugin', default='build/lib/libquiesce.so', help=argparse.SUPPRESS)
    parser.add_argument('--clang-tidy', default='clang-tidy-22')
    parser.add_argument('--database', help='folder of compile_commands.json')
    parser.add_argument('--file', action='append', default=[])
    parser.add_argument('--pairs', type=int, default=7)
    parser.add_argument('--checks', default='-*,quiesce-*')
    parser.add_argument('--limit', type=float, help='fail when a median ratio of user time is above this')
    args = parser.parse_args()
    if bool(args.database) != bool(args.file):
        parser.error('--database and --file go together')

    with tempfile.TemporaryDirectory() as scratch:
        files = args.file or generated(pathlib.Path(scratch))
        common = [args.clang_tidy, '-p', args.database or scratch, '--config={}', '--quiet']
        trivial = [*common, '--checks=-*,' + TRIVIAL]
        ours = [*common, '--load=' + os.path.abspath(args.plugin), '--checks=' + args.checks]
        over = False
        print(f'{"":28} {"wall":>7} {"user":>7}   {"trivial":>16} {"quiesce":>16}')
        for file in files:
            rows = []
            for pair in range(args.pairs + 1):
                first = run([*(ours if pair % 2 else trivial), file])
                second = run([*(trivial if pair % 2 else ours), file])
                base, full = (second, first) if pair % 2 else (first, second)
                if os.WIFSIGNALED(full[3]):
                    sys.exit(f'{shlex.join([*ours, file])} was killed by signal {os.WTERMSIG(full[3])}')
                if pair:  # the first pair only warms the caches
                    rows.append((base, full))
            ratio = [statistics.median(full[i] / base[i] for base, full in rows) for i in (0, 1)]
            shown = [f'{statistics.median(r[i][1] for r in rows):.2f} s {max(r[i][2] for r in rows) >> 10:5} MiB'
                     for i in (0, 1)]
            print(f'{os.path.basename(file):28} {ratio[0]:6.3f}x {ratio[1]:6.3f}x   {shown[0]:>16} {shown[1]:>16}',
                  flush=True)
            over |= args.limit is not None and ratio[1] > args.limit
        print(f'medians of {args.pairs} pairs; times are user time; trivial is {TRIVIAL}')
        sys.exit(over)


main()
