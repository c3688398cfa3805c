#!/bin/sh
# Makes the certificates by which the BuildKit daemon and its clients know each other:
#   certificates.sh DIRECTORY [NAME OF THE DAEMON]
# leaves DIRECTORY/daemon and DIRECTORY/client, each with ca.pem, cert.pem and key.pem, for a year. Run it again in the same DIRECTORY
# before that year is over: the CA stays, and what was replaced goes on to work. Whoever has DIRECTORY/ca-key.pem can make clients:
# keep it out of the cluster.
set -eu
umask 077
directory=${1:?certificates.sh DIRECTORY [NAME OF THE DAEMON]}
daemon=${2:-buildkitd.stagecraft-build.svc}
mkdir -p "$directory/daemon" "$directory/client"
cd "$directory"

if ! [ -e ca-key.pem ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 3650 -subj "/CN=stagecraft-build" \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign" -keyout ca-key.pem -out ca.pem
fi

# issue DIRECTORY NAME PURPOSE
issue() {
    printf 'subjectAltName=DNS:%s\nextendedKeyUsage=%s\nkeyUsage=critical,digitalSignature\nbasicConstraints=critical,CA:FALSE\n' "$2" "$3" > "$1/extensions"
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=$2" -keyout "$1/key.pem" -out "$1/request.pem"
    openssl x509 -req -sha256 -days 365 -in "$1/request.pem" -CA ca.pem -CAkey ca-key.pem -set_serial "0x$(openssl rand -hex 16)" \
        -extfile "$1/extensions" -out "$1/cert.pem"
    rm "$1/request.pem" "$1/extensions"
    cp ca.pem "$1/ca.pem"
}
issue daemon "$daemon" serverAuth
issue client stagecraft-operator clientAuth
