"""Runs one job's code, or a session's cells one after the other, in a process of its own that has
waited for it. The supervisor hands jobs over descriptor 3 and takes reports over descriptor 4."""

import _ast
import atexit
import errno
import gc
import io
import itertools
import json
import linecache
import os
import signal
import sys
import traceback

import frames
import proxies

WORK = "/sandbox"
MAIN = "main.py"
JOB, REPORT = 3, 4
VALUE_CHARACTERS = 64 * 1024
LIMITS_BY_ERROR = {
    errno.EMFILE: "open_files",
    errno.ENFILE: "open_files",
    errno.EFBIG: "file_size",
    errno.ENOSPC: "disk",
    errno.EAGAIN: "pids",
    errno.ENOMEM: "memory",
}


def main():
    """Waits for a job, runs it, reports, and ends as the program would have ended."""
    refresh()
    job = receive()
    namespace = new_main()
    if job.session:
        serve(job, namespace)
    job.lay(MAIN, job.code)
    code, document = Program(namespace, MAIN).run(job.source())
    code = leave(code)
    job.report(document)
    os._exit(code)


def serve(cell, namespace):
    """Runs cells in one namespace for as long as there are any; what opens the session is none."""
    for number in itertools.count(0):
        cell.report(run_cell(cell.source(), namespace, f"cell-{number}.py"))
        cell = receive()


def run_cell(source, namespace, name):
    """The report of a cell, which Ctrl-C interrupts; between cells it is of no effect."""
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    program = Program(namespace, name)
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code, document = program.run(source)
    except KeyboardInterrupt as interrupt:
        code, document = 1, program.explain(interrupt)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if code and "error" not in document:
        document["error"] = {"name": "SystemExit", "message": str(code), "traceback": ""}
    return document


def open_streams():
    """Streams on descriptors 0 to 2, made before the fork because they are the same after it."""
    sys.stdin = sys.__stdin__ = _stream(0, "rb", "surrogateescape")
    sys.stdout = sys.__stdout__ = _stream(1, "wb", "backslashreplace")
    sys.stderr = sys.__stderr__ = _stream(2, "wb", "backslashreplace")


def _stream(descriptor, mode, errors):
    raw = open(descriptor, mode, closefd=False)
    return io.TextIOWrapper(raw, "utf-8", errors, line_buffering=True)


def refresh():
    """Makes all that a fork would share with its siblings this process's own."""
    gc.enable()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if "tempfile" in sys.modules:
        sys.modules["tempfile"]._name_sequence = None


def receive():
    """The next job; ends the process when there is none."""
    return Job(*frames.read_sealed(JOB))


class Job:
    """What the supervisor hands over, and the means to answer it."""

    def __init__(self, secret, frame):
        self._secret = secret
        self.session = frames.Limits(frame).session
        self.code, _, *files = frames.pieces(frame)
        port = frames.Limits(frame).proxy_port
        if port:
            os.environ.update(proxies.environment(port))
        for path, content in zip(files[0::2], files[1::2]):
            self.lay(path.decode(), content)

    def source(self):
        return self.code.decode("utf-8", "replace")

    @staticmethod
    def lay(path, content):
        target = os.path.join(WORK, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC)
        try:
            frames.write_all(descriptor, content)
        finally:
            os.close(descriptor)

    def report(self, document):
        body = json.dumps(document).encode("utf-8", "replace") if document else b"{}"
        try:
            frames.write_all(REPORT, frames.seal(self._secret, body))
        except OSError:
            pass  # The job closed the channel: then there is nothing to report.


def new_main():
    module = type(sys)("__main__")
    module.__dict__.update(__builtins__=__builtins__, __file__=MAIN)
    sys.modules["__main__"] = module
    sys.argv = [MAIN]
    sys.path.insert(0, WORK)
    return module.__dict__


class Program:
    """A job's code, run under a file name in the namespace of its main module."""

    def __init__(self, namespace, filename):
        self._namespace = namespace
        self._filename = filename
        self._report = {}

    def run(self, source):
        """Its exit code and its report."""
        code = self._execute(source)
        self._draw()
        for stream in (sys.stdout, sys.stderr):
            flush(stream)
        return code, self._report

    def _execute(self, source):
        try:
            value = evaluate(source, self._filename, self._namespace)
            if value is not None:
                self._report["value"] = describe(value)
            return 0
        except SystemExit as leaving:
            return exit_code(leaving)
        except BaseException as failure:
            self.explain(failure)
            return 1

    def explain(self, failure):
        """The report of a program that ended with an exception."""
        # Our own frames are no part of the job's story.
        trace = failure.__traceback__
        while trace and trace.tb_frame.f_code.co_filename != self._filename:
            trace = trace.tb_next
        failure = failure.with_traceback(trace)
        self._report["error"] = {
            "name": type(failure).__name__,
            "message": safe(str, failure),
            "traceback": safe(story, failure)[-VALUE_CHARACTERS:],
        }
        limit = LIMITS_BY_ERROR.get(getattr(failure, "errno", None))
        if limit or isinstance(failure, MemoryError):
            self._report["limit"] = limit or "memory"
        safe(show, failure)
        return self._report

    def _draw(self):
        picture = self._namespace.pop("imshow_data", None)
        if picture is None and "matplotlib.pyplot" not in sys.modules:
            return
        try:
            import serai_backend

            if picture is not None:
                serai_backend.draw(picture)
            images = serai_backend.take()
            if images:
                self._report["images"] = images
        except BaseException as failure:
            print(f"pictures could not be drawn: {failure!r}", file=sys.stderr)


def show(failure):
    """Prints an exception as the program would have it printed."""
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(failure), failure, failure.__traceback__)
    else:
        # The interpreter's own would look for the source in a file.
        sys.stderr.write(story(failure))


def evaluate(source, filename, namespace):
    """Runs a program; the value of its last statement where that is an expression."""
    tree = compile(source, filename, "exec", _ast.PyCF_ONLY_AST)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, _ast.Expr):
        exec(compile(tree, filename, "exec"), namespace)
        return None
    tree.body.pop()
    exec(compile(tree, filename, "exec"), namespace)
    return eval(compile(_ast.Expression(last.value), filename, "eval"), namespace)


def story(failure):
    """An exception with its traceback, as the interpreter prints it."""
    return "".join(traceback.format_exception(failure))


def describe(value):
    return safe(repr, value)[:VALUE_CHARACTERS]


def safe(function, argument):
    """What a function of the job's own objects gives; they may do anything when asked."""
    try:
        return str(function(argument))
    except BaseException as failure:
        return f"<{type(failure).__name__} in {function.__name__}()>"


def exit_code(leaving):
    if leaving.code is None:
        return 0
    if isinstance(leaving.code, int):
        return leaving.code & 0xFF
    print(leaving.code, file=sys.stderr)
    return 1


def leave(code):
    """What an interpreter does at its end, without taking itself apart."""
    try:
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        traceback.print_exc()
        code = code or 1
    for stream in (sys.stdout, sys.stderr):
        flush(stream)
    return code


def flush(stream):
    try:
        stream.flush()
    except (OSError, ValueError):
        pass


def warm_tracebacks():
    """Loads what Python loads when it first tells of an exception: by then a job may have left it
    no file to open."""
    try:
        len(WORK)[0]
    except TypeError as failure:
        story(failure)
    linecache.clearcache()


def warm_figures():
    """Imports matplotlib and draws once, so that a job's first picture takes no longer than its
    second."""
    import matplotlib.pyplot as plt
    import serai_backend

    plt.imshow([[0, 1], [1, 0]])
    serai_backend.take()
