"""Processes of our own: started here, ended here, and what they cost."""

import os
import signal
import socket
import subprocess
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def free_port():
    """A port on loopback that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    """Direct children, living now."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    found = []
    for task in tasks:
        try:
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(child) for child in file.read().split()]
        except OSError:
            continue
    return found


def tree(pid):
    """A process and all its descendants, living now."""
    return [pid] + [each for child in children(pid) for each in tree(child)]


def program(pid):
    """The name of the running program; empty when it has ended."""
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read().strip()
    except OSError:
        return ""


def cpu_seconds(pids):
    """User and system time of processes since their start, their ended threads and children included."""
    ticks = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            ticks += sum(int(field) for field in fields[11:15])
        except OSError:
            continue
    return ticks / TICKS_PER_SECOND


def thread_seconds(pid, beginning):
    """User and system time of those living threads of a process whose names begin like this."""
    ticks = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/stat") as file:
                head, _, rest = file.read().rpartition(")")
        except OSError:
            continue
        if head.partition("(")[2].startswith(beginning):
            ticks += sum(int(field) for field in rest.split()[11:13])
    return ticks / TICKS_PER_SECOND


def io_counters(pid):
    """The lines of /proc/PID/io, bytes by name."""
    with open(f"/proc/{pid}/io") as file:
        return {name: int(value) for name, value in (line.split(": ") for line in file)}


def resident(pid):
    """Bytes of memory that a process has, shared pages included."""
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak(pid):
    """The most bytes of memory that a process had at once, shared pages included."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmHWM:"))


def start(command, log, **options):
    """Starts a program whose output goes to a log file."""
    with open(log, "ab") as out:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **options
        )


def stop(process, patience=15):
    """Asks a program to end, and ends it and what it started when it does not."""
    family = tree(process.pid)
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        kill(family)
        process.wait()


def kill(pids):
    """Ends processes that do not listen; those that have ended are passed over."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def wait_for_port(port, process, log, patience=30):
    """Waits until something listens; raises with the log's end when the program has ended."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    with open(log, errors="replace") as file:
        raise RuntimeError(f"{process.args[0]} did not start:\n{file.read()[-2000:]}")
