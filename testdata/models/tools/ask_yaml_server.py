"""Asks the YAML language server about a model file, as an editor does: ask_yaml_server.py NODE_MODULES SCHEMA.

Prints what it completes and what it finds wrong.
"""
import json
import pathlib
import subprocess
import sys

SERVER = pathlib.Path(sys.argv[1]) / 'yaml-language-server' / 'bin' / 'yaml-language-server'
SCHEMA = pathlib.Path(sys.argv[2]).resolve().as_uri()
URI = 'file:///model.yaml'

server = subprocess.Popen(['node', str(SERVER), '--stdio'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
number = 0


def send(method, params, ask):
    global number
    message = {'jsonrpc': '2.0', 'method': method, 'params': params}
    if ask:
        number += 1
        message['id'] = number
    text = json.dumps(message).encode()
    server.stdin.write(b'Content-Length: %d\r\n\r\n' % len(text) + text)
    server.stdin.flush()


def read():
    length = 0
    while (line := server.stdout.readline().strip()):
        if line.lower().startswith(b'content-length:'):
            length = int(line.split(b':')[1])
    return json.loads(server.stdout.read(length))


def until(wanted):
    """The first message that is wanted; the server's own questions are answered with nothing."""
    while True:
        message = read()
        if 'method' in message and 'id' in message:
            result = [None] * len(message['params'].get('items', [])) if message.get('params') else None
            text = json.dumps({'jsonrpc': '2.0', 'id': message['id'], 'result': result}).encode()
            server.stdin.write(b'Content-Length: %d\r\n\r\n' % len(text) + text)
            server.stdin.flush()
        elif wanted(message):
            return message


def ask(method, params):
    send(method, params, True)
    return until(lambda message: message.get('id') == number and 'method' not in message)['result']


def document(version, text):
    text = f'# yaml-language-server: $schema={SCHEMA}\n' + text
    if version == 1:
        send('textDocument/didOpen',
             {'textDocument': {'uri': URI, 'languageId': 'yaml', 'version': version, 'text': text}}, False)
    else:
        send('textDocument/didChange',
             {'textDocument': {'uri': URI, 'version': version}, 'contentChanges': [{'text': text}]}, False)
    return text


def complete(what, version, text):
    lines = document(version, text).split('\n')
    found = ask('textDocument/completion', {'textDocument': {'uri': URI},
                                            'position': {'line': len(lines) - 1, 'character': len(lines[-1])}})
    items = found['items'] if isinstance(found, dict) else found or []
    print(f'{what}:', ' '.join(sorted({item['label'] for item in items})))


ask('initialize', {'processId': None, 'rootUri': None, 'capabilities': {}})
send('initialized', {}, False)
complete('keys of a file', 1, '')
complete('keys of a type', 2, 'types:\n  - name: app::Pipe\n    ')
complete('primitives', 3, 'types:\n  - name: app::Pipe\n    primitive: ')
complete('operations', 4, 'types:\n  - name: app::Pipe\n    primitive: channel\n    members:\n      push: ')
document(5, 'types:\n  - name: app::Pipe\n    primitive: chanel\n    membrs: { push: send }\n')
wrong = until(lambda m: m.get('method') == 'textDocument/publishDiagnostics' and m['params']['diagnostics'])
for each in wrong['params']['diagnostics']:
    print(f"line {each['range']['start']['line']}: {each['message'].splitlines()[0][:80]}")
server.kill()
