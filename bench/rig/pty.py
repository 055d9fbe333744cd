"""Runs a program on a pseudo-terminal of its own, and tells at which moment each of its bytes arrived.

The one argument is JSON: argv, columns, rows, env. Each line on stdin is keys to type, in base64. Events, one a line on
stdout, all with `at` in milliseconds of the monotonic clock: started, output, sent, ended. When stdin ends, so does the
program, and all that it started: asked first, killed where it does not listen.
"""

import base64
import fcntl
import json
import os
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 3


def tell(event, at, **values):
    try:
        os.write(1, (json.dumps({"event": event, "at": at * 1000, **values}) + "\n").encode())
    except BrokenPipeError:
        pass


def start(options, slave):
    pid = os.fork()
    if pid > 0:
        return pid
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for fd in range(3):
        os.dup2(slave, fd)
    os.closerange(3, 256)
    os.execvpe(options["argv"][0], options["argv"], options["env"])


def read(master):
    """What the program wrote; nothing where it has let go of the terminal."""
    try:
        return os.read(master, 65536)
    except OSError:
        return b""


def end(pid, by):
    try:
        os.killpg(pid, by)
    except ProcessLookupError:
        pass


def main():
    options = json.loads(sys.argv[1])
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", options["rows"], options["columns"], 0, 0))
    # A child that ends wakes the loop below at once.
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)

    at = time.monotonic()
    pid = start(options, slave)
    os.close(slave)
    tell("started", at, pid=pid)

    commands = b""
    sources = [0, master, woken]
    deadline = None
    while True:
        ready, _, _ = select.select(sources, [], [], 0.1 if deadline else None)
        at = time.monotonic()
        if master in ready:
            output = read(master)
            if output:
                tell("output", at, data=base64.b64encode(output).decode())
            else:
                sources.remove(master)
        if woken in ready:
            os.read(woken, 64)
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                while master in sources and select.select([master], [], [], 0)[0]:
                    output = read(master)
                    if not output:
                        break
                    tell("output", at, data=base64.b64encode(output).decode())
                end(pid, signal.SIGKILL)
                tell("ended", at, code=os.waitstatus_to_exitcode(status))
                return
        if 0 in ready:
            chunk = os.read(0, 65536)
            if not chunk:
                sources.remove(0)
                deadline = at + PATIENCE
                end(pid, signal.SIGTERM)
            *lines, commands = (commands + chunk).split(b"\n")
            for line in lines:
                at = time.monotonic()
                os.write(master, base64.b64decode(line))
                tell("sent", at)
        if deadline and time.monotonic() > deadline:
            end(pid, signal.SIGKILL)


main()
