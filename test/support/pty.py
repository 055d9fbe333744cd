"""Runs a program on a pseudo-terminal of its own and is told by JSON lines what to do with it.

The one argument is JSON: argv, columns, rows, env, controlling (whether it is the program's controlling terminal),
ignoreHangup (whether SIGHUP is ignored from the start, as under nohup), keysElsewhere (whether it reads keys from a second
terminal) and bytesPerSecond (how slowly its output is read; null for as fast as it comes).
Commands, one a line on stdin: {"send": base64} {"resize": [columns, rows]} {"signal": number} {"termios": true}
{"reset": true} (sets the modes of before, as a shell does) {"close": true} {"closeKeys": true}. Events, one a line on
stdout: started, output, termios, exit. When stdin ends, the program is killed.
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


def tell(event, **values):
    try:
        os.write(1, (json.dumps({"event": event, **values}) + "\n").encode())
    except BrokenPipeError:
        sys.exit()


def modes(fd):
    return repr(termios.tcgetattr(fd))


def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def start(options, slave, keys):
    pid = os.fork()
    if pid > 0:
        return pid
    os.setsid()
    if options["controlling"]:
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    if options["ignoreHangup"]:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for fd in range(3):
        os.dup2(keys if fd == 0 else slave, fd)
    os.closerange(3, 256)
    os.execvpe(options["argv"][0], options["argv"], options["env"])


def relay(master, wait, limit=65536):
    ready, _, _ = select.select([master], [], [], wait)
    if ready:
        tell("output", data=base64.b64encode(os.read(master, limit)).decode())
    return bool(ready)


def main():
    options = json.loads(sys.argv[1])
    master, slave = os.openpty()
    resize(slave, options["columns"], options["rows"])
    before = modes(slave)
    original = termios.tcgetattr(slave)
    keys_master, keys_slave = os.openpty() if options["keysElsewhere"] else (master, slave)
    pace = options["bytesPerSecond"]
    pid = start(options, slave, keys_slave)
    tell("started", pid=pid, termios=before)
    commands = b""
    is_closed = False
    while True:
        ready, _, _ = select.select([0] if is_closed or pace else [0, master], [], [], 0.01)
        if pace and not is_closed:
            relay(master, 0, max(1, pace // 100))
            time.sleep(0.01)
        elif master in ready and not is_closed:
            relay(master, 0)
        if 0 in ready:
            chunk = os.read(0, 65536)
            if not chunk:
                os.kill(pid, signal.SIGKILL)
                return
            *lines, commands = (commands + chunk).split(b"\n")
            for command in map(json.loads, lines):
                if "send" in command:
                    os.write(keys_master, base64.b64decode(command["send"]))
                if "resize" in command:
                    resize(master, *command["resize"])
                if "signal" in command:
                    os.kill(pid, command["signal"])
                if "termios" in command:
                    tell("termios", termios=modes(keys_slave))
                if "reset" in command:
                    termios.tcsetattr(keys_slave, termios.TCSANOW, original)
                if "closeKeys" in command:
                    os.close(keys_master)
                if "close" in command:
                    os.close(master)
                    is_closed = True
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            while not is_closed and relay(master, 0):
                pass
            code = os.waitstatus_to_exitcode(status)
            tell(
                "exit",
                code=code if code >= 0 else None,
                signal=-code if code < 0 else None,
                termios=None if is_closed else modes(slave),
                cpu=usage.ru_utime + usage.ru_stime,
            )
            return


main()
