"""Runs one job inside a sandbox. The host sends on standard input a line of byte lengths, then the
pieces themselves: the program, then a path and a content for each file. What follows is the job's
own standard input."""

import os
import sys

WORK = "/sandbox"


def read_exactly(count):
    pieces = []
    while count:
        piece = os.read(0, min(count, 1 << 20))
        if not piece:
            sys.exit("the host closed the job's standard input early")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def read_spec():
    line = b""
    while not line.endswith(b"\n"):
        line += read_exactly(1)
    return [read_exactly(int(length)) for length in line.split()]


def lay_files(pieces):
    for path, content in zip(pieces[0::2], pieces[1::2]):
        target = os.path.join(WORK, path.decode())
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)


def run(source):
    main = type(sys)("__main__")
    main.__dict__.update(__builtins__=__builtins__, __file__="main.py")
    sys.modules["__main__"] = main
    sys.argv = ["main.py"]
    try:
        exec(compile(source, "main.py", "exec"), main.__dict__)
        return 0
    except SystemExit as leaving:
        return leaving
    except BaseException as failure:
        # Our own frame is no part of the job's story.
        trace = failure.__traceback__.tb_next if failure.__traceback__ else None
        sys.excepthook(type(failure), failure.with_traceback(trace), trace)
        return 1


def report_figures(path):
    if "matplotlib.pyplot" not in sys.modules:
        return
    import serai_backend

    serai_backend.write_report(path)


def leave(status):
    if isinstance(status, SystemExit):
        raise status
    sys.exit(status)


if __name__ == "__main__":
    spec = read_spec()
    report = os.environ.pop("SERAI_REPORT")
    sys.path[0:0] = [WORK, os.path.dirname(os.path.abspath(__file__))]
    lay_files([b"main.py", *spec])
    status = run(spec[0])
    report_figures(report)
    leave(status)
