#!/bin/sh
# SR-IOV Inspector's helper: reads the PCI functions of this machine and, as root, changes them. The inspector starts it
# through pkexec, sudo or ssh and speaks to it over standard input and output. It listens to nothing, writes nothing but
# the attributes in check() and notes in a folder of root's own, and ends when its input ends; a way back that was armed
# outlives it. A request is a line of plain words, `ID VERB WORD...`; no word is ever a path or a command. An answer is
# `ok|err|hello ID LENGTH`, a line feed, LENGTH bytes and a line feed.
# shellcheck disable=SC2012,SC2013,SC2015,SC2046,SC2048,SC2086,SC2283,SC3013,SC3045 # lists are split, patterns expanded on purpose
SYS=/sys
MODULES=/lib/modules
INSTALLED=/usr/lib/sriov-inspector/host-helper.sh
LOCKS=/run/sriov-inspector
PATIENCE=120 # seconds that a way back has for one step: many VFs take a driver a minute
LONGEST=32000000 # bytes of an answer: one that goes on has no end, and this shell's memory has
ETC=/etc
UPTIME=/proc/uptime
INIT=/proc/1
SYSTEMD=/run/systemd/system
MANAGER='org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager'
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin
LC_ALL=C NL='
'
IFS=" $NL"
export PATH LC_ALL && set -u && umask 077
ulimit -d 1048576 2>/dev/null # kilobytes: a request without an end must not fill the machine's memory
JOB='' MARK='' LEFT='' OPERATION='' HELD='' WAY='' SPACES='' CACHED='' USER_ID=$(id -u)
WHO=${SUDO_USER:-${PKEXEC_UID:-$USER_ID}} && case $WHO in *[!A-Za-z0-9._-]*) WHO=unknown ;; esac
timeout 1 true 2>/dev/null && LIMIT=yes || LIMIT=''
# Attributes whose reading neither reaches the device nor takes a lock, and those that the kernel asks the device for.
TEXT='vendor device subsystem_vendor subsystem_device class revision modalias irq numa_node power_state resource
ari_enabled reset_method d3cold_allowed power/runtime_status'
PF_TEXT='sriov_totalvfs sriov_offset sriov_stride sriov_vf_device sriov_drivers_autoprobe'
SOURCES='routes addresses mounts swaps interfaces blocks session fixtures platform memory namespaces containers services holders'
AWAKE='current_link_speed current_link_width max_link_speed max_link_width secondary_bus_number subordinate_bus_number'

answer() { printf '%s %s %s\n%s\n' "$1" "$ID" "${#2}" "$2"; }
key() { # of this machine: hashes of what stays with its system and with its hardware, each where it can be read
  { grep -qx '[0-9a-f]\{32\}' $ETC/machine-id && cat $ETC/machine-id | hashed id
    cd -P "$SYS/class/dmi/id" && grep -q '[1-9A-Ea-e]' product_uuid && cat product_uuid board_serial | hashed dmi; } 2>/dev/null
}
hashed() { sum=$(sha256sum) && printf '%s:%s ' "$1" "${sum%% *}"; }
hello() { # who answers, what it may do, which tools it lacks, how it writes eight bytes
  ID=0 may=no lack='' boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
  for t in awk cat dd dmesg flock grep head ls od sed stat tail timeout tr xargs; do command -v $t >/dev/null || lack="$lack $t"; done
  [ "$USER_ID" = 0 ] && [ -w "$SYS/bus/pci/drivers_probe" ] && may=yes
  answer hello "$(printf '%s\n' 'version 3' "uid $USER_ID" "change $may" "host $(uname -nr)" "boot $boot" "lack$lack" "key $(key)" \
    "session ${SSH_CONNECTION-}" "order$(printf '\1\0\0\0\0\0\0\0' | od -An -tx8)")"
}
within() { case $1 in '' | *[!0-9]* | 0?* | ???????????*) return 1 ;; *) [ "$1" -le "$2" ] ;; esac }
is_mark() { case $1 in *[!0-9a-f]*) return 1 ;; *) [ ${#1} = 32 ] ;; esac }
is_bdf() { # a domain of four to eight digits, then bus:device.function
  case ${1%%:*} in *[!0-9a-f]* | '' | ? | ?? | ??? | ?????????*) return 1 ;; esac
  case ${1#*:} in [0-9a-f][0-9a-f]:[01][0-9a-f].[0-7]) ;; *) return 1 ;; esac
}
enter() { # to the folder of BDF, or of its VF N as BDF.vN: links followed, it must lie below the tree of devices
  CODE=EINVAL bdf=${1%.v*} vf='' && case $1 in *.v*) vf=${1##*.v} && within "$vf" 65535 || return ;; esac
  is_bdf "$bdf" && CODE=ENODEV && cd -P "$SYS/bus/pci/devices/$bdf${vf:+/virtfn$vf}" 2>/dev/null || return
  [ -z "$vf" ] || bdf=${PWD##*/}
  case $PWD in "$SYS"/devices/*"/$bdf") is_bdf "$bdf" && CODE='' ;; *) CODE=EPERM && return 1 ;; esac
}
all_of() { # COMMAND NAME...: left of a pipe, so that nothing is started but the command; more names than one call takes go
  # to more calls
  command=$1 && shift
  if [ $# -lt 500 ]; then exec $command "$@"; else printf '%s\0' "$@" | xargs -0 $command; fi
}
links() { # NAME...: NAME -> TARGET of those that are links; fails where the list was cut off, so that the last is missing.
  # Of names and targets that only the kernel and root make: a line feed in one would begin a line of its own
  all_of 'ls -ldn' "$@" /proc/self/ns/net 2>/dev/null | targets
}

# Makes NAME -> TARGET of the lines of ls. One that ls did not begin is the rest of a name with a line feed: it
# goes behind a tab, which no name has.
targets() {
  awk '
    function tell(  arrow, name) {
      arrow = index(held, " -> ")
      if (arrow) {
        name = substr(held, 1, arrow - 1)
        sub(/.* /, "", name)
        held = name substr(held, arrow)
      }
      if (index(held, "/proc/self/ns/net -> ") == 1) seen = 1
      else if (held != "") print held
    }
    /^[-bcdlps][-r][-w][-xsS]/ { tell(); held = $0; next }
    { held = held "\t" $0 }
    END { tell(); exit !seen }
  '
}

TUNNELS='wireguard gre gretap erspan ip6gre ip6gretap ip6erspan ipip sit ip6tnl vti vti6 xfrm vxlan geneve bareudp gtp tun'

# Verbs that read.

# [BDF...]: prints everything of these functions, or of all, that wakes no device and waits for no lock. There
# may be thousands: so their names are made rather than looked for by patterns, and read by one ls and one grep.
scan() {
  cd -P "$SYS/bus/pci/devices" || return
  [ $# -gt 0 ] || set -- *
  pfs=''
  labelled=''
  for device; do
    [ ! -f "$device/sriov_totalvfs" ] || pfs="$pfs $device"
    [ ! -f "$device/label" ] || labelled="$labelled $device"
  done
  echo '=names'
  printf '%s\n' "$@" ../drivers/* ../../../class/iommu/*
  echo '=links'
  scanned_links "$@" | xargs -0 ls -ldn 2>/dev/null | targets
  echo '=texts'
  scanned_texts "$@" | xargs -0 grep -aH '' /dev/null 2>&1
  echo '=vectors'
  for device; do
    vectors "$device" || continue # it left meanwhile
  done
}

# BDF...: names of all that may be a link, or of which it is enough to know that it is there.
scanned_links() {
  printf '%s\0' "$@"
  for name in driver physfn iommu_group secondary_bus_number reset; do
    in_each "$name" "$@"
  done
  for device in $pfs; do
    printf '%s\0' "$device"/virtfn*
  done
  for class in net block infiniband drm nvme vfio-dev; do
    printf '%s\0' ../../../class/$class/*
  done
  printf '%s\0' ../../../bus/mdev/devices/* /proc/self/ns/net
}

# BDF...: names of all that has a text.
scanned_texts() {
  for name in $TEXT; do
    in_each "$name" "$@"
  done
  # shellcheck disable=SC2086 # lists of functions, few of all
  {
    in_each label $labelled
    for name in $PF_TEXT; do
      in_each "$name" $pfs
    done
  }
  for device; do
    awake_texts "$device"
  done
  printf '%s\0' ../slots/*/address ../drivers_autoprobe ../../../module/vfio_pci/parameters/enable_sriov \
    ../../../class/net/*/operstate ../../../class/net/*/address ../../../../proc/sys/kernel/tainted
}

# NAME BDF...: that name in the folder of each function.
in_each() {
  format="%s/$1\\0"
  shift
  # shellcheck disable=SC2059 # the word is one of ours
  [ $# = 0 ] || printf "$format" "$@"
}

# BDF: names of what the kernel asks the device for. What is asleep stays so, and a VF has no link of its own.
awake_texts() {
  [ ! -e "$1/physfn" ] || return
  power=''
  status=''
  {
    read -r power <"$1/power_state"
    [ "$power" = D0 ] || read -r status <"$1/power/runtime_status"
  } 2>/dev/null
  case $power$status in
    D3cold* | *suspended) return ;;
  esac
  for name in $AWAKE; do
    [ ! -f "$1/$name" ] || printf '%s\0' "$1/$name"
  done
}

# BDF: prints how many interrupts it has, and of which kind they are.
vectors() {
  if [ -d "$1/msi_irqs" ]; then
    device=$1
    set -- "$device"/msi_irqs/*
    read -r kind <"$1" && printf '%s/msi_irqs:%s %s\n' "$device" $# "$kind"
  fi
}

# [BDF...]: prints what stands behind the locks of these functions, or of all. A stuck operation holds one: the
# name of what hangs has no value and no line feed behind it.
locked() {
  cd -P "$SYS/bus/pci/devices" || return
  [ $# -gt 0 ] || set -- *
  for device; do
    for file in "$device/driver_override" "$device/sriov_vf_total_msix"; do
      [ -e "$file" ] || continue
      printf '%s:' "$file"
      value=''
      { read -r value <"$file"; } 2>/dev/null
      printf '%s\n' "$value"
    done
  done
}

# BDF..., also for wake and vpd: prints how each function stands, how large its file is, and the bytes of all files
# in one row, which of a file that fails ends early.
config() {
  name=config
  [ "$verb" != vpd ] || name=vpd
  files=''
  for word; do
    power=''
    enter "$word" && { read -r power <power_state; } 2>/dev/null
    [ -n "$CODE" ] || [ -e $name ] || CODE=ENOENT
    [ "$CODE$power" = D3cold ] && [ "$verb" != wake ] && CODE=asleep
    [ -n "$CODE" ] || files="$files $PWD/$name"
    printf '%s %s\n' "$word" "${CODE:-read}"
  done
  # shellcheck disable=SC2086 # a list of files
  set -- $files
  echo '=sizes'
  ls -lnd "$@"
  if [ "$verb" = vpd ]; then
    echo '=bytes'
    od -An -v -tx1 "$@"
  elif command -v gzip >/dev/null; then # most of a configuration space is zeros
    echo '=packed'
    cat "$@" | gzip -1 | od -An -v -tx1
  else
    echo '=bytes'
    cat "$@" | od -An -v -tx8
  fi
}

interface() { # the first one of a function is the one that knows VFs
  for value in net/* virtio*/net/*; do [ -d "$value" ] && break; done; CODE='' value=${value##*/}
  case $value in '*') CODE=ENODEV && return 1 ;; *[!A-Za-z0-9._:@-]* | -*) CODE=EPERM && return 1 ;; esac
}
detail() { # or held: what a person looks at: counters, what stands behind locks, and what ip knows of VFs
  enter "$1" || { echo "$CODE" && return; }
  echo =links && links iommu_group
  echo =texts && grep -aH '' aer_dev_* power/runtime_status enable /dev/null
  echo =slow && for f in sriov_numvfs iommu_group/type iommu_group/reserved_regions; do
    [ "$verb $f" = 'held sriov_numvfs' ] || [ ! -e "$f" ] || { printf '?%s\n' "$f" && grep -aH '' "$f"; }
  done
  [ "$verb" = detail ] && [ -e sriov_totalvfs ] && interface && echo =vfs && ip -j -d link show dev "$value" && echo
}
# Who uses the machine, source by source. A source is told as read when it is whole: of a list that is cut off, because
# what reads it was ended, the last line is missing.
whole() { awk -v "last=$1" 'index($0, last) == 1 { seen = 1; next } { print } END { exit !seen }'; }
texts() { all_of 'grep -aHs ^' "$@" /proc/self/comm | whole /proc/self/comm:; }
use_session() { # established connections of ssh servers, and of what this shell was started by; sockets of mosh, which has none
  own='' servers='' mosh='' at=$$ && while { read -r line <proc/$at/stat; } 2>/dev/null && set -- ${line##*") "}; do
    # Whoever has a terminal is worked with, and is no way in: npm and browsers have connections of their own.
    [ "$at" = $$ ] || [ "${5:-0}" != 0 ] || own="$own $at"
    [ "${2:-1}" -gt 1 ] && at=$2 || break
  done
  echo =texts && for f in proc/[0-9]*/comm; do
    p=${f%/*} && p=${p#*/} line='' && { read -r line <"$f"; } 2>/dev/null
    case $line in
      sshd* | dropbear*) [ ! -O "proc/$p" ] || servers="$servers $p" ;; # whoever gives his program such a name makes it no server
      mosh-server) mosh="$mosh $p" ;;
      *) case " $own " in *" $p "*) ;; *) continue ;; esac ;;
    esac
    printf '%s:%s\n' "$f" "$line"
  done
  nets='' fds='' && for p in $own $servers; do nets="$nets proc/$p/ns/net" fds="$fds proc/$p/fd/*"; done
  for p in $mosh; do nets="$nets proc/$p/ns/net" fds="$fds proc/$p/fd/? proc/$p/fd/??"; done # anybody has such a program, with all he likes
  nets=$(links $nets) && open=$(opened sockets $fds) || return
  echo =sessions && printf '%s\n' "$nets" "$open" | awk -v "own=$own" -v "mosh=$mosh" '
    BEGIN { n = split(own, list, " "); for (i = 1; i <= n; i++) mine[list[i]]
      n = split(mosh, list, " "); for (i = 1; i <= n; i++) udp[list[i]] } { split($1, part, "/") }
    function late(p) { return (p in udp ? 1e9 : 0) + p }
    $2 == "->" { net[part[2]] = $3; if (!($3 in by) || late(part[2]) < late(by[$3])) by[$3] = part[2] + 0 }
    $2 ~ /^socket\// { who[++sockets] = $1; inode[sockets] = substr($2, 8) }
    END {
      for (i = 1; i <= sockets; i++) { k = net[who[i]] " " inode[i]; if (!(k in has) || who[i] in mine) has[k] = who[i] }
      for (each in by) for (i = 0; i < (mosh == "" ? 2 : 4); i++) { six = i % 2
        table = "proc/" by[each] "/net/" (i < 2 ? "tcp" : "udp") (six ? "6" : ""); seen = 0
        while ((getline line <table) > 0) { seen = 1; split(line, part, " "); k = each " " part[10]
          if (k in has && (has[k] in udp ? i > 1 : i < 2 && part[4] == "01")) print (has[k] in mine ? "own" : "other"), has[k], each, part[2], part[3] }
        close(table); if (!seen && !six && !(by[each] in udp)) exit 1
      }
    }' || { WHY='EAGAIN a process ended while it was looked at' && return 1; }
  echo =links && links proc/self/ns/net
  [ -e proc/net/tcp ] || { WHY='ENOENT /proc/net/tcp could not be read' && return 1; }
  echo =connections && connections || return
  only_root 'only root sees whose connections there are' && only_first user pid
}
connections() { # one end here for each address that has any with another machine, whichever program has them
  set -- proc/net/tcp proc/net/tcp6 && [ -e proc/net/tcp6 ] || set -- proc/net/tcp
  awk '
    function plain(end) { sub(/:.*/, "", end); sub(/^0000000000000000FFFF0000/, "", end); return end }
    $4 == "01" { own = plain($2); far = plain($3); here[own]
      if (!((own, far) in seen)) { seen[own, far]; ends[++n] = own " " far " " $2 } }
    END { for (i = 1; i <= n; i++) { split(ends[i], end, " "); if (!(end[2] in here) && !told[end[1]]++) print end[3] } }' "$@"
}
use_routes() { # what is wider than any network that somebody has: defaults, and the parts that they are made of
  if four=$(ip -o -4 route show table all 2>/dev/null); then
    six='' && [ ! -e proc/net/if_inet6 ] || six=$(ip -o -6 route show table all 2>/dev/null) || return
    echo =routes && printf '%s\n' "$four" "$six" | awk '{ split($1, at, "/") }
      $1 == "default" || at[2] != "" && at[2] < (at[1] ~ /:/ ? 5 : 8)' && only_first pid net
    return
  fi
  echo =texts && texts proc/net/route proc/net/ipv6_route
  WHY='ENOENT only the main table could be read: no ip there shows the others' && false
}
use_addresses() {
  echo =addresses && if all=$(ip -o address 2>/dev/null); then printf '%s\n' "$all"; else
    awk '/32 host LOCAL/ { print at } { at = $2 }' proc/net/fib_trie || return
  fi
  echo =texts && texts proc/net/if_inet6 && only_first pid net
}
use_mounts() {
  echo =texts && texts proc/self/mountinfo proc/filesystems sys/class/net/*/ifindex proc/fs/f2fs/*/disk_map sys/fs/gfs2/*/id \
    sys/kernel/config/cluster/*/heartbeat/*/dev || return
  WHY='EPERM this program has another root directory than the machine, as in a chroot'
  grep -q '^[^ ]* [^ ]* [^ ]* [^ ]* / ' proc/self/mountinfo && { [ ! -e proc/1/root ] || [ proc/self/root -ef proc/1/root ]; } || return
  WHY='EIO reading it was ended'
  grep -aHsE '^E:ID_FS_(TYPE=zfs_member|LABEL=)' run/udev/data/b*
  echo =links && links sys/fs/btrfs/*/devices/* sys/fs/ext4/* sys/fs/xfs/* sys/fs/f2fs/* sys/fs/nilfs2/* sys/fs/erofs/* \
    sys/fs/ldiskfs/* sys/fs/bcachefs/*/dev-*/block dev/mapper/* proc/fs/jbd2/* || return
  echo =modules && [ ! -e proc/modules ] || awk '$5 == "Live" && $3 > 0 { print $1, $3, $4 }' proc/modules
}
use_swaps() {
  echo =texts && texts proc/swaps
}
use_interfaces() {
  echo =links && links sys/class/net/* sys/class/net/*/device sys/class/net/*/lower_* sys/class/net/*/bonding \
    sys/class/net/*/bridge || return
  echo =texts && texts proc/net/pppoe sys/class/net/*/flags sys/class/net/*/uevent sys/class/net/*/phys_port_name || return
  # A name that ls does not write as it is would be another interface.
  all=$(printf '%s\n' sys/class/net/*) && case $all in *[!\ -~$NL]*) [ "$(all_of 'ls -d' sys/class/net/*)" = "$all" ] ;; esac ||
    needs ls 'names of network interfaces that are not plain' coreutils
  all=$(ip -o -d link show 2>/dev/null) || { set -- sys/class/net/*; [ "$*" = sys/class/net/lo ]; } ||
    needs ip 'what network interfaces are made of' iproute2
  echo =kinds && printf '%s\n' "$all" | awk -v "kinds=$TUNNELS openvswitch dummy" '
    BEGIN { split(kinds, list, " "); for (i in list) known[list[i]] }
    / mtu [0-9]+ xdp[a-z]*[ \/]|\\    prog\/xdp/ { name = $2; sub(/(@.*)*:$/, "", name); xdp = xdp "\nxdp " name }
    { n = split($0, part, "\\\\"); for (i = 3; i <= n; i++) { split(part[i], word, " "); if (word[1] in known) { print word[1], $0; break } } }
    END { print "=services" xdp }'
  ends=$(wg show all endpoints 2>/dev/null) marks=$(wg show all fwmark 2>/dev/null) # which has a line for each that it could read
  all_of 'grep -lsx DEVTYPE=wireguard' sys/class/net/*/uevent | MARKS=$marks awk '
    BEGIN { n = split(ENVIRON["MARKS"], word); for (i = 1; i < n; i += 2) told[word[i]] }
    { split($0, part, "/"); if (!(part[4] in told)) exit 1 }' || needs wg 'the other ends of WireGuard' wireguard-tools
  echo =wireguard && printf '%s\n' "$ends" | awk 'NF { print "wg", $1, $NF }'
  printf '%s\n' "$marks" | awk 'NF { print "mark", $1, $NF }'
  only_first pid net && lacks_nothing
}
use_blocks() { # of what is made of others both ends, and of disks of other machines where those are
  z='dev/zvol/*' b='sys/class/block/*' && echo =links && links $b $b/slaves/* $b/holders/* sys/class/nvme-subsystem/* \
    sys/class/nvme-subsystem/*/nvme* sys/class/nvme/* sys/class/fc_host/* sys/bus/cxl/devices/* sys/class/iscsi_connection/* \
    sys/bus/virtio/drivers/virtiofs/* sys/bus/virtio/drivers/9pnet_virtio/* proc/spl/kstat/zfs/*/* \
    sys/fs/bcache/*/bdev* sys/fs/bcache/*/cache[0-9]* $z/* $z/*/* $z/*/*/* $z/*/*/*/* $z/*/*/*/*/* || return
  echo =texts && texts proc/mdstat $b/dev $b/size $b/partition $b/dm/name $b/md/metadata_version $b/loop/backing_file \
    $b/backing_dev $b/pid $b/netif \
    sys/class/nvme/*/transport sys/class/nvme/*/address sys/class/fc_host/*/port_name sys/class/iscsi_connection/*/address \
    sys/class/iscsi_connection/*/persistent_address sys/class/iscsi_host/*/ipaddress sys/class/iscsi_host/*/netdev sys/bus/rbd/devices/*/config_info \
    sys/bus/virtio/drivers/9pnet_virtio/*/mount_tag || return
  # Of a volume without parts only its table tells that it is made of nothing.
  for d in sys/class/block/dm-*/slaves ''; do [ ! -d "$d" ] || { set -- "$d"/* && [ -L "$1" ]; } || break; done
  [ -z "$d" ] || ! command -v dmsetup >/dev/null || {
    echo =unbacked && asked dmsetup table | awk '{ last = $0; sub(/:$/, "", $1) } $4 ~ /^(zero|error)$/ { seen[$1]; next } { more[$1] }
      END { if (last == "end") for (name in seen) if (!(name in more)) print " " name }'
  }
  # A path tells of a file in another mount namespace what it is called there; its device is the same everywhere.
  set -- $b/loop/backing_file && [ ! -e "$1" ] || ! command -v losetup >/dev/null || {
    echo =loops && asked losetup -l -n -O NAME,BACK-MAJ:MIN | sed -n 's|^/dev/\(loop[0-9]*\) *\([0-9]*:[0-9]*\)$|\1 \2|p'
  }
  [ -e proc/spl/kstat/zfs ] && command -v zpool >/dev/null || return 0
  echo =zpools && asked zpool status -LP | sed 's/^/ /'
}
asked() { ({ "$@" </dev/null 2>/dev/null && echo end; } &) | ${LIMIT:+timeout 3} cat; } # a program that may hang
use_containers() { # what other mount namespaces have mounted and ours has not, by one process of each for each root
  # directory: one in a chroot sees but what is below that
  spaces=$(links proc/self/ns/mnt proc/[0-9]*/ns/mnt) || return
  pids=$(printf '%s\n' "$spaces" | awk '!/ -> mnt:/ { next } { split($1, at, "/") } at[2] == "self" { own = $NF; next }
    { space[at[2]] = $NF } END { for (pid in space) if (space[pid] != own) print pid, space[pid] }')
  roots='' && [ -z "$pids" ] || roots=$(all_of "stat -L $CACHED -c %n:%d:%i" $(printf '%s\n' "$pids" | sed 's|\([0-9]*\) .*|proc/\1/root|') 2>/dev/null)
  pids=$(printf '%s\n' "$pids" "$roots" | awk '/^proc/ { split($0, at, "[/:]"); root[at[2]] = at[4] ":" at[5]; next }
    NF == 2 { space[$1] = $2 }
    END {
      for (pid in root) known[space[pid]]
      for (pid in space) if (pid in root || !(space[pid] in known)) { k = space[pid] " " root[pid]
        if (!(k in first) || pid + 0 < first[k]) first[k] = pid + 0 }
      for (k in first) print first[k]
    }')
  set -- $pids && many=$# && { [ $many -le 1000 ] || shift $((many - 1000)); }
  pids=$* && for p; do set -- "$@" "proc/$p/comm" "proc/$p/mountinfo"; shift; done
  echo =texts && all_of 'grep -aHs ^' proc/self/mountinfo "$@" /proc/self/comm | awk -v "pids=$pids" '
    $1 ~ /\/comm:/ && $1 !~ /^\// { print; next }
    index($0, "/proc/self/comm:") == 1 { whole = 1; next } { split($1, at, "/"); read[at[2]]; type = "" }
    at[2] == "self" { own[$3]; next }
    { for (i = 7; i < NF; i++) if ($i == "-") { type = $(i + 1); break } }
    ($3 in own) || type ~ /^(proc|sysfs|tmpfs|ramfs|devtmpfs|devpts|mqueue|overlay|autofs|nsfs|bpf|cgroup2?|hugetlbfs)$/ { next }
    { print; own[$3] }
    END { n = split(pids, p); for (i = 1; i <= n; i++) if (whole && !(p[i] in read)) exit 2; exit !whole }' || {
    [ $? != 2 ] || WHY='EAGAIN a process ended while it was looked at'; return 1; }
  [ $many -le 1000 ] || { WHY='E2BIG there are more than 1000 of them' && return 1; }
  only_root 'only root sees what other mount namespaces have' && only_first user pid
}
use_memory() { # memory of devices that the system may use, and all that is the system's RAM
  c='sys/bus/cxl/devices' d='sys/bus/dax/devices/*' && echo =links && links $c/* $c/*/uport $d $d/driver \
    sys/bus/virtio/drivers/virtio_mem/virtio* || return
  c="$c/region*" states='' && for f in $d/target_node; do
    { read -r n <"$f"; } 2>/dev/null && within "$n" 65535 && states="$states sys/devices/system/node/node$n/memory*/state"
  done
  echo =texts && texts $c/resource $c/size $c/mode $c/interleave_ways $c/target[0-9] $c/target[0-9][0-9] \
    $d/resource $d/size $d/target_node $states || return
  echo =ram && [ ! -e proc/iomem ] || sed -n 's|^ *\([0-9a-f]*-[0-9a-f]*\) : System RAM (\([A-Za-z0-9_.-]*\)).*|\1 \2|p; t
    s|^ *\([0-9a-f]*-[0-9a-f]*\) : System RAM.*|\1|p' proc/iomem
  only_root 'only root sees where the RAM of the system is'
}
use_fixtures() {
  echo =links && links sys/bus/pci/devices/* sys/class/graphics/* sys/class/graphics/*/device sys/class/tty/* \
    sys/class/tty/*/device sys/class/ipmi/* sys/class/ipmi/*/device sys/class/watchdog/* sys/class/iommu/* \
    sys/class/iommu/*/device || return
  echo =texts && texts sys/bus/pci/devices/*/boot_vga proc/consoles sys/class/tty/console/active \
    sys/class/watchdog/*/state proc/bus/input/devices || return
  for f in proc/consoles proc/bus/input/devices proc/iomem; do
    [ -r $f ] || case $f in proc/consoles) false ;; *) [ ! -e $f ] ;; esac || { WHY="EACCES /$f could not be read" && return 1; }
  done
  # The framebuffer that firmware left lies in a region of its function.
  [ ! -e proc/iomem ] || awk '{ match($0, /^ */) } / : [0-9a-f]+:[0-9a-f]+:[0-9a-f]+[.][0-7]$/ { at = $NF; own = RLENGTH; next }
    RLENGTH <= own { at = "" } at != "" && / : (BOOTFB|simple|efifb|vesafb)/ { print "proc/iomem:" at " " $NF }' proc/iomem
}
use_platform() {
  echo =links && links sys/firmware/acpi/tables/*
  echo =texts && sed -n '/IO-APIC/ { s|.* \([A-Z-]*IO-APIC\).*|proc/interrupts:\1|p; q; }' proc/interrupts
  sed -n 's/^alias vfio_pci:/modules\/modules.alias:&/p' "$MODULES/$(uname -r)/modules.alias"
  (all_of 'grep -aHs direct$' sys/kernel/iommu_groups/*/reserved_regions /dev/null)
  # Whether systemd, which ends what a login leaves behind, answers who would give a process a scope of its own.
  [ ! -d "$SYSTEMD" ] || ${LIMIT:+timeout 3} busctl get-property $MANAGER Version </dev/null >/dev/null 2>&1 || echo 'run/systemd/system:silent'
  texts proc/cmdline sys/bus/pci/devices/*/modalias sys/module/vfio*/parameters/*
}
use_namespaces() { # one process of each other network namespace, and the interfaces of functions that went there
  spaces=$(links proc/self/ns/net proc/[0-9]*/ns/net) || return
  echo =links && spaces=$(printf '%s\n' "$spaces" | awk '!seen[$NF]++') && printf '%s\n' "$spaces"
  # The folder of a function's interfaces has a link for each of them, whatever namespace it is in (fs/kernfs/inode.c), and
  # shows those that are here.
  seen='' folders='' names='' && for d in sys/bus/pci/devices/*/net sys/bus/virtio/devices/*/net sys/bus/auxiliary/devices/*/net \
    sys/bus/usb/devices/*/net sys/bus/thunderbolt/devices/*/net sys/bus/mhi/devices/*/net; do
    [ -d "$d" ] || continue
    folders="$folders $d" && set -- "$d"/* && [ -e "$1" ] || set --
    seen="$seen$d $#$NL"
  done
  moved=$({ printf %s "$seen"; all_of 'ls -ldn' $folders /proc/self/ns/net 2>/dev/null; } | awk '
    /^sys/ { here[$1] = $2; next } $NF in here { more = $2 - 2 - here[$NF]; if (more < 1 && !here[$NF]) more = 1; if (more > 0) print more, $NF }
    index($0, "/proc/self/ns/net -> ") { whole = 1 } END { exit !whole }') || return
  set -- $spaces && [ $# -le 3000 ] || { WHY='E2BIG there are more than 1000 of them' && return 1; }
  for p in $spaces; do case $p in proc/[0-9]*)
    names="$names ${p%/ns/net}/comm" && [ -n "$moved" ] && [ "$USER_ID" = 0 ] && within_net "$p" | sed "s|^|${p%/ns/net}/root/|" ;; esac
  done
  [ -z "$moved" ] || [ -z "$names" ] || { command -v nsenter && command -v unshare; } >/dev/null ||
    needs 'nsenter or unshare' 'the interfaces of other network namespaces' util-linux
  echo =hidden && printf '%s\n' "$moved" | while read -r more d; do (cd -P "$d" 2>/dev/null && printf '%s %s\n' "$more" "$PWD"); done
  echo =texts && texts $names
  only_root 'only root sees the network namespaces of other users' && only_first user pid net && lacks_nothing
}
use_services() { # what the kernel does with devices that no program has open, a line each
  c=sys/kernel/config nodes='' dumps='' && echo =services
  for f in "$c"/target/core/[!a]*/*/udev_path "$c"/nvmet/subsystems/*/namespaces/*/device_path \
    "$c"/nvmet/subsystems/*/passthru/device_path; do
    on='' line='' && { read -r on <"${f%/*}/enable"; read -r line <"$f"; } 2>/dev/null
    [ "$on" = 1 ] || continue
    case $f in $c/nvmet/*) name=nvmet ;; */rd_mcp_* | */user_*) continue ;; *) name=LIO ;; esac
    printf 'export %s %s\n' $name "${line:--}" && node "$line"
  done
  for f in sys/bus/xen-backend/devices/vbd-*/physical_device; do # hexadecimal: `fd:3`
    line='' && { read -r line <"$f"; } 2>/dev/null
    case $line in *[!0-9a-f:]* | *:*:* | :* | *: | '') ;; *:*) printf 'export Xen /dev/block/%d:%d\n' "0x${line%:*}" "0x${line#*:}" ;; esac
  done
  for f in sys/class/rnbd-server/ctl/devices/*/block_dev; do
    [ ! -d "$f" ] || (cd -P "$f" && printf 'export RNBD /dev/%s\n' "${PWD##*/}")
  done
  for f in sys/kernel/scst_tgt/devices/*/filename; do
    line='' && { read -r line <"$f"; } 2>/dev/null
    [ -z "$line" ] || { printf 'export SCST %s\n' "$line" && node "$line"; }
  done
  for f in sys/class/dma/*/in_use; do
    on='' && { read -r on <"$f"; } 2>/dev/null
    [ "$on" = 0 ] || [ ! -e "$f" ] || { on=${f%/in_use} && printf 'dma %s\n' "${on##*/}"; }
  done
  for f in "$c"/netconsole/*/dev_name; do
    on='' line='' to='' && { read -r on <"${f%/*}/enabled"; read -r line <"$f"; read -r to <"${f%/*}/remote_ip"; } 2>/dev/null
    [ "$on" != 1 ] || printf 'log %s %s\n' "$line" "$to"
  done
  line='' && { read -r line <sys/module/pstore_blk/parameters/blkdev; } 2>/dev/null
  case $line in /*) printf 'crash-log %s\n' "$line" && node "$line" ;; esac
  # Without a line that names an address any interface may be the one.
  [ ! -e run/corosync.pid ] || sed -n '/^[[:space:]]*ring[0-9]*_addr[[:space:]]*:/p; /^[[:space:]]*bindnetaddr[[:space:]]*:/p' etc/corosync/corosync.conf 2>/dev/null |
    awk '{ sub(/[^:]*:[[:space:]]*/, "cluster corosync "); print } END { if (!NR) print "cluster corosync -" }'
  for f in "$c"/cluster/*/node/*/ipv4_address "$c"/dlm/cluster/comms/*/addr_list; do # of dlm `AF_INET 192.0.2.1`, a line each
    case $f in $c/dlm/*) name=dlm ;; *) name=o2cb ;; esac
    [ ! -e "$f" ] || sed "s/.* //; s/^/cluster $name /" "$f" 2>/dev/null
  done
  all=$(engines) && printf '%s\n' "$all" &&
    nodes="$nodes $(printf '%s\n' "$all" | sed -n '/ pci:/!s|^crypto [^ ]* \([^:/ ]*\):\([^/ ]*\)$|sys/bus/\1/drivers/\2/*|p')"
  # NETLINK_XFRM (include/uapi/linux/netlink.h) is there where policies can be set.
  all=$(ip xfrm policy 2>/dev/null) || { [ ! -e proc/net/pfkey ] && { [ ! -e proc/net/netlink ] || awk '$2 == 6 { exit 1 }' proc/net/netlink; }; } ||
    needs 'ip xfrm' 'the policies of IPsec' iproute2
  printf '%s\n' "$all" | awk '$1 == "dir" { dir = $2 } $1 == "tmpl" { from = $3; to = $5 } / mode (tunnel|beet)/ && dir == "out" { print "ipsec", to, from }'
  count=$(awk '$1 == "XDP" { print $3 }' proc/net/protocols 2>/dev/null)
  ss -a -f xdp 2>/dev/null | awk -v "count=$count" '{ for (i = 1; i <= NF; i++) if (sub(/:q[0-9]+$/, "", $i)) print "xsk", $i }
    $1 != "State" && $1 != "Netid" { rows++ } END { exit rows < count + 0 }' || needs ss 'all sockets of AF_XDP' iproute2
  set -- sys/class/infiniband/* && all='' && [ "$1" = 'sys/class/infiniband/*' ] || all=$(rdma resource show qp 2>/dev/null) ||
    needs rdma 'what the kernel uses RDMA for' iproute2
  printf '%s\n' "$all" | awk '$1 == "link" && !/ pid / && !/ type (GSI|SMI) / && $NF ~ /^\[[a-z0-9_]+\]$/ && $NF !~ /^\[(ib_core|mlx[45]_ib|ib_ipoib)\]$/ {
    sub("/.*", "", $2); if (!seen[$2, $NF]++) print "rdma", $2, substr($NF, 2, length($NF) - 2) }'
  on='' && { read -r on <sys/kernel/kexec/crash_loaded || read -r on <sys/kernel/kexec_crash_loaded; } 2>/dev/null
  if [ "$on" = 1 ]; then
    dumps='etc/kdump.conf etc/default/kdump-tools etc/sysconfig/kdump'
    ! grep -qsE '^(raw|ext[234]|xfs|btrfs|minix)[[:space:]]' etc/kdump.conf || nodes="$nodes dev/disk/by-*/*"
  fi
  echo =links && links sys/class/infiniband/* sys/class/dma/* $nodes || return
  echo =texts && texts $dumps || return
  only_root 'only root sees what the kernel lets other machines use' && only_first user net && lacks_nothing
}
engines() { # what encrypts or compresses for the kernel, with each driver of its module, of those that this one stands on, and
  # of those that stand on it, or the one that is called as it; what is made of others (`xts(...)`) counts with those
  [ ! -e proc/crypto ] || awk '$1 == "driver" { name = $3 } $1 == "module" { by = $3 }
    $1 == "refcnt" && $3 > 1 && by != "kernel" && name !~ /[(]/ && by ~ /^[a-zA-Z0-9_]+$/ && !seen[by]++ { print name, by }' proc/crypto |
    while read -r name by; do
      of="pci:$by" && for at in "sys/module/$by" "sys/module/$by"/holders/* sys/module/*/holders/"$by"; do
        for f in "${at%"/holders/$by"}"/drivers/*:*; do [ ! -e "$f" ] || { of='' && printf 'crypto %s %s\n' "$name" "${f##*/}"; }; done
      done
      [ -z "$of" ] || printf 'crypto %s %s\n' "$name" "$of"
    done
}
node() { # PATH: a device of that name may be a link
  case $1 in *[!0-9A-Za-z/._:+@=-]*) ;; /dev/*) nodes="$nodes ${1#/}" ;; esac
}
within_net() { # FILE: the interfaces of this network namespace, from a sysfs that the kernel makes: a program may show another
  nsenter --net="$1" unshare -m sh -c 'cd / && mount -t sysfs none sys && exec ls -ldn sys/class/net/* sys/class/net/*/device \
    /proc/self/ns/net' 2>/dev/null | targets
}
opened() { # devices|sockets NAME...: of descriptors, PID and what it has open, char/MAJOR:MINOR, block/MAJOR:MINOR or
  # socket/INODE; what has no type goes by the descriptor, what it may not look at is denied. No word of another user's is in it.
  # Of what is mapped ($maps) the same, bar/FUNCTION/resourceN, mem/OFFSET:RANGE of /dev/mem, or vfio/mapped
  kinds=$1 && shift
  { [ -z "${maps-}" ] || printf '%s\n' "$maps"; all_of "stat -L $CACHED -c %n:%f:%t:%T:%i" "$@" /dev/null 2>&1; } | awk -v "kinds=$kinds" '
    function number(hex, i, n) { for (n = 0; i++ < length(hex);) n = n * 16 + index("123456789abcdef", substr(hex, i, 1)); return n }
    function device() { return (kind == 2 ? "char/" : "block/") number(id[3]) ":" number(id[4]) }
    function tell(pid, what) { if (!known[pid, what]++) print pid, what }
    $1 == "is" { tell($2, $3); next } $1 == "at" { file[$3] = $2; next }
    $1 == "by" || $1 == "bar" { what[++whats] = $2; who[whats] = $3; more[whats] = $4; next }
    / Permission denied$/ { split($0, part, "\047"); print "denied", part[2]; next }
    { split($0, id, ":"); split(id[1], part, "/"); kind = length(id[2]) == 4 ? substr(id[2], 1, 1) : length(id[2]) < 4 }
    id[1] == "/dev/null" { seen = 1; next }
    kinds == "sockets" { if (kind == "c") print part[2], "socket/" id[5]; next }
    part[1] == "sys" { match($0, /:[^:]*:[^:]*:[^:]*:[^:]*$/); name = substr($0, 1, RSTART - 1); sub(/.*:/, ""); inode[name] = $0; next }
    id[1] in file { if (kind == 2 || kind == 6) is[file[id[1]]] = device(); next }
    kind == 1 && length(id[2]) < 4 { print part[2], id[1]; next }
    kind == 2 && id[3] id[4] == "ac8" { print part[2], "tun", id[1]; next } # TUN_MINOR (include/linux/miscdevice.h)
    kind == 2 || kind == 6 { tell(part[2], device()) }
    END {
      for (i = 1; i <= whats; i++) if (what[i] in is) tell(who[i], is[what[i]] == "char/1:1" && more[i] != "" ? more[i] : is[what[i]])
        else if (what[i] in inode && inode[what[i]] == more[i]) tell(who[i], "bar" substr(what[i], 20))
      exit !seen
    }'
}
mapped() { # what programs have mapped, and may have closed since: files to look at, a bar, and lines of who has mapped which.
  # What many have mapped is looked at by the maps of two. The node of a region may be any file of such a name: its inode tells.
  # A device is mapped shared, for what is written to a private map reaches nobody; who only reads is found by the name.
  all_of "${LIMIT:+timeout 5} grep -aHsE ^[0-9a-f]*-[0-9a-f]*.[-r][-w][-x]s|/dev/|/resource[0-9]|^Name:" proc/[0-9]*/maps /proc/self/status | awk '
    index($0, "/proc/self/status:") == 1 { seen = 1; next }
    { split($1, at, "[/:]"); pid = at[2]; key = $4 " " $5 " " $6 }
    $6 == "anon_inode:[vfio-device]" { if (pid != last["vfio"]) by[++count] = "is " pid " vfio/mapped"; last["vfio"] = pid; next }
    match($6, /[0-9a-f]+:[0-9a-f][0-9a-f]:[01][0-9a-f][.][0-7]\/resource[0-9]+(_wc)?$/) {
      bar = "sys/bus/pci/devices/" substr($6, RSTART); if (!looks[bar]++) printf "%s ", bar
      by[++count] = "bar " bar " " pid " " $5; next }
    { if (!(key in number)) number[key] = ++numbers; n = number[key]; mem = $6 ~ /\/mem$/ ? " mem/" $3 ":" at[4] : "" }
    last[n] == pid && mem == "" { next }
    last[n] != pid && looks[n]++ < 2 { name = "proc/" pid "/map_files/" at[4]; printf "%s ", name; by[++count] = "at " n " " name }
    { last[n] = pid; by[++count] = "by " n " " pid mem }
    END { printf "|"; for (i = 1; i <= count; i++) print by[i]; exit !seen }'
}
rings() { # FDINFO...: devices that programs have in rings of io_uring, perhaps without a descriptor, as opened() has them
  # Older kernels tell the last part of a name alone.
  maps=$(all_of 'grep -aHs [0-9]:' "$@" | awk '{ split($1, at, "/"); if (!sub(/^[^:]*: *[0-9]+: +/, "")) next; if (!sub(/^\//, "")) $0 = "dev/" $0 }
    /^dev\/[0-9A-Za-z\/._:+@=-]+$/ { if (!seen[$0]++) print "at", $0, $0; print "by", $0, at[2] }')
  opened devices $(printf '%s\n' "$maps" | sed -n 's/^at .* //p')
}
use_holders() { # programs that have a device open, by its number: a path may be gone, or be of another root
  # Threads go on where the first one has ended.
  tasks='' && for f in $(all_of 'grep -lsE [)].Z.' proc/[0-9]*/stat); do tasks="$tasks ${f%/stat}/task/[0-9]*/fd/*"; done
  maps=$(mapped) || LACK='EIO what programs have mapped could not be read'
  IFS='|' && set -- $maps '' '' && IFS=" $NL" maps=$2
  open=$(opened devices proc/[0-9]*/fd/* $tasks $1) || return
  # Of what a descriptor leads to, only that it is this counts: a file may have any name, and be put there meanwhile.
  set -- $(printf '%s\n' "$open" | awk '$2 ~ /^proc/ { print $2 }')
  nodes=$(all_of 'ls -ldn' "$@" /dev/null 2>/dev/null | sed -n 's|.* \(proc/[0-9]*/\)\([0-9/a-z]*fd\)\(/[0-9]*\) -> anon_inode:.io_uring.$|ring \1\2info\3|p
    s|.* \(proc/[0-9/a-z]*/fd/[0-9]*\) -> anon_inode:.vfio-device.$|\1|p')
  case $nodes in *ring*) open=$open$NL$(rings $(printf '%s\n' "$nodes" | sed -n 's/^ring //p')) ;; esac
  found=$(links $(printf '%s\n' "$open" | awk '/ (char|block)\// && !seen[$2]++ { print "sys/dev/" $2 }')) || return
  # What stands for no function is left out: each program has /dev/null open.
  found=$(printf '%s\n' "$found" "$open" "$nodes" | awk '
    $2 == "->" && /^sys/ { at[substr($1, 9)] = $3; place[++places] = $0; next }
    /^proc/ { n = split($1, part, "/"); sub(/\/fd\//, "/fdinfo/"); print "open", part[2], "vfio/" part[n], "guest", $0; next }
    $2 == "tun" { sub(/\/fd\//, "/fdinfo/"); print "open", $1, $2, "guest", $3; next }
    $1 == "denied" { print; next } $2 ~ /^(bar|mem|vfio)\// { print "open", $1, $2, "guest"; next } $2 !~ /^(char|block)\// { next }
    $2 in at ? at[$2] !~ /\/devices\/virtual\// || at[$2] ~ /\/virtual\/(vfio|nv|block|kfd|net|watchdog|tty\/hvc|misc\/(watchdog|sev|acrn_hsm)$)/ : $2 !~ /^char\/1(3[6-9]|4[0-3]):/ {
      print "open", $1, $2, at[$2] ~ /\/(vfio|uio|vfio-dev|block|net)\/|\/(sev|acrn_hsm|vhost-vdpa-[0-9]+)$/ ? "guest" : "" }
    END { for (i = 1; i <= places; i++) print "place", place[i] }')
  echo =open && printf '%s\n' "$found" | sed -n '/^open [0-9]* tun/d; s/^open \([0-9]* [^ ]*\).*/\1/p'
  echo =links && printf '%s\n' "$found" | sed -n 's/^place //p'
  # Each list is numbers and names of ours; a bar stands between two.
  IFS='|' && set -- $(printf '%s\n' "$found" | awk '
    $1 == "denied" { denied = denied " " $2 } $1 == "place" && match($4, /\/devices\/virtual\/vfio\/(noiommu-)*[0-9]+$/) {
      sub(/.*\/(noiommu-)*/, "", $4); groups = groups " sys/kernel/iommu_groups/" $4 "/devices/*" }
    $1 != "open" { next } !named[$2]++ { name[++names] = $2 } $5 != "" { infos = infos " " $5 }
    $4 == "guest" && !asked[$2]++ { guests = guests " " $2 }
    END { printf "%s|%s|%s|%s|", denied, groups, infos, guests; for (i = 1; i <= names; i++) printf " proc/%s/comm", name[i] }') '' &&
    IFS=" $NL" denied=$1 infos=$3 guests=$4
  links sys/class/watchdog/* $2 || return
  echo =texts && texts proc/devices proc/driver/nvidia/gpus/*/information $5 || return
  echo =open && [ -z "$infos" ] || all_of 'grep -aHsE ^(vfio-device-syspath|iff):' $infos /dev/null | sed '
    s|^proc/\([0-9]*\)/[^:]*fdinfo/\([0-9]*\):vfio-device-syspath:[^/]*|\1 vfio/\2 |; s|^proc/\([0-9]*\)/[^:]*fdinfo/[0-9]*:iff:[^!-~]*|\1 tap |'
  # Who may be a guest has what only root hands out.
  echo =programs && for p in $guests; do tr '\n\0' ' \n' <"proc/$p/cmdline" 2>/dev/null | sed "s|^|$p word |" && echo; done
  only_root 'only root sees what programs of other users have open' && only_first user pid || return
  [ -d /proc/1 ] || { WHY='EPERM /proc does not show all programs' && return 1; }
  [ -z "$denied" ] || ! all_of 'ls -ld' $denied 2>&1 >/dev/null | grep -q 'Permission denied' ||
    { WHY='EPERM this program may not look into other programs' && return 1; }
  lacks_nothing
}
needs() { # TOOL WHAT PACKAGE: what there is here is told by a tool that is missing, or did not tell it
  if [ "$USER_ID" = 0 ]; then LACK="ENOENT $1, which shows $2, is missing or failed: install $3"; else LACK="EACCES only root sees $2"; fi
}
lacks_nothing() { [ -z "$LACK" ] || { WHY=$LACK && false; }; }
only_root() { [ "$USER_ID" = 0 ] || { WHY="EACCES $1" && false; }; }
space() { # PROCESS KIND: the namespace that it is in; empty where that cannot be read
  at=${SPACES#*"proc/$1/ns/$2 -> "} && [ "$at" != "$SPACES" ] || at='' && at=${at%%"$NL"*}
}
only_first() { # pid|user|net|mnt...: sees all there is, being in the machine's first namespace of each kind
  for kind; do
    case $kind in
      pid) first='pid:[4026531836]' name=PID ;; # PROC_PID_INIT_INO (include/linux/proc_ns.h)
      user) first='user:[4026531837]' name=user ;;
      net) space 2 net && first=$at name=network ;; # kthreadd never leaves it
      *) space 1 "$kind" && first=$at name=mount ;;
    esac
    WHY="EPERM this program is in a $name namespace of its own, as in a container" && space self "$kind" && own=$at
    [ -n "$own" ] && [ "$own" != "$first" ] || continue # a kernel without them has one
    [ -z "$first" ] || return 1
    # Others than root cannot compare, and are told so of the namespaces.
    [ "$USER_ID" != 0 ] || { WHY="EACCES the machine's first $name namespace could not be read" && return 1; }
  done
}
constants() { # what does not change while this shell runs; a server that hangs must not hold up who looks at its files
  [ -n "$SPACES" ] || SPACES=$(cd -P "$SYS/.." && ls -ldn proc/self/ns/* proc/1/ns/* proc/2/ns/* 2>/dev/null)
  [ -n "$CACHED" ] || CACHED=$(stat --cached=always -c --cached=always / 2>/dev/null || echo ' ')
}
usage() { # SOURCE: each has a time of its own, so that many open files keep neither routes nor mounts from being read
  cd -P "$SYS/.." || return
  WHY='EIO reading it was ended' LACK='' && if use_$1; then echo "=read $1"; else echo "=unread $1 $WHY"; fi
}
stalls() { # processes that wait without end, and who has a device open
  cd -P "$SYS/.." || return
  echo =texts && texts proc/[0-9]*/stat proc/[0-9]*/wchan
  LACK='' && use_holders
}
is_address() { case $1 in *[!0-9a-fA-F:.]* | '') return 1 ;; *[:.]*) ;; *) return 1 ;; esac; }
is_way() { # ADDRESS[,from,ADDRESS][,mark,NUMBER][,vrf,NAME]
  IFS=, && set -- $1 && IFS=" $NL" && is_address "${1-}" && shift || return
  while [ $# -gt 1 ]; do case $1 in
    from) is_address "$2" ;; mark) within "$2" 4294967295 ;; vrf) case $2 in '' | -* | *[!0-9A-Za-z._-]*) false ;; esac ;; *) false ;;
  esac && shift 2 || return; done && [ $# = 0 ]
}
ways() { # by which interface the kernel sends packets to each address; one ip answers all, if it takes a list
  # What could not be answered is told beside the answers, and comes first, for awk keeps those to the end.
  said=$({ printf 'route get %s\n' "$@" | tr , ' ' | ip -force -o -batch - 2>&3 |
    awk '{ line[NR] = $0 } END { for (i = 1; i <= NR; i++) print line[i] }'; } 3>&1)
  printf '%s\n' "$@" = "$said" | awk '
    !whole { if ($0 == "=") whole = 1; else word[++words] = $0; next }
    /^Command failed -:[0-9]+$/ { if (!failed[substr($0, 18) + 0]++) failures++; next }
    /^[0-9a-z].* dev / { answer[++answers] = $0 }
    END { if (answers + failures != words) exit 1
      for (i = 1; i <= words; i++) { print "=way " word[i]; if (!(i in failed)) print answer[++next_one] } }' && return
  for word; do echo "=way $word" && IFS=, && set -- $word && IFS=" $NL" && ip -o route get "$@"; done || :
}
modules() { # the kernel's tables of who drives what, as far as they are about these vendors
  dir=$MODULES/$(uname -r) p='pci:v[*]' && for v; do p="$p|pci:v0000$v"; done
  echo =loadable && grep -E "^alias ($p)" "$dir/modules.alias"
  echo =builtin && tr '\0' '\n' <"$dir/modules.builtin.modinfo" | grep -E "[.]alias=($p)"
  echo =files
  for f in modules.dep modules.builtin; do [ -s "$dir/$f" ] && echo $f && grep 'vfio[-_]pci\.ko' "$dir/$f"; done || :
}
poll() { # which functions, bindings and VFs there are: the same as before, or all; nothing is opened for it
  cd -P "$SYS/bus/pci" || return
  vfs=$(for f in devices/*/sriov_totalvfs; do echo "${f%/*}"/virtfn*; done)
  text=$(printf '%s\n' devices/* drivers/*/*:*:*.* $vfs)
  sum=$(printf '%s' "$text" | { cksum || md5sum; } 2>/dev/null | tr ' ' -)
  if [ "$sum" = "$1" ]; then echo same; else printf '%s\n%s' "${sum:-none}" "$text"; fi
}

# One program at a time. The lock is that of descriptor 9, which what works for the operation inherits: a write that the
# kernel still holds, and the way back, keep the machine after this shell has ended, and after `leave`. So the way back
# needs nothing to be let in and nobody comes between; started without the descriptor it runs all the same: it has the
# last word. Nobody but root can open a file in a folder of root's own, so nobody else can keep the lock.
own_folder() { # the folder of the lock and of notes is one, no link, ours, and closed to others
  [ -e "$LOCKS" ] || mkdir -m 700 "$LOCKS" 2>/dev/null
  [ -d "$LOCKS" ] && [ ! -h "$LOCKS" ] && [ -O "$LOCKS" ] || return
  case $(ls -ld "$LOCKS") in drwx------*) ;; *) return 1 ;; esac
}
try_lock() { true >>"$LOCKS/machine" && exec 9>>"$LOCKS/machine" && { flock -n 0 <&9 || { exec 9>&- && false; }; }; }
mine() { # has this helper the machine, or what is left of its operation; CODE names who has it
  CODE='EBUSY -' && [ -n "$OPERATION" ] || return
  [ -z "$HELD" ] || { CODE='' && return; }
  for pause in 1 0; do
    if try_lock 2>/dev/null; then
      HELD=yes CODE='' && printf '%s\n' "$OPERATION" >"$LOCKS/machine"
      return
    fi
    holder='' && read -r holder 2>/dev/null <"$LOCKS/machine"
    [ -z "$holder" ] || break # else it was taken just now, and the name comes
    sleep $pause
  done
  [ "${holder%% *}" != "${OPERATION%% *}" ] || { CODE='' && return; }
  holder=${holder#* } && pid=${holder#* } && pid=${pid%% *} && state=ended && [ -d "/proc/$pid" ] && state=lives
  CODE="EBUSY $state $holder" && return 1
}
take() { # MARK PURPOSE: the mark tells the operation, whichever connection it goes on by
  CODE=EINVAL && is_mark "$1" && [ ${#2} -le 999 ] || return
  CODE="EACCES $LOCKS" && own_folder || return
  # A container's /run is its own, and so would be the lock.
  CODE="EXDEV $LOCKS"
  [ ! -e $INIT/ns/mnt ] || [ /proc/self/ns/mnt -ef $INIT/ns/mnt ] || [ "$LOCKS" -ef "$INIT/root$LOCKS" ] || return
  CODE='ENOSYS flock' && command -v flock >/dev/null || return
  leave && OPERATION="$1 $(id -un "$WHO" 2>/dev/null || echo "$WHO") $$ $2" && mine || OPERATION=''
}
leave() { # the name goes with the lock, unless something still works for the operation
  [ -z "$HELD" ] || { exec 9>&- && try_lock && true >"$LOCKS/machine" && exec 9>&-; } 2>/dev/null
  OPERATION='' HELD='' CODE=''
}

# Verbs that change: they leave text, or CODE for why not.
audit() { # one line for the administrator; a log that takes none holds nothing up
  printf 'host-helper: %s: %s\n' "$WHO" "$*" >&2
  (logger -t sriov-inspector -p auth.notice "$WHO: $*" 2>/dev/null 9>&- &) | ${LIMIT:+timeout 3} cat >/dev/null 9>&- || :
}
put() { # one value is one write; why it failed is told in the words of the tool
  case $1 in
    modprobe) said=$(modprobe "$2" 2>&1) ;; ip) said=$(ip link set dev $2 2>&1) ;;
    *) said=$(printf '%s' "$2" | dd of="$1" bs=4096 2>&1) ;;
  esac && exit 0
  status=$? # above 128, in ksh 256: a signal ended the tool, as a kernel that crashes under it does
  [ $status -le 256 ] || status=$((status - 128))
  printf 'host-helper: said: %s\n' "$(printf '%s' "$said" | tr '\n' '\t')" >&2; exit $status
}
ip_knows() { # VF WORD...: settings in words and values that are known
  within "$1" 65535 && shift || return
  for word; do case $word in
    mac | vlan | qos | spoofchk | trust | state | min_tx_rate | max_tx_rate | on | off | auto | enable | disable) ;;
    *[!0-9a-f:]*) return 1 ;; ??:??:??:??:??:??) ;; *) within "$word" 4294967295 || return ;;
  esac; done
}
is_driver() { # a name, which may have blanks
  case $1 in *[!A-Za-z0-9_.\ -]* | '' | . | ..) return 1 ;; *) [ ${#1} -le 64 ] ;; esac
}
gives_away() { # a driver that does nothing but keep a function for a guest or a program (isGivingDriver in role.ts)
  case $1 in vfio[-_]pci | *[-_]vfio[-_]pci | igb_uio | uio_pci_generic | pciback | xen[-_]pciback | pci-stub | jailhouse-pci-stub) ;; *) return 1 ;; esac
}
check() { # verb and values of a change: gives file and value of the one write; CODE is why not
  CODE=EINVAL file='' value=${3-} words=$*
  case "$# ${1-}" in
    '3 numvfs') within "$3" 65535 && file=sriov_numvfs ;;
    '3 msix') within "$3" 2048 && file=sriov_vf_msix_count ;;
    '3 autoprobe') within "$3" 1 && file=sriov_drivers_autoprobe ;; '3 d3cold') within "$3" 1 && file=d3cold_allowed ;;
    [3-9]' override') value=${words#* * } && is_driver "$value" && file=driver_override ;;
    '2 clear') file=driver_override value=$NL ;; '2 reset' | '2 remove') file=$1 value=1 ;;
    [3-9]' methods') value=${words#* * } && case $value in *[!a-z_\ ]*) ;; *) file=reset_method ;; esac ;;
    [5-9]' network' | 1?' network') value=${words#* * } && ip_knows $value && file=ip ;;
    [3-9]' unbind') from=${words#* * } && is_driver "$from" && file=unbind ;; '2 probe') file=drivers_probe ;; '1 rescan') file=rescan value=1 ;;
    '2 load') [ "$2" = vfio-pci ] && CODE='' file=modprobe value=$2 && return ;;
  esac
  [ -n "$file" ] && { [ $# = 1 ] && CODE='' || enter "$2"; } || return
  case $1 in
    probe | rescan) value=${value:-$bdf} && cd -P "$SYS/bus/pci" || CODE=ENODEV ;;
    unbind) CODE=ENODEV value=$bdf && cd -P driver 2>/dev/null || return
      case $PWD in "$SYS"/bus/pci/drivers/*) ;; *) CODE=EPERM && return ;; esac
      case $from,${PWD##*/} in any,*) gives_away "${PWD##*/}" || CODE='' ;; "${PWD##*/},$from") CODE='' ;; esac ;; # the kernel looks once more
    network) words=$value && interface && value="$value vf $words"; return ;;
  esac
  file=$PWD/$file && [ -e "$file" ] || CODE=${CODE:-ENOENT}
  [ ! -h "$file" ] || CODE=EPERM
}
has_fired() { [ -n "$WAY" ] && { [ -e "$WAY.fired" ] || [ -e "$WAY.over" ] || [ -e "$WAY.crashed" ]; }; }
job() { # noted before it looks: a way back that runs from now on finds it, and one that cannot be noted is none
  [ -z "$WAY" ] || { rm -f "$WAY.job" && note "$WAY.job"; } || { echo 'host-helper: said: No space left on device' >&2; exit 1; }
  has_fired && echo 'host-helper: said: Operation canceled' >&2 && exit 1; put "$@"
}
change() { # checks it, says so in the log and starts it
  check "$@"; [ -z "$JOB" ] || CODE=EBUSY
  WAY='' && { read -r WAY <"$LOCKS/${OPERATION%% *}.way"; } 2>/dev/null
  has_fired && CODE=ECANCELED
  [ -z "$CODE" ] && mine && cd / && audit "$*" || return
  MARK=$(dmesg 2>/dev/null | tail -n 1)
  job "$file" "$value" </dev/null >/dev/null &
  JOB=$! text="started $!"
}
result() { # of the job: 0 when it was done, and what the kernel said meanwhile
  CODE=ENOENT text=running state='' parent='' && [ -n "$JOB" ] && CODE='' || return
  { read -r _ _ state parent _ <"/proc/$JOB/stat"; } 2>/dev/null
  [ "$parent" = $$ ] && [ "$state" != Z ] && return
  wait "$JOB"; text=$? JOB='' # of a long log the end, and all that may name a crash; a mark that has gone is older
  text=$text$NL$(dmesg 2>/dev/null | MARK=$MARK awk 'BEGIN { m = ENVIRON["MARK"] }
    { l[NR] = substr($0, 1, 1024) } m != "" && $0 == m { at = NR }
    END { for (i = at + 1; i <= NR; i++) if (NR - i < 400 || l[i] ~ /BUG|Oops|RIP|fault|panic|Unable|error:|\[#/) print l[i] }')
}
steps() { # calls $1 for each step of $2, in which a comma stands between two
  rest=$2,
  while [ -n "$rest" ]; do step=${rest%%,*} rest=${rest#*,} && "$1" $step || return; done
}
possible() { check "$@"; cd /; case $CODE in EINVAL | EPERM) return 1 ;; esac }
carry_out() { # the kernel's refusals are passed over; after a crash each further write could hang for good, or do harm
  [ "$(deaths)" = "$DEATHS" ] || return
  bdf='' && check "$@"; [ -z "$CODE" ] || return 0
  if left_to_others "$@"; then audit "way back: left out: $*" && return; fi
  audit "way back: $*"; (put "$file" "$value" &) | ${LIMIT:+timeout $PATIENCE} cat 9>&- && return
  audit "way back: not back in $PATIENCE s: $*"; LEFT="$LEFT $bdf"; { printf 'late %s\n' "${bdf:--}" >>"$mark.left"; } 2>/dev/null || :
}
left_to_others() { # VERB...: does a program have what the step would take away? What is left stays left: no later step
  # makes half a change of it
  case $1 in autoprobe | methods | load | rescan) return 1 ;; network) enter "$2.v$3" ;; esac
  case " $LEFT " in *" $bdf "*) return ;; esac
  case "$1 $value" in unbind* | remove* | reset* | 'numvfs 0') ;; *) return 1 ;; esac
  who=$(holder "$bdf") && [ -n "$who" ] || return
  LEFT="$LEFT $bdf" name=$(tr -cd 'A-Za-z0-9._-' <"$SYS/../proc/${who#* }/comm")
  printf 'left %s %s\n' "$who" "${name:--}" >>"$mark.left"; return 0
} 2>/dev/null
holder() { # BDF: which function a program has open, this one, a VF of it or a member of their groups, and its PID. Nothing
  # where that could not be read: who is gone cannot be asked, and the way back is there for the machine
  numbers='' && for each in "$SYS/bus/pci/devices/$1" "$SYS/bus/pci/devices/$1"/virtfn*; do
    cd -P "$each" && name=${PWD##*/} || continue
    for d in "$PWD" "$PWD"/*-*-*-*-*; do # a part that is handed out (mdev) has a UUID for a name, and a group of its own
      group='' && cd -P "$d/iommu_group" && group=${PWD##*/}
      for f in "$d"/vfio-dev/*/dev "$SYS/class/vfio/$group/dev" "$SYS/class/vfio/noiommu-$group/dev"; do
        [ -e "$f" ] && read -r number <"$f" && numbers="$numbers $number $name"
      done
    done
  done
  cd "$SYS/.." && [ -n "$numbers" ] && constants && (LACK='' && use_holders 9>&- &) | ${LIMIT:+timeout 10} cat |
    awk -v "numbers=$numbers" 'BEGIN { n = split(numbers, part, " "); for (i = 1; i < n; i += 2) at["char/" part[i]] = at[part[i + 1]] = part[i + 1] }
      $1 !~ /^[0-9]+$/ { next } $2 in at { print at[$2], $1; exit } $2 !~ /^vfio\// { next }
      { n = split($3, part, "/"); for (i = 1; i <= n; i++) if (part[i] in at) { print part[i], $1; exit } }'
}
deaths() { # of the kernel since it was started: how many, which it counts since 6.2, and whether there was one (TAINT_DIE, TAINT_BAD_PAGE)
  count='' taint='' && { read -r count <"$SYS/kernel/oops_count"; read -r taint <"$SYS/../proc/sys/kernel/tainted"; } 2>/dev/null
  case $taint in '' | *[!0-9]* | ???????????????????*) ;; *) taint=$((taint & 160)) ;; esac; echo "$count $taint"
}
# A way back is the files of its mark below LOCKS. MARK.armed becomes MARK.off or MARK.fired, by who renames it first,
# and MARK.fired becomes MARK.over, or MARK.crashed where the kernel crashed before its end. MARK.due is the uptime at
# which it runs, MARK.by who waits for it, MARK.job the step that was sent off last, and MARK.left what it left to others.
# Nothing but MARK.off keeps a change: no signal does, and no file that is missing.
note() { # FILE: this very process, told apart from a later one of the same number by when it started
  { read -r line </proc/self/stat; } 2>/dev/null && set -- "$1" $line && printf '%s %s\n' "$2" "${23}" >>"$1"
}
alive() { # PID START, of a note
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return
  set -- "$2" $line && [ "$1" = "${23}" ] && [ "$4" != Z ]
}
below() { cat /proc/[0-9]*/stat 2>/dev/null | awk -v top="$1" '{ pid = $1; sub(/.*\) . /, ""); up[pid] = $1 }
  END { ours[top]; for (i = 0; i < 8; i++) for (p in up) if (up[p] in ours) ours[p]; for (p in ours) print p }'; }
end_job() { # MARK: a step that still runs has a moment to end, and is killed then
  { read -r pid start <"$1.job"; } 2>/dev/null || return
  for n in 1 2 3 4 5 6 7 8; do
    alive "$pid" "$start" || return; [ $n -lt 3 ] || below "$pid" | xargs kill -9 2>/dev/null; sleep 1 9>&-
  done
}
way_state() { # MARK: in the order in which one becomes the other, so that none is missed between two looks
  for text in off armed fired crashed over none; do [ -e "$1.$text" ] && break; done
  case $text in armed) text=waiting ;; fired) text=running ;; *) return 0 ;; esac
  while read -r pid start; do alive "$pid" "$start" && return; done <"$1.by" 2>/dev/null; text=lost
}
watch() { # MARK STEPS: waits, and then carries all steps out unless it was called off
  note "$1.by"
  while [ -e "$1.armed" ]; do
    due=0 && { read -r due <"$1.due"; read -r now _ <"$UPTIME" || now=$due; } 2>/dev/null
    if [ "$due" -gt "${now%.*}" ]; then sleep 1 9>&-; else
      mv "$1.armed" "$1.fired" 2>/dev/null || [ ! -e "$1.armed" ] || break # as where nothing can be written
    fi
  done
  for text in off over crashed; do [ ! -e "$1.$text" ] || exit 0; done
  { true >>"$1.fired"; } 2>/dev/null # also where somebody took its notes away
  end_job "$1"; text=over && steps carry_out "$2" && [ "$(deaths)" = "$DEATHS" ] || text=crashed; mv "$1.fired" "$1.$text"; exit 0
}
way_back() { # MARK STEPS: keeps up a watch that is killed; neither is stopped by the other's end
  trap '' HUP INT PIPE TERM; DEATHS=$(deaths)
  note "$1.by" && printf '%s\n' "$due" >"$1.due" && true >"$1.armed" || exit
  outlive "$1" && echo 'outlives yes' || echo 'outlives no'
  exec </dev/null >/dev/null 2>&1
  until watch "$@" & wait $!; do sleep 1 9>&-; done # what one that was killed had begun comes to its end
}
outlive() { # MARK: where systemd ends what a login has left behind, in a scope of its own; fails where that is not sure
  [ -d "$SYSTEMD" ] || return 0
  read -r pid _ <"$1.by" && name=sriov-inspector-way-back-${1##*/}.scope
  ${LIMIT:+timeout 5} busctl call $MANAGER StartTransientUnit \
    'ssa(sv)a(sa(sv))' "$name" fail 2 PIDs au 1 "$pid" CollectMode s inactive-or-failed 0 >/dev/null 2>&1 || return
  for n in 1 2 3 4 5; do grep -q "$name" "/proc/$pid/cgroup" && return; sleep 1 9>&-; done; return 1
}
set_due() { read -r now _ <"$UPTIME" && : $((due = ${now%.*} + $1)); }
arm() { # MARK SECONDS [STEP [, STEP]...]: outlives the connection and this shell; without steps its time begins again
  CODE=EINVAL && is_mark "$1" && within "$2" 600 && [ "$2" -ge 10 ] && mark=$LOCKS/$1 seconds=$2 && shift 2 || return
  CODE="EACCES $LOCKS" && own_folder && set_due "$seconds" || return
  if [ $# = 0 ]; then
    printf '%s\n' "$due" >"$mark.next" && mv "$mark.next" "$mark.due" && way_state "$mark" || return
    if [ "$text" = waiting ]; then CODE='' text="seconds $seconds"; else CODE="ECANCELED $text"; fi
    return
  fi
  CODE=EINVAL && steps possible "$*" || { CODE=EINVAL && return; }
  mine || return
  for f in "$LOCKS"/*.armed "$LOCKS"/*.fired; do
    way_state "${f%.*}"; case $text in waiting | running) CODE="EEXIST ${f%.*}" && return ;; esac
  done
  audit "arm a way back in $seconds seconds: $*"; rm -f "$LOCKS"/*.* # notes of operations that have ended
  CODE="EACCES $mark" && { printf '%s\n' "$mark" >"$LOCKS/${OPERATION%% *}.way"; } 2>/dev/null || return
  text=$(ulimit -t unlimited; (way_back "$mark" "$*" &) | cat)
  [ -z "$text" ] || CODE='' text="seconds $seconds$NL$text"
}
armed() { # or off, with MARK: what becomes of it; off calls off one that waits, or one that nobody carries out any more
  CODE=EINVAL && is_mark "$1" && CODE='' mark=$LOCKS/$1 && way_state "$mark" || return
  case "$verb $text" in
    'off waiting') mv "$mark.armed" "$mark.off" 2>/dev/null || { way_state "$mark" && return; } ;;
    'off lost') for f in armed fired; do mv "$mark.$f" "$mark.off"; done; true >"$mark.off" ;; 'off over' | 'off crashed') rm -f "$LOCKS/${OPERATION%% *}.way"; return ;;
    'armed over' | 'armed crashed') [ ! -e "$mark.left" ] || text=$text$NL$(cat "$mark.left"); return ;; *) return ;;
  esac
  audit 'call the way back off' && text=off
  while read -r pid start; do alive "$pid" "$start" && kill -9 "$pid"; done <"$mark.by" 2>/dev/null
  rm -f "$mark.armed" "$mark.fired" "$mark.due" "$mark.by" "$mark.job" "$LOCKS/${OPERATION%% *}.way" && return
}
elevate() { # goes on as root where sudo asks for no password: by a rule (-k), else by one that it remembers and then
  # forgets; this shell takes over again when that one ends
  CODE=EALREADY && [ "$USER_ID" != 0 ] && CODE=answered || return
  for k in -k ''; do
    if [ -e $INSTALLED ] && sudo -n $k $INSTALLED </dev/null >/dev/null 2>&1; then
      answer ok "installed$k" && sudo -n $k $INSTALLED
    elif text=$(sudo -n $k sh -c : </dev/null 2>&1); then
      answer ok "script$k" && sudo -n $k sh -c "eval \"\$(dd bs=1 count=$1 2>/dev/null)\"" host-helper
    else continue; fi
    sudo -k </dev/null >/dev/null 2>&1
    hello && return
  done
  CODE="EACCES $text"
}

# SECONDS VERB...: `text` is what a verb prints that may hang in the kernel, where nothing can end it: then it is
# left behind, and `=late` follows what it has printed. The lock is closed for all of it: the timeout of busybox
# is there for a second more.
limited() {
  limit=${LIMIT:+timeout $1}
  shift
  case $1 in
    usage | stalls) limit="$limit head -c $LONGEST" ;; # others say how much is told of who uses it
    *) limit="$limit cat" ;;
  esac
  # The limit makes ksh fork for it; else ksh93 mixes up the output of what runs in there.
  text=$(
    # shellcheck disable=SC3045 # where there is no such limit nothing is lost
    ulimit -t unlimited
    # shellcheck disable=SC2086 # programs and their options
    ("$@" </dev/null 2>&1 9>&- &) | $limit 9>&- || echo '=late'
  )
}
serve() { # one request: the verb and its words; what is not in the list is refused
  CODE='' text='' verb=${1-} && [ $# = 0 ] || shift
  for word; do case $verb in
    modules) case $word in [0-9A-F][0-9A-F][0-9A-F][0-9A-F]) ;; *) verb='' ;; esac ;;
    ways) is_way "$word" || verb='' ;; usage) case " $SOURCES " in *" $word "*) ;; *) verb='' ;; esac ;;
    poll | 'do' | arm | armed | off | take) ;; elevate) within "$word" 99999 || verb='' ;;
    *) is_bdf "$word" || verb='' ;;
  esac; done
  case "$verb $#" in # the limit makes ksh fork for it; else ksh93 mixes up the output of what runs in there
    'scan '* | 'modules '[1-9]* | 'poll 1') text=$(ulimit -t unlimited; $verb "$@" 2>/dev/null) || CODE=ENOENT ;;
    'locked '*) limited 3 locked "$@" ;; 'detail 1' | 'held 1') limited 3 detail "$1" ;;
    'config '[1-9]* | 'wake 1' | 'vpd 1') limited 15 config "$@" ;; 'usage 1' | 'stalls 0') constants && limited 15 $verb "$@" ;;
    'ways '[1-9]*) limited 15 ways "$@" ;;
    'take 2') take "$@" ;; 'leave 0') leave ;; 'do '[1-9]*) change "$@" ;; 'result 0') result ;;
    'arm '[2-9]* | 'arm '[1-9][0-9]*) CODE=EACCES && [ "$USER_ID" != 0 ] || arm "$@" ;;
    'armed 1' | 'off 1') CODE=EACCES && [ "$USER_ID" != 0 ] || armed "$@" ;;
    'elevate 1') elevate "$1" ;; 'end 0') answer ok '' && exit 0 ;; *) CODE=EINVAL ;;
  esac
  case $CODE in '') answer ok "$text" ;; answered) ;; *) answer err "$CODE" ;; esac
}

cd / && hello && [ "$USER_ID" = 0 ] && audit started
while IFS= read -r line; do
  cd / && [ ${#line} -lt 99999 ] || line=''
  case $line in *[!0-9A-Za-z:.,_\ -]* | ' '*) line='' ;; esac
  set -- $line
  case ${1-} in '' | *[!0-9]* | 0* | ??????????*) set -- 0 ;; esac
  ID=$1 && shift && serve "$@"
done
