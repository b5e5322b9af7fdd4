"""Ends with 0 if the hub in this container lives, else with 1: whether it is ready is for /readyz."""

import os
import ssl
import sys
import urllib.request

tls = os.environ.get("SERAI_HTTP_TLS_CERTIFICATE")
port = os.environ.get("SERAI_HTTP_PORT", "8080")
# Whose certificate it is does not matter here: nobody but this container answers at its loopback.
anybody = ssl._create_unverified_context()
try:
    url = f"{'https' if tls else 'http'}://127.0.0.1:{port}/healthz"
    with urllib.request.urlopen(url, timeout=4, context=anybody) as answer:
        sys.exit(answer.status != 200)
except OSError as problem:
    sys.exit(str(problem))
