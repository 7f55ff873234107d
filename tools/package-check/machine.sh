#!/bin/sh
# Becomes a disposable copy of a system, and runs a program there as root. Started by machine.ts in namespaces of its
# own: whatever is written stays in memory, and is gone when the last process here has ended.
# Arguments: the system's folder, the project's, the packages', the program and its arguments.
set -eu
lower=$1 project=$2 packages=$3
shift 3

mount --make-rprivate /
place=/mnt
case $project$packages$lower in *"$place/"*) place=/media ;; esac
mount -t tmpfs -o size=4g,mode=755 tmpfs "$place"
root=$place/root
mkdir "$place/up" "$place/work" "$root"
mount -t overlay -o "lowerdir=$lower,upperdir=$place/up,workdir=$place/work" overlay "$root"

# What the checks compare: the system as it was, and all that was written since.
mkdir -p "$root/.before" "$root/.since" "$root/.packages" "$root/.old"
mount --bind "$lower" "$root/.before"
mount --bind "$place/up" "$root/.since"
mount --bind "$packages" "$root/.packages"
mkdir -p "$root$project"
mount --rbind "$project" "$root$project"
for folder in /.before /.since /.packages "$project"; do mount -o remount,bind,ro "$root$folder"; done

mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/run" "$root/tmp"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
# Nothing comes in or goes out, and no port here is taken.
ip link set lo up 2>/dev/null || busybox ip link set lo up

cd "$root"
# In a changed root alone, which chroot makes, the kernel would refuse user namespaces.
pivot_root . .old
cd /
umount -l /.old
rmdir /.old
# Not exec: process 1 must collect what others leave behind.
status=0
"$@" || status=$?
exit "$status"
