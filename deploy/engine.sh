# What scripts that build images share. Sourced; `engine` is the URI of the Docker engine.
# shellcheck shell=bash
engine=${DOCKER_HOST:-unix:///var/run/docker.sock}
label=io.serai.source # an image's label with the hash of what it was made of

docker_() {
  docker -H "$engine" "$@"
}

require_engine() {
  command -v docker >/dev/null || {
    echo "serai: the program docker is missing; on Debian or Ubuntu install docker.io or docker-cli" >&2
    exit 1
  }
  docker_ version >/dev/null 2>&1 && return
  echo "serai: no Docker engine answers at $engine; start one, or name it with --engine-host" >&2
  exit 1
}

inspect() { # format, tag
  docker_ image inspect -f "$1" "$2" 2>/dev/null
}

is_current() { # tag, hash
  [ "$(inspect "{{ index .Config.Labels \"$label\" }}" "$1")" = "$2" ]
}
