#!/usr/bin/python3
"""jumpbox doctor: can this machine reach its AKS clusters, and if not, which hop fails.

Parts of it are the files of scripts/doctor; the image has them as one program.
"""

import argparse
import base64
import concurrent.futures
import errno
import ipaddress
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

# Seconds; nothing here waits longer, so the program ends whatever the network does.
RESOLVE_LIMIT = 12
CONNECT_LIMIT = 5
HANDSHAKE_LIMIT = 10
TOKEN_LIMIT = 15
REQUEST_LIMIT = 30
KUBECTL_LIMIT = 40
# No answer is kept beyond this: 5,000 nodes take less than half of it.
MOST_BYTES = 1_000_000

PASS, FAIL, UNKNOWN, NONE = "pass", "fail", "unknown", "none"
EXIT_OK, EXIT_FAIL, EXIT_USAGE, EXIT_UNKNOWN = 0, 1, 2, 3
HOPS = ("cluster", "dns", "tcp", "tls", "login", "version", "nodes", "ssh")


class Trouble(Exception):
    """Why something could not be found out, in one line."""

    def __init__(self, text, cure="", is_refusal=False):
        super().__init__(text)
        self.cure = cure
        # The server has answered, and refused.
        self.is_refusal = is_refusal


class Answer:
    """What a hop showed. The detail of a failure begins with DNS, route, rule, TLS, rights or version."""

    def __init__(self, hop, outcome, detail, cure=""):
        self.hop, self.outcome, self.detail, self.cure = hop, outcome, plain(detail), plain(cure)


def plain(text, most=400):
    """Text from outside as one short line that cannot control a terminal, without tokens."""
    text = re.sub(r"eyJ[\w-]{10,}(\.[\w-]+){1,2}|(?<=[Bb]earer )\S+", "[token]", str(text))
    text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3] + "..."


# The programs that run now; an interruption ends them too.
RUNNING = set()


def end(process):
    """Ends a program and its children: kubectl waits for kubelogin."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        pass


def run(command, limit):
    """Exit code, output and errors of a program without input; None for a code that never came."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        except OSError as error:
            raise Trouble(f"{command[0]} cannot run: {error.strerror}") from error
        RUNNING.add(process)
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            end(process)
            process.wait()
            code = None
        RUNNING.discard(process)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read(MOST_BYTES).decode("utf-8", "replace"))
        return code, texts[0], texts[1]
