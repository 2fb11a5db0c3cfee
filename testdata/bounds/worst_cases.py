#!/usr/bin/env python3
"""Programs that are as bad as they can be for an analysis: one record a case, with the size that is tested.

    worst_cases.py                     the cases and their sizes
    worst_cases.py CASE [SIZE]         prints the program
"""
import dataclasses
import sys
import typing

HEADERS = '''#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <thread>
#include <vector>
'''


@dataclasses.dataclass
class Case:
    name: str
    size: int
    about: str
    write: typing.Callable[[int], str]

    def program(self, size=None):
        return HEADERS + self.write(size or self.size)


CASES = {}


def case(size, about):
    def add(write):
        name = write.__name__.replace('_', '-')
        CASES[name] = Case(name, size, about, write)
        return write
    return add


def lines(count, text):
    """`text` for each i below count; @ is i, @1 the next, @0 the one before, both modulo count."""
    return ''.join(text.replace('@1', str((i + 1) % count)).replace('@0', str((i - 1) % count)).replace('@', str(i))
                   for i in range(count))


# ---- One function -----------------------------------------------------------


@case(10000, 'operations in one function, beside a task that does the same')
def operations(n):
    return 'std::mutex m;\nint x;\nvoid work() {\n' + lines(n // 2, '  m.lock(); ++x; m.unlock();\n') + '}\n' \
        'int main() { std::thread t(work); work(); t.join(); }\n'


@case(10000, 'operations in one function, each on some condition of its own')
def conditional_operations(n):
    return 'void work(std::counting_semaphore<> &s, const bool *c) {\n' + \
        lines(n // 2, '  if (c[@]) s.acquire(); else s.release();\n') + '}\n' \
        'int main(int argc, char **argv) {\n  std::counting_semaphore<> s(0);\n  bool c[@];\n'.replace('@', str(n)) + \
        '  std::thread t([&] { work(s, c); });\n  work(s, c);\n  t.join();\n}\n'


@case(10000, 'operations in one function, on unknown conditions, and an early return at each')
def early_returns(n):
    return 'bool asks(int);\nvoid work(std::mutex &m) {\n' + \
        lines(n // 4, '  m.lock();\n  if (asks(@)) { m.unlock(); return; }\n  m.unlock();\n') + '}\n'


@case(2000, 'guards in one function, each with a return below it')
def guards_and_returns(n):
    return 'bool asks(int);\n' + 'int work(std::vector<std::mutex> &m) {\n' + \
        lines(n, '  std::lock_guard<std::mutex> g@(m[@]);\n  if (asks(@)) return @;\n') + '  return -1;\n}\n'


@case(2000, 'guards in one function, each inside a try of its own')
def tries(n):
    return 'void asks(int);\nvoid work(std::mutex &m) {\n' + \
        lines(n, '  try { std::lock_guard<std::mutex> g(m); asks(@); throw @; } catch (int) { m.lock(); m.unlock(); }\n') \
        + '}\n'


@case(5000, 'cases of one switch, in a loop, each with an operation')
def switch(n):
    return 'int next();\nvoid work(std::mutex &m, std::condition_variable_any &c, bool &done) {\n' \
        '  while (!done)\n  switch (next()) {\n' + \
        lines(n, '  case @: m.lock(); c.wait(m); m.unlock(); break;\n') + '  }\n}\n' \
        'int main() {\n  std::mutex m; std::condition_variable_any c; bool done = false;\n' \
        '  std::thread t([&] { work(m, c, done); });\n  work(m, c, done);\n  t.join();\n}\n'


@case(1000, 'labels of one function, and jumps between them')
def jumps(n):
    return 'bool asks(int);\nvoid work(std::mutex &m) {\n' + \
        lines(n, 'l@:\n  { std::lock_guard<std::mutex> g(m);\n  if (asks(@)) goto l@1;\n  if (asks(-@)) goto l@0; }\n') + \
        '}\n'


@case(1000, 'conditions of an else-if chain')
def else_if(n):
    return 'int next();\nvoid work(std::mutex &m) {\n  int i = next();\n  if (i < 0) ;\n' + \
        lines(n, '  else if (i == @ * 7) { m.lock(); m.unlock(); }\n') + '}\n'


@case(10000, 'operands of one sum, each of which locks')
def long_expression(n):
    return 'std::mutex m;\nint next() { std::lock_guard<std::mutex> g(m); return 1; }\nint work() {\n  return 0' + \
        lines(n // 4, '\n      + next()') + ';\n}\nint main() { std::thread t(work); work(); t.join(); }\n'


@case(240, 'brackets round each other, each with a condition')
def nested_expression(n):
    text = 'next()'
    for i in range(n):
        text = f'(asks({i}) ? {text} : {i})'
    return 'std::mutex m;\nint next() { std::lock_guard<std::mutex> g(m); return 1; }\nbool asks(int);\n' \
        f'int work() {{ return {text}; }}\nint main() {{ std::thread t(work); work(); t.join(); }}\n'


@case(1000, 'calls chained to each other, as in streams')
def chained_calls(n):
    return 'struct Log { std::mutex m; Log &put(int) { std::lock_guard<std::mutex> g(m); return *this; } };\n' \
        'void work(Log &l) {\n  l' + lines(n, '\n    .put(@)') + ';\n}\n' \
        'int main() { Log l; std::thread t([&] { work(l); }); work(l); t.join(); }\n'


@case(200, 'blocks inside each other, each a loop with an operation')
def nested_loops(n):
    return 'bool asks(int);\nvoid work(std::mutex &m) {\n' + lines(n, 'while (asks(@)) { std::lock_guard<std::mutex> g@(m);\n') \
        + '}\n' * n + '}\nint main() { std::mutex m; std::thread t([&] { work(m); }); work(m); t.join(); }\n'


@case(60, 'lambdas inside each other')
def nested_lambdas(n):
    return 'int main() {\n  std::mutex m;\n' + lines(n, '  auto f@ = [&] {\n  std::lock_guard<std::mutex> g(m);\n') + \
        ''.join(f'  }};\n  std::thread t{i}(f{i});\n  t{i}.join();\n' for i in reversed(range(n))) + '}\n'


@case(1000, 'lambdas beside each other')
def lambdas(n):
    return 'int main() {\n  std::mutex m;\n  int x = 0;\n' + \
        lines(n, '  auto f@ = [&] { std::lock_guard<std::mutex> g(m); x += @; };\n') + \
        lines(n, '  f@();\n') + '  std::thread t(f0);\n  t.join();\n}\n'


@case(2000, 'conditions, each on a number nobody knows')
def unknown_numbers(n):
    return 'int next();\nint main() {\n  std::mutex m;\n  std::thread t([&] { m.lock(); m.unlock(); });\n' + \
        lines(n, '  int i@ = next();\n') + lines(n, '  if (i@ > @) m.lock();\n  if (i@ > @) m.unlock();\n') + \
        '  t.join();\n}\n'


@case(2000, 'questions about the same number')
def one_number(n):
    return 'void work(std::mutex &m, int i) {\n' + lines(n, '  if (i != @) { m.lock(); m.unlock(); }\n') + '}\n'


# ---- Calls ------------------------------------------------------------------


@case(200, 'calls inside each other')
def nested_calls(n):
    return 'std::mutex m;\nvoid f0() { std::lock_guard<std::mutex> g(m); }\n' + \
        ''.join(f'void f{i}() {{ f{i - 1}(); }}\n' for i in range(1, n)) + \
        f'int main() {{ std::thread t(f{n - 1}); f{n - 1}(); t.join(); }}\n'


@case(200, 'calls inside each other, each of which is made twice')
def doubled_calls(n):
    return 'std::mutex m;\nvoid f0() { std::lock_guard<std::mutex> g(m); }\n' + \
        ''.join(f'void f{i}() {{ f{i - 1}(); f{i - 1}(); }}\n' for i in range(1, n)) + \
        f'int main() {{ std::thread t(f{n - 1}); f{n - 1}(); t.join(); }}\n'


@case(500, 'functions that call each of their neighbours')
def mutual_recursion(n):
    return 'bool asks(int);\nstd::mutex m;\n' + lines(n, 'void f@();\n') + \
        lines(n, 'void f@() {\n  if (asks(@)) f@1();\n  { std::lock_guard<std::mutex> g(m); }\n  if (asks(-@)) f@0();\n}\n') + \
        'int main() { std::thread t(f0); f1(); t.join(); }\n'


@case(800, 'templates inside each other')
def nested_templates(n):
    return 'std::mutex m;\ntemplate <int N> struct Level { Level<N - 1> below; std::mutex m;\n' \
        '  void work() { std::lock_guard<std::mutex> g(m); below.work(); } };\ntemplate <> struct Level<0> { void work() {} };\n' \
        'int main() { Level<@> l; std::thread t([&] { l.work(); }); l.work(); t.join(); }\n'.replace('@', str(n))


@case(500, 'arguments of a pack, each a task')
def packs(n):
    return 'template <class... F> void all(F... f) {\n  std::vector<std::thread> t;\n  (t.emplace_back(f), ...);\n' \
        '  for (auto &each : t) each.join();\n}\n' \
        'int main() {\n  std::mutex m;\n  auto f = [&] { std::lock_guard<std::mutex> g(m); };\n  all(' + \
        ', '.join(['f'] * n) + ');\n}\n'


@case(500, 'coroutines that await each other')
def coroutines(n):
    return '''#include <coroutine>
struct Co {
  struct promise_type {
    Co get_return_object(); std::suspend_always initial_suspend(); std::suspend_always final_suspend() noexcept;
    void return_void(); void unhandled_exception();
  };
  bool await_ready(); void await_suspend(std::coroutine_handle<>); void await_resume();
};
std::mutex m;
Co f0() { std::lock_guard<std::mutex> g(m); co_return; }
''' + ''.join(f'Co f{i}() {{ co_await f{i - 1}(); co_await f{i - 1}(); }}\n' for i in range(1, n))


@case(1000, 'functions that could pass on a token')
def tokens(n):
    return 'void f0(std::stop_token);\n' + \
        ''.join(f'void f{i}(std::stop_token t = {{}}) {{ if (!t.stop_requested()) f{i - 1}({{}}); f{i // 2}({{}}); }}\n'
                for i in range(1, n)) + f'int main() {{ std::jthread t(f{n - 1}); }}\n'


# ---- Tasks ------------------------------------------------------------------


@case(1000, 'tasks that one function starts and joins')
def tasks(n):
    return 'int main() {\n  std::mutex m;\n' + \
        '  auto work = [&] { std::lock_guard<std::mutex> g(m); };\n' + \
        lines(n, '  std::thread t@(work);\n') + lines(n, '  t@.join();\n') + '}\n'


@case(1000, 'tasks that are started in turn')
def tasks_in_turn(n):
    return 'int main() {\n  std::mutex m;\n' + \
        '  auto work = [&] { std::lock_guard<std::mutex> g(m); };\n' + \
        lines(n, '  { std::thread t(work); t.join(); }\n') + '}\n'


@case(1000, 'tasks in a container')
def tasks_in_container(n):
    return 'int main() {\n  std::mutex m;\n  std::vector<std::thread> all;\n' \
        '  for (int i = 0; i < @; ++i) all.emplace_back([&] { std::lock_guard<std::mutex> g(m); });\n' \
        '  for (auto &t : all) t.join();\n}\n'.replace('@', str(n))


@case(22, 'tasks that all wait for each other')
def stuck_tasks(n):
    return 'int main() {\n  std::binary_semaphore ' + ', '.join(f's{i}(0)' for i in range(n)) + ';\n' + \
        lines(n, '  std::thread t@([&] { s@.acquire(); s@1.release(); });\n') + lines(n, '  t@.join();\n') + '}\n'


@case(16, 'tasks, each of which may give up at each of its steps')
def indecision(n):
    return 'bool asks(int);\nint main() {\n  std::mutex m;\n  std::condition_variable c;\n  int x = 0;\n' + \
        lines(n, '''  std::thread t@([&] {
    std::unique_lock<std::mutex> l(m);
    if (asks(@)) return;
    c.wait(l, [&] { return x == @; });
    if (asks(-@)) return;
    ++x;
    c.notify_all();
  });
''') + lines(n, '  t@.join();\n') + '}\n'


@case(500, 'threads, none of which is joined')
def violations(n):
    return 'bool asks(int);\nvoid f();\nvoid work() {\n' + \
        lines(n, '  { std::thread t(f); if (asks(@)) t.join(); }\n') + '}\n'


@case(1000, 'promises and their futures')
def promises(n):
    return 'int main() {\n' + \
        lines(n, '  std::promise<int> p@;\n  auto f@ = p@.get_future();\n') + \
        '  std::thread t([&] {\n' + lines(n, '    p@.set_value(@);\n') + '  });\n' + \
        lines(n, '  f@.get();\n') + '  t.join();\n}\n'


# ---- Objects and containers -------------------------------------------------


@case(2000, 'fields of one object, used by two tasks')
def fields(n):
    return 'struct Wide {\n' + lines(n, '  int x@ = @;\n') + '  std::mutex m;\n' \
        '  void work() {\n    std::lock_guard<std::mutex> g(m);\n' + lines(n, '    if (x@ != 0) x@1 = x@;\n') + '  }\n};\n' \
        'int main() { Wide w; std::thread t([&] { w.work(); }); w.work(); t.join(); }\n'


@case(2000, 'global variables with locks of their own')
def global_variables(n):
    return lines(n, 'std::mutex m@;\nint x@ = @;\n') + 'void work() {\n' + \
        lines(n, '  { std::lock_guard<std::mutex> g(m@); if (x@ == 0) ++x@1; }\n') + \
        '}\nint main() { std::thread t(work); work(); t.join(); }\n'


@case(20000, 'elements of one initializer')
def initializer(n):
    return 'struct Row { const char *name; int value; };\nstatic const Row table[] = {\n' + lines(n, '  {"@", @},\n') + '};\n' \
        'int main() {\n  std::mutex m;\n  std::vector<int> all = {' + ', '.join(map(str, range(n))) + '};\n' \
        '  std::thread t([&] { for (int i : all) { std::lock_guard<std::mutex> g(m); if (i == table[0].value) return; } });\n' \
        '  t.join();\n}\n'


@case(2000, 'elements that one function puts into a container, and looks up')
def container(n):
    return 'int main() {\n  std::mutex m;\n  std::map<int, std::unique_ptr<int>> all;\n' + \
        lines(n, '  all[@] = std::make_unique<int>(@);\n') + \
        '  std::thread t([&] {\n' + lines(n, '    { std::lock_guard<std::mutex> g(m); if (*all[@] == @) all.erase(@); }\n') + \
        '  });\n  t.join();\n}\n'


@case(250, 'elements that a loop puts into a container and another goes over, beside a task')
def container_loops(n):
    return 'struct Item { std::mutex m; int x = 0; };\nint main() {\n  std::vector<std::shared_ptr<Item>> all;\n' \
        '  for (int i = 0; i < @; ++i) all.push_back(std::make_shared<Item>());\n' \
        '  auto work = [&] { for (auto &each : all) { std::lock_guard<std::mutex> g(each->m); ++each->x; } };\n' \
        '  std::thread t(work);\n  work();\n  t.join();\n}\n'.replace('@', str(n))


# ---- Many of something ------------------------------------------------------


@case(3000, 'functions that each make a system')
def functions(n):
    return '''void give(std::mutex &m, std::condition_variable &c, bool &ready) {
  { std::lock_guard<std::mutex> g(m); ready = true; }
  c.notify_one();
}
''' + lines(n, '''void f@() {
  std::mutex m; std::condition_variable c; bool ready = false;
  std::thread t(give, std::ref(m), std::ref(c), std::ref(ready));
  { std::unique_lock<std::mutex> l(m); c.wait(l, [&] { return ready; }); }
  t.join();
}
''')


MONITOR = '''class C@ {
public:
  void put(int i) { { std::lock_guard<std::mutex> g(m); x = i; } c.notify_one(); }
  int take() { std::unique_lock<std::mutex> l(m); c.wait(l, [&] { return x != 0; }); return x; }
  int look() { std::lock_guard<std::mutex> g(m); return x; }
private:
  std::mutex m; std::condition_variable c; int x = 0;
};
'''


@case(2000, 'classes whose methods wait for each other')
def monitors(n):
    return lines(n, MONITOR)


@case(300, 'classes that start a task')
def objects(n):
    return lines(n, '''class C@ {
public:
  C@() : t([this] { run(); }) {}
  ~C@() { stop(); t.join(); }
  void stop() { { std::lock_guard<std::mutex> g(m); done = true; } c.notify_one(); }
  void kick() { std::lock_guard<std::mutex> g(m); ++kicks; c.notify_one(); }
private:
  void run() { std::unique_lock<std::mutex> l(m); while (!done) c.wait(l); }
  std::mutex m; std::condition_variable c; bool done = false; int kicks = 0; std::thread t;
};
''')


@case(500, 'methods of one class, which wait for each other, and the task it starts')
def methods(n):
    return 'class Large {\npublic:\n  Large() : t([this] { run(); }) {}\n  ~Large() { stop(); t.join(); }\n' \
        '  void stop() { std::lock_guard<std::mutex> g(m); done = true; c.notify_all(); }\n' + \
        lines(n, '''  void put@(int i) { std::lock_guard<std::mutex> g(m); x@ = i; c.notify_all(); }
  int take@() { std::unique_lock<std::mutex> l(m); c.wait(l, [&] { return x@ != 0 || done; }); return x@; }
''') + 'private:\n  void run() { std::unique_lock<std::mutex> l(m); while (!done) c.wait(l); }\n' + \
        lines(n, '  int x@ = 0;\n') + \
        '  std::mutex m; std::condition_variable c; bool done = false; std::thread t;\n};\n'


@case(200, 'classes derived from each other, each with a virtual method of its own and an overrider')
def inheritance(n):
    return 'struct C0 { std::mutex m; virtual ~C0() = default; virtual void work() { std::lock_guard<std::mutex> g(m); } };\n' + \
        ''.join(f'struct C{i} : C{i - 1} {{\n  std::mutex m;\n  virtual void own{i}() {{ work(); }}\n'
                f'  void work() override {{ std::lock_guard<std::mutex> g(m); C{i - 1}::work(); }}\n}};\n' for i in range(1, n)) + \
        f'int main() {{\n  C{n - 1} c;\n  C0 &b = c;\n  std::thread t([&] {{ b.work(); }});\n  b.work();\n' + \
        ''.join(f'  c.own{i}();\n' for i in range(1, n)) + '  t.join();\n}\n'


def main():
    if len(sys.argv) == 1:
        for each in CASES.values():
            print(f'{each.name:24} {each.size:6} {each.about}')
        return
    sys.stdout.write(CASES[sys.argv[1]].program(int(sys.argv[2]) if len(sys.argv) > 2 else None))


if __name__ == '__main__':
    main()
