#!/bin/sh
# Serves a disk by NVMe/TCP and a file system by NFS 4, with nothing but the kernel, in the network namespace that it is
# started in, until it is ended. Arguments: the address here, and the client's.
set -e
here=$1 client=$2
mkdir -p /sys/kernel/config /tmp/export
mount -t configfs configfs /sys/kernel/config
cd /sys/kernel/config/nvmet
dd if=/dev/zero of=/tmp/served bs=1M count=4 2>/dev/null
mkdir subsystems/lab subsystems/lab/namespaces/1 ports/1
echo 1 >subsystems/lab/attr_allow_any_host
echo /tmp/served >subsystems/lab/namespaces/1/device_path
echo 1 >subsystems/lab/namespaces/1/buffered_io
echo 1 >subsystems/lab/namespaces/1/enable
echo tcp >ports/1/addr_trtype
echo ipv4 >ports/1/addr_adrfam
echo "$here" >ports/1/addr_traddr
echo 4420 >ports/1/addr_trsvcid
ln -s "$PWD/subsystems/lab" ports/1/subsystems/lab

# The server ends when this is unmounted: with this program's mount namespace.
mount -t nfsd nfsd /proc/fs/nfsd
mount -t tmpfs tmpfs /tmp/export
# Version 3 wants a port mapper.
echo -3 >/proc/fs/nfsd/versions
echo tcp 2049 >/proc/fs/nfsd/portlist
echo 1 >/proc/fs/nfsd/threads
# Who asks, what there is for him (NFSEXP_* of include/uapi/linux/nfsd/export.h), and that it is the root.
echo "nfsd $client 2147483647 lab" >/proc/net/rpc/auth.unix.ip/channel
echo "lab /tmp/export 2147483647 $((0x2402)) 65534 65534 0" >/proc/net/rpc/nfsd.export/channel
printf '%s\n' 'lab 1 \x00000000 2147483647 /tmp/export' >/proc/net/rpc/nfsd.fh/channel
echo held
exec sleep 86400 >/dev/null 2>&1
