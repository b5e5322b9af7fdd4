"""Starts a hub, lets it serve a little, and stops it; leaves an AOT cache of what it needed.

    train.py FILE
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HUB = "http://127.0.0.1:8080"
PATIENCE_SECONDS = 120


def start(cache, state):
    environment = os.environ | {"SERAI_STATE": state, "SERAI_HTTP_HOST": "127.0.0.1", "SERAI_HTTP_AUTH": "none"}
    return subprocess.Popen(
        ["/opt/java/bin/java", f"-XX:AOTCacheOutput={cache}", "-XX:+UseG1GC", "@/opt/serai/java.args",
         "@/opt/serai/lib.args",
         "io.serai.hub.Main", "run"],
        env=environment,
    )


def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(HUB + path, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def await_hub(hub):
    for _ in range(PATIENCE_SECONDS * 10):
        if hub.poll() is not None:
            sys.exit(f"the hub ended with {hub.returncode}")
        if ask("/healthz") == 200:
            return
        time.sleep(0.1)
    sys.exit("the hub did not start")


def main(cache):
    with tempfile.TemporaryDirectory() as state:
        hub = start(cache, state)
        await_hub(hub)
        # Whether anything can run while an image is built is not known, and not needed.
        for _ in range(20):
            ask("/v1/jobs", {"language": "python", "code": "print(1)"})
            ask("/v1/jobs")
            ask("/readyz")
            ask("/metrics")
        hub.send_signal(signal.SIGTERM)
        if hub.wait(PATIENCE_SECONDS) != 0 or not os.path.getsize(cache):
            sys.exit("the hub left no cache")


main(sys.argv[1])
