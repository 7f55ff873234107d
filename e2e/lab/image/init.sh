#!/bin/busybox sh
# The first program of a lab machine: mounts, loads drivers, brings the management network up and lets people in.
# Kernel command line: lab.name=NAME lab.modules=a,b,c (loaded in this order)
PATH=/usr/sbin:/usr/bin
export PATH
mkdir -p /proc /sys /dev /run /tmp
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t debugfs debugfs /sys/kernel/debug
for word in $(cat /proc/cmdline); do
	case $word in
	lab.name=*) hostname "${word#lab.name=}" ;;
	lab.modules=*) modules=${word#lab.modules=} ;;
	esac
done
for module in $(echo "$modules" | tr , ' '); do
	modprobe "$module" || echo "lab: $module could not be loaded"
done
# sudo asks for the machine's own name.
echo "127.0.0.1 localhost $(hostname)" >/etc/hosts
ip link set lo up
# The management interface is the one at 00:05.0, whatever the kernel calls it.
for net in /sys/bus/pci/devices/0000:00:05.0/net/* /sys/bus/pci/devices/0000:00:05.0/virtio*/net/*; do
	[ -e "$net" ] || continue
	ip addr add 10.0.2.15/24 dev "${net##*/}"
	ip link set "${net##*/}" up
	ip route add default via 10.0.2.2
done
dropbear -s -r /etc/dropbear/host_key -p 22
echo "lab: ready after $(cut -d' ' -f1 /proc/uptime) s"
# Nobody else collects what ends.
while :; do wait; sleep 3600; done
