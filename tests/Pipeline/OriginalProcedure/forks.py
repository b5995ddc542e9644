"""
Runs a shell command in which az commands (az.sh) are forks of this process, where az and its libraries are loaded already: most of the
processor time of a short command is their loading. Each command is a process of its own, with its own arguments, environment, output and
exit code, and runs the module that the program az runs. forks.py COMMAND...
"""

import importlib
import os
import runpy
import select
import socket
import subprocess
import sys
import tempfile

# Modules whose import has no effect beside the import.
LIBRARIES = ("azure.", "msrest", "msal", "requests", "urllib3", "knack.", "cryptography.", "isodate", "jmespath")


def word(stream):
    return b"".join(iter(lambda: stream.read(1) or b"\0", b"\0")).decode()


def receive(connection):
    """The number of arguments, the arguments, and the environment up to an empty word; each ends with a zero byte."""
    with connection.makefile("rb") as stream:
        arguments = [word(stream) for _ in range(int(word(stream)))]
        return arguments, dict(variable.split("=", 1) for variable in iter(lambda: word(stream), ""))


def run(arguments, variables, output, needed):
    """In the fork: runs az, and says which modules it needed beside those that were loaded."""
    os.environ.clear()
    os.environ.update(variables)
    os.dup2(output.fileno(), 1)
    sys.argv = ["az", *arguments]
    before = set(sys.modules)
    code = 1
    try:
        runpy.run_module("azure.cli")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(needed, "\n".join(set(sys.modules) - before).encode())
        os._exit(code)


def answer(connection):
    """Runs one command, sends its exit code and its output, and returns the modules that it needed."""
    arguments, variables = receive(connection)
    read, write = os.pipe()
    with tempfile.TemporaryFile() as output, os.fdopen(read) as needed:
        child = os.fork()
        if child == 0:
            run(arguments, variables, output, write)
        os.close(write)
        modules = needed.read().split("\n")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        output.seek(0)
        connection.sendall(f"{code}\n".encode() + output.read())
    return modules


def load(modules):
    for name in sorted(modules):
        if name.startswith(LIBRARIES) and not name.endswith("__main__"):
            try:
                importlib.import_module(name)
            except Exception:  # The command that needs it says why.
                pass


def main():
    load(["azure.cli.core", "azure.cli.core.commands", "azure.cli.core.telemetry"])
    ended, alive = os.pipe()
    with socket.create_server(("127.0.0.1", 0)) as server:
        variables = {**os.environ, "AZ_FORKS": str(server.getsockname()[1])}
        script = subprocess.Popen(sys.argv[1:], env=variables, pass_fds=[alive])
        os.close(alive)
        while server in select.select([server, ended], [], [])[0]:
            connection, _ = server.accept()
            with connection:
                modules = answer(connection)
            load(modules)
    return script.wait()


if __name__ == "__main__":
    sys.exit(main())
