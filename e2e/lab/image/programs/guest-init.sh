#!/bin/busybox sh
# The first program of a guest in a lab machine: loads the VFs' driver, and tells on the console how many it has, each
# time that changes.
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox insmod /igbvf.ko
told=
while :; do
	set -- /sys/bus/pci/drivers/igbvf/0000:*
	[ -e "$1" ] || shift
	[ $# = "$told" ] || echo "guest: igbvf has $# functions"
	told=$#
	/bin/busybox sleep 1
done
