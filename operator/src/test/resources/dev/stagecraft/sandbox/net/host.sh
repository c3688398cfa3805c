#!/bin/sh
# One host of the end-to-end tests: process 1 of its own mount, process, network, host-name and IPC namespaces.
#
#   host.sh NAME DIRECTORY LOGS CGROUP EQUIPMENT CACHE
#
# The host sees a copy of the machine's root (an overlay whose upper layer is in memory), an empty /run, /tmp, /root and
# /usr/local, its own /var/lib/docker and /var/log (kept in DIRECTORY and LOGS), and nothing of other hosts. It says "born", reads
# one line "ADDRESS/PREFIX REGISTRY GATEWAY" when its network card is there, says "ready" when it is, and lives until its standard input ends:
# when the owner dies, however it dies, the host and all that runs on it go with it.
set -eu
name=$1 dir=$2 logs=$3 cgroup=$4 equipment=$5 cache=$6

hostname "$name"
mkdir -p "$dir/root" "$dir/docker"
mount -t tmpfs -o mode=0755 tmpfs "$dir/root"
mkdir "$dir/root/upper" "$dir/root/work" "$dir/root/merged"
root=$dir/root/merged
mount -t overlay overlay -o "lowerdir=/,upperdir=$dir/root/upper,workdir=$dir/root/work" "$root"

mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
for empty in run tmp root home opt srv mnt usr/local; do
    mkdir -p "$root/$empty"
    mount -t tmpfs -o mode=0755 tmpfs "$root/$empty"
done
chmod 1777 "$root/tmp"
mkdir -p "$root/var/lib/docker" "$root/var/log" "$root/run/lock" "$root/run/sshd"
mount --bind "$dir/docker" "$root/var/lib/docker"
mount --bind "$logs" "$root/var/log"

# What is the host's own: name, keys, and nobody else's settings.
rm -rf "$root/etc/docker" "$root/etc/stagecraft" "$root/var/lib/stagecraft"
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/ssh/sshd_config" "$root/etc/resolv.conf" "$root/etc/hosts"
mkdir -p "$root/etc/docker"
echo "$name" >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >"$root/etc/hosts"
install -m 0600 "$dir/ssh_host_ed25519_key" "$root/etc/ssh/ssh_host_ed25519_key"
install -m 0644 "$dir/ssh_host_ed25519_key.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"
install -d -m 0700 "$root/root" "$root/root/.ssh"
install -m 0600 "$dir/authorized_keys" "$root/root/.ssh/authorized_keys"
cat >"$root/etc/ssh/sshd_config" <<END
Port 22
HostKey /etc/ssh/ssh_host_ed25519_key
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PrintMotd no
LogLevel VERBOSE
Subsystem sftp internal-sftp
END

install -D -m 0755 "$dir/systemctl.sh" "$root/usr/local/sbin/systemctl"
echo "/$cgroup" >"$root/etc/docker-cgroup"

# Packages come from the cache that e2e-prerequisites has filled, and from nowhere else; installing starts no service.
rm -rf "$root/etc/apt/sources.list" "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/*
mkdir "$root/srv/packages"
if [ -d "$cache/debian" ]; then
    mount --bind "$cache/debian" "$root/srv/packages"
    echo 'deb [trusted=yes] file:/srv/packages ./' >"$root/etc/apt/sources.list"
fi
rm -f "$root/usr/sbin/policy-rc.d"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"

# Which flavour of Compose the host has.
case $equipment in
    COMPOSE_V2 | ENGINE_ONLY) rm -f "$root/usr/bin/docker-compose" ;;
esac
case $equipment in
    COMPOSE_V2 | BOTH_COMPOSES)
        [ -x "$cache/compose/docker-compose" ] || {
            echo "The plugin \"docker compose\" is not in the cache: run operator/src/test/sh/e2e-prerequisites." >&2
            exit 1
        }
        install -D -m 0755 "$cache/compose/docker-compose" "$root/usr/local/lib/docker/cli-plugins/docker-compose"
        ;;
esac

mkdir "$root/machine"
cd "$root"
pivot_root . machine
umount -l /machine
rmdir /machine

echo born
read -r address registry gateway
ip link set lo up
ip addr add "$address" dev eth0
ip link set eth0 up
# The scheme is for BuildKit: in Docker 20.10 it takes a registry without one for an HTTPS one with a bad certificate.
cat >/etc/docker/daemon.json <<END
{"insecure-registries": ["http://$registry", "http://$gateway:5001"], "dns": ["$gateway"]}
END
echo "nameserver $gateway" >/etc/resolv.conf

/usr/sbin/sshd -D -e </dev/null >>/var/log/sshd.log 2>&1 &
case $equipment in
    BARE) dpkg --purge --force-depends docker.io docker-compose >/var/log/purge.log 2>&1 </dev/null ;;
    *) systemctl start docker </dev/null >&2 ;;
esac
echo ready
cat >/dev/null
