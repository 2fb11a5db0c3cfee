"""Types of the standard library and the language: how a value of one is made, read, changed and observed.

A kind's tables are templates of C++.  In them {0} is the variable; the others are drawn when the template is used:

    {int} {bool} {str}   an expression          {small} {lit} {word}   a constant: 0..3, -9..20, a text
    {T} {K} {V} ...      a value of that parameter of the kind; {T0} the C++ name of its type, {KL} a constant of it
    {new}                a name that is not used yet, the same throughout the template
    {0t}                 the C++ name of the type

Each entry is (template, what it tells): of a read the kind of the expression, of a change nothing.  A template's tags are
the kind's label with each member that is used, `vector.push_back`, and what `#tag` at its end adds.
"""
import re

SCALARS = ('int', 'bool', 'str')
NOTHING = {'int': '-1', 'bool': 'false', 'str': 'std::string()'}  # stands for a scalar that is not there


def held(element, expression):
    """What is seen of the element that `expression` owns or holds, if it does."""
    return [(scalar, f'({expression} ? {inner} : {NOTHING[scalar]})')
            for scalar, inner in element.observations(f'(*{expression})')]


class Kind:
    """A type.  `parameters` are kinds, by their letter in the templates."""
    label = ''
    parameters = {}
    comparable = True  # has ==
    ordered = False  # has <
    copied = True
    reads = ()  # (kind of scalar, template)
    changes = ()
    makes = ()  # templates of expressions
    digest = ()  # statements that fold the contents into the int {h}

    def scalar(self):
        return self.name if self.name in SCALARS else None

    def make(self, g):
        return g.fill(self, g.choice(self.makes))

    def observations(self, expression):
        """(scalar, expression) pairs that say what it is; if that takes statements, none: see digest."""
        return []


class Int(Kind):
    name = label = cpp = 'int'
    ordered = True
    makes = ('{int}',)
    changes = ('{0} = {int} % 97;', '{0} += {lit};', '{0} -= {small};', '++{0};', '{0}--;', '{0} = {0} * 3 % 41;',
               '{0} %= 7;', '{0} /= 2;', '{0} ^= {small};', '{0} = std::exchange({0}, {lit}) + {small};#exchange',
               '{0} = -{0};', '{0} = {small} - {0}++;', '{0} &= 31;', '{0} |= {small};', '{0} = {0} >> 1;')

    def observations(self, expression):
        return [('int', expression)]


class Bool(Kind):
    name = label = cpp = 'bool'
    ordered = True
    makes = ('{bool}',)
    changes = ('{0} = {bool};', '{0} = !{0};', '{0} |= {bool};', '{0} = {0} && {bool};', '{0} = {0} != {bool};')

    def observations(self, expression):
        return [('bool', expression)]


class Str(Kind):
    name = 'str'
    label = 'string'
    cpp = 'std::string'
    ordered = True
    makes = ('std::string({word})', '{str}', 'std::string(2, \'x\')#string.fill', 'std::to_string({lit})#to_string')
    reads = (('int', 'int({0}.size())'), ('bool', '{0}.empty()'), ('bool', '({0} == {word})#string.=='),
             ('bool', '({0} != {str})#string.=='), ('bool', '({0} < {word})#string.<'),
             ('bool', '({0}.find({word}) == std::string::npos)'), ('bool', '({0}.find(\'a\') != std::string::npos)'),
             ('bool', '{0}.starts_with({word})'), ('bool', '({0}.compare({word}) < 0)'),
             ('bool', '(!{0}.empty() && {0}.front() == \'a\')'), ('bool', '(!{0}.empty() && {0}[0] == \'b\')#string.[]'),
             ('bool', '{0}.ends_with("b")'), ('bool', '(!{0}.empty() && {0}.back() != \'b\')'),
             ('str', '({0} + {word})#string.+'), ('str', '({word} + {0})#string.+'), ('str', '{0}.substr(0, 1)'),
             ('str', '({0}.empty() ? {0} : {0}.substr(1))'), ('str', 'std::string({0})#string.copy'),
             ('int', 'int({0}.length())'), ('int', 'int({0}.find("b"))'), ('int', 'int({0}.rfind(\'a\'))'),
             ('bool', '(std::string_view({0}) == {word})#string_view'),
             ('int', 'int(std::string_view({0}).size())#string_view'),
             ('int', 'int(std::count({0}.begin(), {0}.end(), \'a\'))#count'))
    changes = ('{0} = {word};', '{0} = {str};', 'if ({0}.size() < 20) {0} += {word};#string.+=',
               'if ({0}.size() < 20) {0}.append({word});', 'if ({0}.size() < 20) {0}.push_back(\'a\');',
               'if (!{0}.empty()) {0}.pop_back();', '{0}.clear();', 'if ({0}.size() < 20) {0}.insert(0, {word});',
               'if (!{0}.empty()) {0}.erase(0, 1);', '{0}.assign({word});', 'if ({0}.size() < 20) {0} += \'b\';#string.+=',
               'if (!{0}.empty()) {0}[0] = \'c\';#string.[]', '{0} = std::to_string({int});#to_string',
               '{0}.resize(1, \'q\');', 'if ({0}.size() < 9) {0} = {0} + "-" + {0};#string.+')

    def observations(self, expression):
        return [('str', expression)]


class Enum(Kind):
    label = 'enum'

    def __init__(self, name, values):
        self.name = self.cpp = name
        self.values = values
        self.ordered = True
        self.makes = tuple(f'{name}::{v}' for v in values) + ('{bool} ? ' + f'{name}::{values[0]} : {name}::{values[-1]}',)
        self.reads = tuple(('bool', '({0} == ' + f'{name}::{v})#enum.==') for v in values) + (
            ('int', 'static_cast<int>({0})#enum.cast'), ('bool', '({0} < ' + f'{name}::{values[-1]})#enum.<'))
        self.changes = tuple('{0} = ' + f'{name}::{v};#enum.=' for v in values) + (
            '{0} = ' + f'static_cast<{name}>({{small}} % {len(values)});#enum.cast',)

    def observations(self, expression):
        return [('int', f'static_cast<int>({expression})')]


class Struct(Kind):
    """An aggregate of scalars with defaults."""
    label = 'struct'

    def __init__(self, name, fields, three_way):
        self.name = self.cpp = name
        self.fields = fields  # (name, kind, default)
        self.ordered = three_way
        first = fields[0]
        self.makes = (name + '{}', name + '{ {' + first[1].name + '} }#struct.init', name + '{ .' + fields[-1][0] +
                      ' = {' + fields[-1][1].name + '} }#struct.designated')
        self.reads = tuple((kind.name, '{0}.' + field + '#struct.field') for field, kind, _ in fields)
        self.changes = tuple('{0}.' + field + ' = {' + kind.name + '};#struct.field' for field, kind, _ in fields) + (
            '{0} = ' + self.makes[1].replace('#struct.init', ';#struct.='),)

    def declaration(self):
        lines = [f'struct {self.name} {{']
        lines += [f'  {kind.cpp} {field} = {default};' for field, kind, default in self.fields]
        if self.ordered:
            lines += [f'  auto operator<=>(const {self.name} &) const = default;']
        else:
            lines += [f'  bool operator==(const {self.name} &) const = default;']
        return '\n'.join(lines + ['};'])

    def observations(self, expression):
        return [pair for field, kind, _ in self.fields for pair in kind.observations(f'{expression}.{field}')]


# ---- Containers -------------------------------------------------------------


def fold(element):
    """An int of an element, for digests."""
    if element.name == 'int' or element.name == 'bool':
        return '{e}'
    if element.name == 'str':
        return '({e} == "a" ? 50 : {e} == "b" ? 60 : int({e}.size()))'
    observed = element.observations('{e}')
    if observed:
        parts = []
        for number, (scalar, expression) in enumerate(observed):
            part = f'int({expression}.size())' if scalar == 'str' else f'int({expression})'
            parts.append(f'{number + 1} * {part}')
        return '(' + ' + '.join(parts) + ')'
    return 'int({e}.size())'


class Container(Kind):
    """`T` is what a range-for gives."""

    def elements(self):
        return self.parameters['T']

    def digest_loop(self, g, variable):
        h, e = g.fresh('h'), g.fresh('e')
        term = fold(self.elements()).replace('{e}', e)
        step = f'{h} = ({h} * 3 + {term}) % 1009;' if self.in_order else f'{h} = ({h} + 7 * {term}) % 1009;'
        return h, e, step

    in_order = True


ELEMENT_READS = {
    'int': ('int', '({0}.empty() ? -1 : {e})'),
    'bool': ('bool', '(!{0}.empty() && {e})'),
    'str': ('str', '({0}.empty() ? std::string("none") : {e})'),
}


def element_reads(element, *expressions):
    """Reads of elements that are there when the container is not empty."""
    found = []
    for each in expressions:
        if element.name in ELEMENT_READS:
            scalar, template = ELEMENT_READS[element.name]
            found.append((scalar, template.replace('{e}', each)))
        else:
            for scalar, inner in element.observations(each):
                if scalar in ELEMENT_READS:
                    kind, template = ELEMENT_READS[scalar]
                    found.append((kind, template.replace('{e}', inner)))
    return tuple(found)


ITERATION = ('for (auto {new} = {0}.begin(); {new} != {0}.end(); ++{new})', 'for (const auto &{new} : {0})')


class Sequence(Container):

    def __init__(self, which, element):
        self.parameters = {'T': element}
        self.label = which
        self.name = self.cpp = f'std::{which}<{element.cpp}>'
        self.ordered = element.ordered
        self.copied = element.copied
        self.comparable = element.comparable
        index = which != 'list'
        self.makes = ('{0t}{}', '{0t}{{T}, {T}}#init', '{0t}{{T}, {T}, {T}}#init', '{0t}({small} , {T})#fill')
        self.reads = (('int', 'int({0}.size())'), ('bool', '{0}.empty()'), ('bool', '({0}.size() > 2)'),
                      ('bool', '({0}.begin() == {0}.end())')) + element_reads(
                          element, '{0}.front()', '{0}.back()', '*{0}.begin()', '*std::next({0}.begin(), {0}.size() - 1)',
                          '*std::prev({0}.end())', *(['{0}[0]', '{0}[{0}.size() - 1]', '{0}.at(0)', '{0}[{0}.size() / 2]']
                                                     if index else []))
        changes = ['{0}.push_back({T});', '{0}.push_back({T});', '{0}.emplace_back({T});', 'if (!{0}.empty()) {0}.pop_back();',
                   '{0}.clear();', 'if (!{0}.empty()) {0}.erase({0}.begin());', '{0}.insert({0}.begin(), {T});',
                   '{0}.insert({0}.end(), {T});', '{0}.resize({small});', 'if (!{0}.empty()) {0}.front() = {T};',
                   'if (!{0}.empty()) {0}.back() = {T};', '{0} = {{T}};#init', '{0}.assign({small}, {T});',
                   'if ({0}.size() > 1) {0}.erase(std::next({0}.begin()), {0}.end());#erase-range',
                   'if ({0}.size() > 1) {0}.insert(std::next({0}.begin()), {T});#insert-middle',
                   'if ({0}.size() > 1) std::swap({0}.front(), {0}.back());#swap']
        if which != 'vector':
            changes += ['{0}.push_front({T});', '{0}.emplace_front({T});', 'if (!{0}.empty()) {0}.pop_front();']
        if index:
            changes += ['if (!{0}.empty()) {0}[{0}.size() - 1] = {T};', 'if ({0}.size() > 1) {0}.at(1) = {T};',
                        'std::reverse({0}.begin(), {0}.end());#reverse']
            if element.ordered:
                changes += ['std::sort({0}.begin(), {0}.end());#sort']
        elif element.ordered:
            changes += ['{0}.sort();', '{0}.reverse();']
        if element.comparable and element.copied:
            changes += ['std::erase({0}, {T});#std::erase']
            self.reads += (('bool', '(std::find({0}.begin(), {0}.end(), {T}) != {0}.end())#std::find'),
                           ('int', 'int(std::count({0}.begin(), {0}.end(), {T}))#std::count'),
                           ('bool', '({0} == {0t}{{T}})#=='))
        if element.name == 'int':
            self.reads += (
                ('int', 'std::accumulate({0}.begin(), {0}.end(), 0)#accumulate'),
                ('bool', 'std::any_of({0}.begin(), {0}.end(), [&](int e) { return e > {lit}; })#any_of'),
                ('bool', 'std::all_of({0}.begin(), {0}.end(), [](int e) { return e > {small}; })#all_of'),
                ('int', 'int(std::count_if({0}.begin(), {0}.end(), [](int e) { return e % 2 == 0; }))#count_if'),
                ('int', '({0}.empty() ? 0 : *std::max_element({0}.begin(), {0}.end()))#max_element'),
                ('bool', '(std::find_if({0}.begin(), {0}.end(), [](int e) { return e < {small}; }) == {0}.end())#find_if'),
            )
            changes += ['std::erase_if({0}, [](int e) { return e > {lit}; });#erase_if',
                        'std::for_each({0}.begin(), {0}.end(), [](int &e) { e = (e + 1) % 50; });#for_each',
                        'for (auto &e : {0}) e = e / 2;#range-for-reference',
                        '{0}.erase(std::remove_if({0}.begin(), {0}.end(), [](int e) { return e % 3 == 0; }), {0}.end());#remove_if',
                        'std::transform({0}.begin(), {0}.end(), {0}.begin(), [](int e) { return e % 5; });#transform-in-place']
        self.changes = tuple(changes)


class Array(Container):
    label = 'array'

    def __init__(self, element, count):
        self.parameters = {'T': element}
        self.name = self.cpp = f'std::array<{element.cpp}, {count}>'
        self.ordered = element.ordered
        self.copied = element.copied
        last = count - 1
        self.makes = ('{0t}{}', '{0t}{{T}, {T}}#init')
        self.reads = (('int', 'int({0}.size())'),) + element_reads(element, '{0}.front()', '{0}.back()', '{0}[1]',
                                                                   f'{{0}}.at({last})')
        self.changes = ('{0}[{small} % ' + str(count) + '] = {T};', '{0}.fill({T});', '{0}.front() = {T};',
                        'std::swap({0}[0], {0}[' + str(last) + ']);#swap')
        if element.ordered:
            self.changes += ('std::sort({0}.begin(), {0}.end());#sort',)


class Set(Container):

    def __init__(self, which, element):
        self.parameters = {'T': element}
        self.label = which
        self.name = self.cpp = f'std::{which}<{element.cpp}>'
        self.in_order = not which.startswith('unordered')
        self.ordered = element.ordered and self.in_order
        multi = 'multi' in which
        self.makes = ('{0t}{}', '{0t}{{T}, {T}}#init', '{0t}{{T}, {T}, {T}}#init')
        self.reads = (('int', 'int({0}.size())'), ('bool', '{0}.empty()'), ('bool', '{0}.contains({T})'),
                      ('int', 'int({0}.count({T}))'), ('bool', '({0}.find({T}) == {0}.end())'))
        if self.in_order:
            self.reads += element_reads(element, '*{0}.begin()', '*{0}.rbegin()', '*std::prev({0}.end())')
            self.reads += (('bool', '({0}.lower_bound({T}) == {0}.end())'),)
        self.changes = ('{0}.insert({T});', '{0}.insert({T});', '{0}.emplace({T});', '{0}.erase({T});',
                        'if (!{0}.empty()) {0}.erase({0}.begin());' if self.in_order else '{0}.clear();', '{0}.clear();')
        if not multi:
            self.reads += (('bool', '{0}.insert({T}).second#insert-second'), ('bool', '{0}.emplace({T}).second#emplace-second'))
        self.reads += (('int', 'int({0}.erase({T}))#erase-count'),)
        if element.name == 'int':
            self.changes += ('std::erase_if({0}, [](int e) { return e % 2 == 0; });#erase_if',)


class Map(Container):

    def __init__(self, which, key, value):
        self.parameters = {'K': key, 'V': value}
        self.label = which
        self.name = self.cpp = f'std::{which}<{key.cpp}, {value.cpp}>'
        self.in_order = not which.startswith('unordered')
        self.ordered = key.ordered and value.ordered and self.in_order
        self.comparable = value.comparable
        self.copied = value.copied
        multi = 'multi' in which
        self.makes = ('{0t}{}',) + (('{0t}{{{K}, {V}}, {{K}, {V}}}#init',) if value.copied else ())
        self.reads = (('int', 'int({0}.size())'), ('bool', '{0}.empty()'), ('bool', '{0}.contains({K})'),
                      ('int', 'int({0}.count({K}))'), ('bool', '({0}.find({K}) != {0}.end())'),
                      ('int', 'int({0}.erase({K}))#erase-count'))
        if self.in_order:
            self.reads += element_reads(key, '{0}.begin()->first', '{0}.rbegin()->first')
            self.reads += element_reads(value, '{0}.begin()->second')
        self.changes = ('{0}.insert({{K}, {V}});', '{0}.emplace({K}, {V});', '{0}.erase({K});', '{0}.clear();',
                        'if (auto {new} = {0}.find({K}); {new} != {0}.end()) {0}.erase({new});#erase-iterator',
                        'if (auto {new} = {0}.find({K}); {new} != {0}.end()) {new}->second = {V};#iterator-second',
                        '{0}.insert(std::make_pair({K}, {V}));#make_pair')
        if not multi:
            self.changes += ('{0}[{K}] = {V};#[]', '{0}[{K}] = {V};#[]', '{0}.insert_or_assign({K}, {V});',
                             '{0}.try_emplace({K}, {V});', '(void){0}[{K}];#[]-makes', '{0}.try_emplace({K});#try_emplace-default')
            self.reads += (('bool', '{0}.insert({{K}, {V}}).second#insert-second'),
                           ('bool', '{0}.emplace({K}, {V}).second#emplace-second'),
                           ('bool', '{0}.try_emplace({K}, {V}).second#try_emplace-second'),
                           ('bool', '{0}.insert_or_assign({K}, {V}).second#insert_or_assign-second'))
            if value.name == 'int':
                self.changes += ('++{0}[{K}];#[]', '{0}[{K}] += {small};#[]')
                self.reads += (('int', '{0}[{K}]#[]'), ('int', '({0}.contains({K}) ? {0}.at({K}) : -1)#at'))
            if value.name == 'str':
                self.reads += (('str', '{0}[{K}]#[]'),)
            if value.label in ('vector', 'deque', 'list'):
                self.changes += ('{0}[{K}].push_back({VT});#[].push_back',)
            if value.label == 'set':
                self.changes += ('{0}[{K}].insert({VT});#[].insert',)
        self.changes += ('std::erase_if({0}, [](const auto &e) { return e.first == {KL}; });#erase_if',)

    def elements(self):
        return self.parameters['V']

    def digest_loop(self, g, variable):
        h, k, v = g.fresh('h'), g.fresh('k'), g.fresh('v')
        term = '5 * ' + fold(self.parameters['K']).replace('{e}', k) + ' + ' + fold(self.parameters['V']).replace('{e}', v)
        step = f'{h} = ({h} * 3 + {term}) % 1009;' if self.in_order else f'{h} = ({h} + 7 * ({term})) % 1009;'
        return h, f'[{k}, {v}]', step


class Adapter(Kind):

    def __init__(self, which, element):
        self.parameters = {'T': element}
        self.label = which
        self.name = self.cpp = f'std::{which}<{element.cpp}>'
        self.copied = element.copied
        top = '{0}.front()' if which == 'queue' else '{0}.top()'
        self.makes = ('{0t}{}',)
        self.reads = (('int', 'int({0}.size())'), ('bool', '{0}.empty()')) + element_reads(element, top)
        self.changes = ('{0}.push({T});', '{0}.push({T});', '{0}.emplace({T});', 'if (!{0}.empty()) {0}.pop();')
        if which == 'queue':
            self.reads += element_reads(element, '{0}.back()')
            self.changes += ('if (!{0}.empty()) {0}.front() = {T};',)

    def drain(self, g, variable):
        h = g.fresh('h')
        top = f'{variable}.front()' if self.label == 'queue' else f'{variable}.top()'
        return h, f'{h} = ({h} * 3 + {fold(self.parameters["T"]).replace("{e}", top)}) % 1009;'


# ---- Holders ----------------------------------------------------------------


class Optional(Kind):
    label = 'optional'

    def __init__(self, element):
        self.parameters = {'T': element}
        self.name = self.cpp = f'std::optional<{element.cpp}>'
        self.ordered = element.ordered
        self.copied = element.copied
        self.makes = ('{0t}{}', '{0t}({T})', '{0t}{std::nullopt}#nullopt', '{bool} ? {0t}({T}) : {0t}()')
        self.reads = (('bool', '{0}.has_value()'), ('bool', '!{0}#!'), ('bool', '({0} == std::nullopt)#nullopt'))
        if element.scalar():
            none = NOTHING[element.name]
            self.reads += ((element.name, '{0}.value_or({T})'), (element.name, '({0} ? *{0} : ' + none + ')#*'),
                           (element.name, '({0}.has_value() ? {0}.value() : ' + none + ')'), ('bool', '({0} == {T})#=='))
        else:
            for scalar, inner in element.observations('(*{0})'):
                if scalar == 'int':
                    self.reads += (('int', '({0} ? ' + inner + ' : -1)#*'),)
        self.changes = ('{0} = {T};', '{0} = std::nullopt;#nullopt', '{0}.reset();', '{0}.emplace({T});', '{0} = {};#={}',
                        'if ({0}) *{0} = {T};#*')

    def observations(self, expression):
        element = self.parameters['T']
        return [('bool', f'{expression}.has_value()')] + held(element, expression)


class Variant(Kind):
    label = 'variant'

    def __init__(self, alternatives):
        self.alternatives = alternatives
        self.parameters = {f'A{n}': each for n, each in enumerate(alternatives)}
        self.name = self.cpp = f'std::variant<{", ".join(each.cpp for each in alternatives)}>'
        self.makes = tuple('{0t}({A%d})' % n for n in range(len(alternatives))) + ('{0t}{}',)
        reads = [('int', 'int({0}.index())')]
        for n, each in enumerate(alternatives):
            reads.append(('bool', f'std::holds_alternative<{each.cpp}>({{0}})#holds_alternative'))
            reads.append(('bool', f'(std::get_if<{each.cpp}>(&{{0}}) != nullptr)#get_if'))
            if each.name == 'int':
                reads.append(('int', '(std::holds_alternative<int>({0}) ? std::get<int>({0}) : -1)#get'))
                reads.append(('int', f'({{0}}.index() == {n} ? std::get<{n}>({{0}}) : -2)#get-index'))
            if each.name == 'str':
                reads.append(('str', '(std::holds_alternative<std::string>({0}) ? std::get<std::string>({0}) : "-")#get'))
        lambdas = ', '.join(f'[](const {each.cpp} &) {{ return {n + 4}; }}' for n, each in enumerate(alternatives))
        reads.append(('int', f'std::visit(Overloaded{{{lambdas}}}, {{0}})#visit'))
        reads.append(('int', 'std::visit([](const auto &e) { return int(sizeof(e) > 8); }, {0})#visit-generic'))
        self.reads = tuple(reads)
        self.changes = tuple('{0} = {A%d};' % n for n in range(len(alternatives))) + tuple(
            f'{{0}}.emplace<{each.cpp}>({{A{n}}});' for n, each in enumerate(alternatives))
        if alternatives[0].name == 'int':
            self.changes += ('if (auto *{new} = std::get_if<int>(&{0})) *{new} = {int} % 50;#get_if',
                             'try { std::get<0>({0}) = {int} % 50; } catch (const std::bad_variant_access &) { {0} = {A0}; }'
                             '#bad_variant_access')

    def observations(self, expression):
        found = [('int', f'int({expression}.index())')]
        for each in self.alternatives:
            if each.scalar():
                holds = f'std::holds_alternative<{each.cpp}>({expression})'
                found.append((each.name, f'({holds} ? std::get<{each.cpp}>({expression}) : {NOTHING[each.name]})'))
        return found


class Unique(Kind):
    label = 'unique_ptr'
    copied = False
    comparable = False

    def __init__(self, element):
        self.parameters = {'T': element}
        self.name = self.cpp = f'std::unique_ptr<{element.cpp}>'
        self.makes = ('std::make_unique<{T0}>({T})', 'std::make_unique<{T0}>({T})', '{0t}{}')
        self.reads = (('bool', '({0} == nullptr)#nullptr'), ('bool', '!{0}#!'), ('bool', '({0}.get() != nullptr)')) + tuple(
            (scalar, '({0} ? ' + inner + ' : ' + NOTHING[scalar] + ')#*')
            for scalar, inner in element.observations('(*{0})'))
        self.changes = ('{0}.reset();', '{0} = std::make_unique<{T0}>({T});', 'if ({0}) *{0} = {T};#*', '{0} = nullptr;#nullptr',
                        '{ auto {new} = std::move({0}); if ({new}) *{new} = {T}; if (!{0}) {0} = std::move({new}); }#move',
                        '{0}.reset(new {T0}({T}));', 'delete {0}.release();',
                        'if (auto *{new} = {0}.get()) *{new} = {T};')

    def observations(self, expression):
        element = self.parameters['T']
        return [('bool', f'{expression} != nullptr')] + held(element, expression)


class Shared(Unique):
    label = 'shared_ptr'
    copied = True

    def __init__(self, element):
        super().__init__(element)
        self.name = self.cpp = f'std::shared_ptr<{element.cpp}>'
        self.makes = ('std::make_shared<{T0}>({T})', 'std::make_shared<{T0}>({T})', '{0t}{}')
        self.reads += (('int', 'int({0}.use_count())'),
                       ('bool', '(std::weak_ptr<{T0}>({0}).lock() == {0})#weak_ptr.lock'),
                       ('bool', 'std::weak_ptr<{T0}>({0}).expired()#weak_ptr.expired'))
        self.changes = ('{0}.reset();', '{0} = std::make_shared<{T0}>({T});', 'if ({0}) *{0} = {T};#*', '{0} = nullptr;#nullptr',
                        '{ auto {new} = {0}; if ({new}) *{new} = {T}; }#copy',
                        '{ std::weak_ptr<{T0}> {new} = {0}; {0}.reset(); if ({new}.expired()) {0} = std::make_shared<{T0}>({T}); }'
                        '#weak_ptr.expired',
                        '{ auto {new} = std::move({0}); {0} = {new}; }#move')


class Function(Kind):
    label = 'function'
    comparable = False

    def __init__(self):
        self.name = self.cpp = 'std::function<int(int)>'
        self.makes = ('{0t}{}', '{0t}([](int a) { return a % 10 + {small}; })',
                      '{0t}([{new} = {int}](int a) { return a % 5 + {new}; })')
        self.reads = (('bool', '({0} == nullptr)#nullptr'), ('bool', 'bool({0})#bool'), ('int', '({0} ? {0}({int}) : -3)#()'))
        self.changes = ('{0} = [](int a) { return a % 7 - {small}; };', '{0} = nullptr;#nullptr',
                        '{0} = [{new} = {small}](int a) mutable { return a % 4 + {new}++; };#mutable')

    def observations(self, expression):
        return [('bool', f'bool({expression})'), ('int', f'({expression} ? {expression}(3) : -3)')]


class Pair(Kind):
    label = 'pair'

    def __init__(self, first, second):
        self.parameters = {'T': first, 'U': second}
        self.name = self.cpp = f'std::pair<{first.cpp}, {second.cpp}>'
        self.ordered = first.ordered and second.ordered
        self.makes = ('{0t}({T}, {U})', '{0t}{}', 'std::make_pair({T}, {U})')
        self.reads = self.parts('.first', '.second')
        self.changes = ('{0}.first = {T};', '{0}.second = {U};', '{0} = {{T}, {U}};#=', '{0} = {0t}({T}, {U});#=',
                        'std::get<0>({0}) = {T};#get')
        if self.ordered:
            self.reads += (('bool', '({0} < {0t}({T}, {U}))#<'), ('bool', '({0} == {0t}({T}, {U}))#=='))

    def parts(self, first, second):
        return tuple(self.parameters['T'].observations('{0}' + first)) + tuple(self.parameters['U'].observations('{0}' + second))

    def observations(self, expression):
        return [(scalar, inner.replace('{0}', expression)) for scalar, inner in self.parts('.first', '.second')]


class Tuple(Kind):
    label = 'tuple'

    def __init__(self, elements):
        self.elements = elements
        self.parameters = {f'A{n}': each for n, each in enumerate(elements)}
        self.name = self.cpp = f'std::tuple<{", ".join(each.cpp for each in elements)}>'
        values = ', '.join('{A%d}' % n for n in range(len(elements)))
        names = ', '.join('{new%d}' % n for n in range(len(elements)))
        self.makes = ('{0t}(' + values + ')', '{0t}{}', 'std::make_tuple(' + values + ')')
        self.reads = tuple((scalar, inner + '#get') for n, each in enumerate(elements)
                           for scalar, inner in each.observations(f'std::get<{n}>({{0}})'))
        self.changes = tuple(f'std::get<{n}>({{0}}) = {{A{n}}};#get' for n in range(len(elements))) + (
            '{0} = std::make_tuple(' + values + ');#=', '{ auto &[' + names + '] = {0}; {new0} = {A0}; }#binding',
            '{ auto [' + names + '] = {0}; {new0} = {A0}; std::tie(' + names + ') = {0}; }#tie')

    def observations(self, expression):
        return [pair for n, each in enumerate(self.elements) for pair in each.observations(f'std::get<{n}>({expression})')]


class Atomic(Kind):
    label = 'atomic'
    copied = False
    name = cpp = 'std::atomic<int>'
    makes = ('{int}',)
    reads = (('int', '{0}.load()'), ('int', '{0}.exchange({lit})'), ('int', '{0}.fetch_add({small})'),
             ('bool', '({0} == {lit})#=='), ('int', '++{0}#++'), ('int', '({0} += {small})#+='), ('int', '{0}--#--'))
    changes = ('{0}.store({int} % 50);', '{0} = {lit};#=', '{0}++;#++', '{0}.fetch_sub({small});', '{0} -= {small};#-=',
               '{ int {new} = {lit}; if ({0}.compare_exchange_strong({new}, {small})) {new} = 5; {0}.fetch_add({new}); }'
               '#compare_exchange', '{0} |= {small};#|=', '{0}.fetch_and(7);')

    def observations(self, expression):
        return [('int', f'{expression}.load()')]


class Duration(Kind):
    label = 'chrono'
    name = cpp = 'std::chrono::milliseconds'
    ordered = True
    makes = ('std::chrono::milliseconds({lit})', 'std::chrono::milliseconds(std::chrono::seconds({small}))', '{small} * std::chrono::milliseconds(3)')
    reads = (('int', 'int({0}.count())'), ('bool', '({0} < std::chrono::seconds({small}))#<'),
             ('bool', '({0} + std::chrono::milliseconds({small}) == std::chrono::milliseconds({lit}))#+'),
             ('bool', '({0} > {0t}::zero())#zero'))
    changes = ('{0} += std::chrono::milliseconds({lit});#+=', '{0} = std::chrono::milliseconds({lit});#=', '{0} *= 2;#*=')

    def observations(self, expression):
        return [('int', f'int({expression}.count())')]


class Token(Kind):
    """Writes into the variable `journal` when it dies; moves, and cannot be copied."""
    label = 'destructor'
    copied = False
    comparable = False
    name = cpp = 'Token'
    makes = ('Token(&journal, {small})',)
    reads = (('int', '{0}.id'), ('bool', '({0}.journal != nullptr)'))
    changes = ('{0}.id = {lit};', '{0} = Token(&journal, {lit});#move=', '{ Token {new} = std::move({0}); }#move',
               '{ Token {new}(&journal, {lit}); std::swap({0}, {new}); }#swap')

    def observations(self, expression):
        return [('int', f'{expression}.id'), ('bool', f'{expression}.journal != nullptr')]


class Shape(Kind):
    """A class with virtual functions, by its base."""
    label = 'virtual'
    copied = False
    comparable = False
    name = cpp = 'std::unique_ptr<Shape>'
    makes = ('std::unique_ptr<Shape>(std::make_unique<Square>({lit}))', 'std::unique_ptr<Shape>(std::make_unique<Cube>({lit}))',
             'std::unique_ptr<Shape>(new Square({int}))', 'std::unique_ptr<Shape>(std::make_unique<Shape>({lit}))')
    reads = (('int', '({0} ? {0}->area() : -1)'), ('int', '({0} ? {0}->side : -1)'),
             ('bool', '(dynamic_cast<Square *>({0}.get()) != nullptr)#dynamic_cast'), ('int', '({0} ? areaOf(*{0}) : -2)#reference'))
    changes = ('if ({0}) {0}->scale({small});', '{0} = std::make_unique<Cube>({lit});', '{0}.reset();',
               'if (auto *{new} = dynamic_cast<Cube *>({0}.get())) {new}->extra = {small};#dynamic_cast',
               '{ Square {new}({lit}); Shape &{new2} = {new}; if ({0}) {0}->side = {new2}.area(); }#reference')

    def observations(self, expression):
        return [('int', f'({expression} ? {expression}->area() : -1)')]


INT, BOOL, STR = Int(), Bool(), Str()


def labels(kind, template):
    """The text of a template and its tags."""
    text, *extra = template.split('#')
    tags = {tag if '.' in tag or tag.startswith('std') else f'{kind.label}.{tag}' for tag in extra}
    tags |= {f'{kind.label}.{member}' for member in re.findall(r'\{0\}(?:\.|->)(\w+)', text)}
    return text, tags | {kind.label}
