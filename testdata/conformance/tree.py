"""Small programs as trees of statements, which can be printed twice and cut down.

A `Case` is a namespace with declarations and a function `run`.  Its last statements are observations: expressions whose
value the native run prints, and which the analysed program compares with what was printed:

    native                          analysed
    observe(v.size());              if (v.size() != 3) return;
    observe(name);                  if (name == "x") { ... never.wait(); }    with a value that it does not have

So the wait at the end of `run` is reached if and only if each observation is what it is in reality.
"""
import copy
import dataclasses

# What a value that was printed looks like in C++, and one it is not.
LITERAL = {'int': lambda v: f'({v})' if v.startswith('-') else v, 'bool': lambda v: v, 'str': lambda v: f'"{v}"'}
OTHER = {
    'int': lambda v: str(int(v) + 1) if v != '-1' else '(-2)',
    'bool': lambda v: 'true' if v == 'false' else 'false',
    'str': lambda v: f'"{v}x"' if v != 'ab' else '"b"',
}


@dataclasses.dataclass
class Leaf:
    text: str
    tags: tuple = ()


@dataclasses.dataclass
class Block:
    """Parts such as if and else, each a head and the statements in its braces."""
    parts: list
    tail: str = ''
    tags: tuple = ()


@dataclasses.dataclass
class Observe:
    text: str
    kind: str  # 'int', 'bool', 'str'
    form: int = 0  # how the analysed program compares
    tags: tuple = ()


@dataclasses.dataclass
class Case:
    declarations: list  # trees at the scope of the namespace
    body: list

    def lists(self):
        """All lists of statements, from the outside in."""
        found = []

        def visit(nodes):
            found.append(nodes)
            for node in nodes:
                if isinstance(node, Block):
                    for _, inner in node.parts:
                        visit(inner)

        visit(self.body)
        visit(self.declarations)
        return found

    def nodes(self):
        return [node for nodes in self.lists() for node in nodes]

    def tags(self):
        return {tag for node in self.nodes() for tag in node.tags}

    def size(self):
        return len(self.nodes())


# ---- Printing ---------------------------------------------------------------


class Printer:
    """Lines of C++; `values` are those that the native run printed, or None for the native program itself."""

    def __init__(self, values=None, leave='return;', end=(), lines=None):
        self.lines = [] if lines is None else lines
        self.values, self.leave, self.end = values, leave, end
        self.observed = 0

    def line(self, text, depth):
        for each in text.split('\n'):
            self.lines.append('  ' * depth + each)

    def observation(self, node, depth):
        index = self.observed
        self.observed += 1
        if self.values is None:
            self.line(f'observe({node.text});', depth)
            return
        if index >= len(self.values):  # the native run did not come here
            self.line(f'(void)({node.text});', depth)
            return
        value = self.values[index]
        right, wrong = LITERAL[node.kind](value), OTHER[node.kind](value)
        if node.form == 0 or node.kind == 'bool':
            test = {'true': f'!({node.text})', 'false': f'{node.text}'}[value] if node.kind == 'bool' \
                else f'{node.text} != {right}'
            self.line(f'if ({test}) {self.leave}', depth)
        elif node.form == 1:
            self.line(f'if (!({node.text} == {right})) {self.leave}', depth)
        elif node.form == 2:
            self.line(f'if ({node.text} < {right} || {node.text} > {right}) {self.leave}', depth)
        else:
            self.line(f'if ({node.text} == {wrong}) {self.leave}', depth)
            self.line(f'if ({node.text} != {right}) {self.leave}', depth)

    def statements(self, nodes, depth):
        for node in nodes:
            if isinstance(node, Leaf):
                self.line(node.text, depth)
            elif isinstance(node, Observe):
                self.observation(node, depth)
            else:
                for number, (head, inner) in enumerate(node.parts):
                    self.line(('} ' if number else '') + head + (' {' if head else '{'), depth)
                    self.statements(inner, depth + 1)
                self.line('}' + node.tail, depth)

    def case(self, number, case, result='void'):
        self.lines.append(f'namespace c{number} {{')
        self.statements(case.declarations, 0)
        self.lines.append(f'{result} run() {{')
        self.statements(case.body, 1)
        for each in self.end:
            self.line(each, 1)
        self.lines.append('}')
        self.lines.append('}')


# ---- Cutting down -----------------------------------------------------------


def _single_cuts(case):
    for number, nodes in enumerate(case.lists()):
        for index, node in enumerate(nodes):
            yield number, slice(index, index + 1), []
            if isinstance(node, Block):
                for part in range(1, len(node.parts)):
                    rest = [p for n, p in enumerate(node.parts) if n != part]
                    yield number, slice(index, index + 1), [Block(rest, node.tail, node.tags)]
                for _, inner in node.parts:
                    yield number, slice(index, index + 1), inner


def _runs(case):
    """Removals of several statements at once, the longest first."""
    for number, nodes in enumerate(case.lists()):
        length = len(nodes) // 2
        while length > 1:
            for start in range(0, len(nodes), length):
                yield number, slice(start, start + length), []
            length //= 2


def cuts(case):
    """Smaller cases, those that lose most first; some do not compile."""
    for number, where, instead in list(_runs(case)) + list(_single_cuts(case)):
        smaller = copy.deepcopy(case)
        nodes = smaller.lists()[number]
        nodes[where] = copy.deepcopy(instead)
        yield smaller
