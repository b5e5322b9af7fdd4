"""Where a job that has network finds it: what the environment of programs calls a proxy."""


def environment(port):
    proxy = f"http://127.0.0.1:{port}"
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return {**dict.fromkeys(names, proxy), "NODE_USE_ENV_PROXY": "1"}
