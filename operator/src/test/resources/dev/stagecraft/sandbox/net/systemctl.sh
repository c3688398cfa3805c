#!/bin/sh
# Stands for systemd, which does not run on the hosts of the end-to-end tests: it knows one unit, docker.
set -eu
verb='' unit='' now=''
for word; do
    case $word in
        --now) now=yes ;;
        -*) ;;
        *) if [ -z "$verb" ]; then verb=$word; else unit=${word%.service}; fi ;;
    esac
done

# The process behind /run/docker.pid, if it lives.
running() {
    pid=$(cat /run/docker.pid 2>/dev/null) && [ -e "/proc/$pid" ]
}
start() {
    [ -x /usr/sbin/dockerd ] || {
        echo "Failed to start docker.service: Unit docker.service not found." >&2
        exit 5
    }
    running || setsid dockerd --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "$(cat /etc/docker-cgroup)" \
        >>/var/log/dockerd.log 2>&1 </dev/null &
    timeout 60 sh -c 'until docker version >/dev/null 2>&1; do sleep 0.1; done' || {
        echo "Job for docker.service failed because a timeout was exceeded." >&2
        exit 1
    }
}
stop() {
    running || return 0
    kill "$pid"
    timeout 60 sh -c 'while [ -e "/proc/$1" ]; do sleep 0.1; done' sh "$pid"
}

case "$verb $unit" in
    "start docker") start ;;
    "stop docker") stop ;;
    "restart docker")
        stop
        start
        ;;
    "is-active docker") if running; then echo active; else
        echo inactive
        exit 3
    fi ;;
    "enable docker") [ -z "$now" ] || start ;;
    "daemon-reload ") ;;
    *)
        echo "$verb: Unit ${unit:-?}.service not found." >&2
        exit 5
        ;;
esac
