exec 2>&1
#!/bin/sh
# SR-IOV Inspector's helper: reads the PCI functions of this machine and, as root, changes them. The inspector starts it
# through pkexec, sudo or ssh and speaks to it over standard input and output. It listens to nothing, writes nothing but
# the attributes in check(), and ends when its input ends; a way back that was armed outlives it. A request is a line of
# plain words, `ID VERB WORD...`; no word is ever a path or a command. An answer is `ok|err|hello ID LENGTH`, a line
# feed, LENGTH bytes and a line feed.
# shellcheck disable=SC2012,SC2013,SC2015,SC2048,SC2086,SC2283,SC3045 # lists are split, patterns expanded on purpose
SYS=/sys
MODULES=/lib/modules
INSTALLED=/usr/lib/sriov-inspector/host-helper.sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin
LC_ALL=C NL='
'
IFS=" $NL"
export PATH LC_ALL && set -u && umask 077
ulimit -d 1048576 2>/dev/null # kilobytes: a request without an end must not fill the machine's memory
JOB='' MARK='' USER_ID=$(id -u)
WHO=${SUDO_USER:-${PKEXEC_UID:-$USER_ID}} && case $WHO in *[!A-Za-z0-9._-]*) WHO=unknown ;; esac
timeout 1 true 2>/dev/null && LIMIT=yes || LIMIT=''
# Attributes whose reading neither reaches the device nor takes a lock, and those that the kernel asks the device for.
TEXT='vendor device subsystem_vendor subsystem_device class revision modalias irq numa_node power_state label resource
sriov_totalvfs sriov_offset sriov_stride sriov_vf_device sriov_drivers_autoprobe ari_enabled reset_method
power/runtime_status'
AWAKE='current_link_speed current_link_width max_link_speed max_link_width secondary_bus_number subordinate_bus_number'

answer() { printf '%s %s %s\n%s\n' "$1" "$ID" "${#2}" "$2"; }
hello() { # who answers, what it may do, which tools it lacks, how it writes eight bytes
  ID=0 may=no lack='' boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
  for t in awk cat dd dmesg grep ls od sed tail timeout tr xargs; do command -v $t >/dev/null || lack="$lack $t"; done
  [ "$USER_ID" = 0 ] && [ -w "$SYS/bus/pci/drivers_probe" ] && may=yes
  answer hello "$(printf '%s\n' 'version 2' "uid $USER_ID" "change $may" "host $(uname -nr)" "boot $boot" "lack$lack" \
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
escaped() { sed 's|[^0-9A-Za-z/._:-]|\\&|g'; } # for xargs: a name may have quotes
targets() { escaped | xargs ls -ld 2>/dev/null | sed 's/.* \([^ ]* -> \)/\1/'; } # of links whose names come in: NAME -> TARGET

TUNNELS='wireguard gre gretap erspan ip6gre ip6gretap ip6erspan ipip sit ip6tnl vti vti6 xfrm vxlan geneve bareudp gtp tun'

# Verbs that read.
scan() { # everything of these functions, or of all, that wakes no device and waits for no lock
  cd -P "$SYS/bus/pci/devices" || return
  list=${*:-$(printf '%s\n' *)} && [ $# -gt 0 ] || set -- '*' # patterns are faster than names
  echo =names && printf '%s\n' $list ../drivers/* ../../../class/iommu/*
  echo =links && {
    printf '%s\n' $list
    for p; do printf '%s\n' $p/driver $p/physfn $p/iommu_group $p/secondary_bus_number; done
    for d in $list; do [ -f "$d/sriov_totalvfs" ] && printf '%s\n' "$d"/virtfn*; done
    for c in net block infiniband drm nvme vfio-dev; do printf '%s\n' ../../../class/$c/*; done
  } | targets
  echo =texts && {
    for p; do for a in $TEXT; do printf '%s\n' $p/$a; done; done
    for d in $list; do # what is asleep stays so, and a VF has no link of its own
      [ -e "$d/physfn" ] && continue || power='' status=''
      { read -r power <"$d/power_state"; [ "$power" = D0 ] || read -r status <"$d/power/runtime_status"; } 2>/dev/null
      case $power$status in D3cold* | *suspended) continue ;; esac
      for a in $AWAKE; do [ -f "$d/$a" ] && printf '%s\n' "$d/$a"; done
    done
    printf '%s\n' ../slots/*/address ../drivers_autoprobe ../../../module/vfio_pci/parameters/enable_sriov \
      ../../../class/net/*/operstate ../../../class/net/*/address ../../../../proc/sys/kernel/tainted
  } | escaped | xargs grep -aH '' /dev/null 2>&1
  echo =vectors && for d in $list; do # how many interrupts, and of which kind
    [ -d "$d/msi_irqs" ] && set -- "$d"/msi_irqs/* && read -r kind <"$1" && printf '%s/msi_irqs:%s %s\n' "$d" $# "$kind"
  done || :
}
locked() { # what stands behind the device's lock, which a stuck operation holds: one without a line feed hangs
  cd -P "$SYS/bus/pci/devices" || return
  for d in ${*:-*}; do for f in "$d/driver_override" "$d/sriov_vf_total_msix"; do
    [ -e "$f" ] && printf '%s:' "$f" && value='' || continue
    { read -r value <"$f"; } 2>/dev/null; printf '%s\n' "$value"
  done; done
}
config() { # or wake, or vpd: what each function is, how large its file is, and all bytes, or those before an error
  files='' name=config && [ $verb != vpd ] || name=vpd
  for b; do
    power='' && enter "$b" && { read -r power <power_state; } 2>/dev/null
    [ -n "$CODE" ] || [ -e $name ] || CODE=ENOENT
    [ "$CODE$power" = D3cold ] && [ $verb != wake ] && CODE=asleep
    [ -n "$CODE" ] || files="$files $PWD/$name"
    printf '%s %s\n' "$b" "${CODE:-read}"
  done
  echo =sizes && ls -lnd $files
  echo =bytes && if [ $verb = vpd ]; then od -An -v -tx1 $files; else cat $files | od -An -v -tx8; fi
}
interface() { # the first one of a function is the one that knows VFs
  for value in net/* virtio*/net/*; do [ -d "$value" ] && break; done; CODE='' value=${value##*/}
  case $value in '*') CODE=ENODEV && return 1 ;; *[!A-Za-z0-9._:@-]* | -*) CODE=EPERM && return 1 ;; esac
}
detail() { # or held: what a person looks at: counters, what stands behind locks, and what ip knows of VFs
  enter "$1" || { echo "$CODE" && return; }
  echo =links && echo iommu_group | targets
  echo =texts && grep -aH '' aer_dev_* power/runtime_status enable local_cpulist /dev/null
  echo =slow && for f in sriov_numvfs iommu_group/type iommu_group/reserved_regions; do
    [ "$verb $f" = 'held sriov_numvfs' ] || [ ! -e "$f" ] || { printf '?%s\n' "$f" && grep -aH '' "$f"; }
  done
  [ "$verb" = detail ] && [ -e sriov_totalvfs ] && interface && echo =vfs && ip -j -d link show dev "$value" && echo
}
# Who uses the machine, source by source. A source is told as read when it is whole: of a list that is cut off, because
# what reads it was ended, the last line is missing.
whole() { awk -v "last=$1" 'index($0, last) == 1 { seen = 1; next } { print } END { exit !seen }'; }
links() { { cat && echo /proc/self/ns/net; } | targets | whole '/proc/self/ns/net -> '; }
texts() { { cat && echo /proc/self/comm; } | escaped | xargs grep -aHs '' /dev/null | whole /proc/self/comm:; }
use_session() { # established connections of ssh servers, and of what this shell was started by
  own='' at=$$ && while at=$(sed -n '$s/.*) . \([0-9]*\) .*/\1/p' proc/$at/stat 2>/dev/null) && [ "${at:-1}" -gt 1 ]; do
    own="$own $at"
  done
  pids=$(printf '%s\n' proc/[0-9]*/comm | texts) || return
  pids=$(printf '%s\n' "$pids" | sed -n 's|^proc/\([0-9]*\)/comm:\(sshd\|dropbear\).*|\1|p')
  for p in $pids; do [ ! -O proc/$p ] || own="$own =$p"; done # whoever gives his program such a name makes it no server
  open=$(for p in $own; do p=${p#=} && printf '%s\n' proc/$p/ns/net proc/$p/fd/*; done | targets)
  nets=$(printf '%s\n' "$open" | grep -E '^proc/[0-9]+/ns/net -> net:\[[0-9]+\]$')
  echo =sessions && {
    printf 'role %s\n' $own && printf '%s\n' "$nets"
    printf '%s\n' "$open" | grep -E '^proc/[0-9]+/fd/[0-9]+ -> socket:\[[0-9]+\]$'
    for at in $(printf '%s\n' "$nets" | awk '!seen[$NF]++ { print $1 }'); do
      sed "s|^|table $at |" "${at%/ns/net}/net/tcp" "${at%/ns/net}/net/tcp6" 2>/dev/null
    done
  } | awk '$1 == "role" { own = !sub("=", "", $2); if (!($2 in role)) role[$2] = own ? "own" : "other"; next }
    $1 == "table" { k = net[$2] " " $12; if ($6 == "01" && k in mine) print mine[k], net[$2], $4, $5; next }
    $1 ~ /net$/ { net[$1] = $3; next }
    { split($1, at, "/"); k = net["proc/" at[2] "/ns/net"] " " substr($3, 9, length($3) - 9) }
    !(k in mine) || role[at[2]] == "own" { mine[k] = role[at[2]] " " at[2] }'
  echo =links && echo proc/self/ns/net | links && echo =texts && for p in $own; do echo proc/${p#=}/comm; done | texts || return
  [ -e proc/net/tcp ] || { WHY='ENOENT /proc/net/tcp could not be read' && return 1; }
  only_root 'only root sees whose connections there are' && only_first user pid
}
use_routes() { # what is wider than any network that somebody has: defaults, and the parts that they are made of
  if ip -o -4 route show table all >/dev/null 2>&1; then
    echo =routes && {
      ip -o -4 route show table all && echo '# 4' && if [ -e proc/net/if_inet6 ]; then ip -o -6 route show table all; fi && echo '# 6'
    } | awk '$1 == "#" { end = end $2; next } { split($1, at, "/") }
      $1 == "default" || at[2] != "" && at[2] < (at[1] ~ /:/ ? 5 : 8) { print } END { exit end != 46 }' && only_first pid net
    return
  fi
  echo =texts && echo proc/net/route | texts && echo proc/net/ipv6_route | texts
  WHY='ENOENT only the main table could be read: no ip there shows the others' && false
}
use_addresses() {
  echo =addresses && if all=$(ip -o address 2>/dev/null); then printf '%s\n' "$all"; else
    awk '/32 host LOCAL/ { print at } { at = $2 }' proc/net/fib_trie || return
  fi
  echo =texts && echo proc/net/if_inet6 | texts && only_first pid net
}
use_mounts() {
  echo =texts && echo proc/self/mountinfo | texts || return
  grep -aHs zfs_member run/udev/data/b* && grep -aHs ID_FS_LABEL= run/udev/data/b*
  echo =links && printf '%s\n' sys/fs/btrfs/*/devices/* dev/mapper/* | links
}
use_swaps() {
  echo =texts && echo proc/swaps | texts
}
use_interfaces() {
  echo =links && printf '%s\n' sys/class/net/* sys/class/net/*/device sys/class/net/*/lower_* sys/class/net/*/bonding \
    sys/class/net/*/bridge | links || return
  echo =texts && printf '%s\n' sys/class/net/*/flags sys/class/net/*/uevent sys/class/net/*/phys_port_name | texts || return
  echo =kinds && for kind in $TUNNELS openvswitch dummy; do ip -o -d link show type $kind 2>/dev/null | sed "s/^/$kind /"; done
  echo =endpoints && wg show all endpoints 2>/dev/null | awk '{ print "wg", $1, $NF }'
  wg show all fwmark 2>/dev/null | awk '{ print "mark", $1, $NF }'
  only_first pid net
}
use_blocks() {
  echo =links && printf '%s\n' sys/class/block/* sys/class/block/*/slaves/* sys/class/nvme-subsystem/* \
    sys/class/nvme-subsystem/*/nvme* | links || return
  echo =texts && printf '%s\n' sys/class/block/*/dev sys/class/block/*/partition sys/class/block/*/dm/name | texts
}
use_fixtures() {
  echo =links && printf '%s\n' sys/class/graphics/* sys/class/graphics/*/device sys/class/tty/* sys/class/tty/*/device \
    sys/class/ipmi/* sys/class/ipmi/*/device sys/bus/pci/devices/* | links || return
  echo =texts && printf '%s\n' sys/bus/pci/devices/*/boot_vga proc/consoles | texts
}
use_platform() {
  echo =links && printf '%s\n' sys/firmware/acpi/tables/* | targets
  echo =texts && sed -n 's|.* \([A-Z-]*IO-APIC\).*|proc/interrupts:\1|p' proc/interrupts | head -n 1
  sed -n 's/^alias vfio_pci:/modules\/modules.alias:&/p' "$MODULES/$(uname -r)/modules.alias"
  printf '%s\n' sys/kernel/iommu_groups/*/reserved_regions | escaped | xargs grep -aHs ' direct$' /dev/null
  printf '%s\n' proc/cmdline sys/bus/pci/devices/*/modalias sys/module/vfio*/parameters/* | texts
}
use_namespaces() { # one process of each other network namespace, with the interfaces that went there
  echo =links && spaces=$(printf '%s\n' proc/self/ns/net proc/[0-9]*/ns/net | links) || return
  spaces=$(printf '%s\n' "$spaces" | awk '!seen[$NF]++') && printf '%s\n' "$spaces"
  pids=$(printf '%s\n' "$spaces" | sed -n 's|^proc/\([0-9]*\)/.*|\1|p')
  for p in $pids; do printf '%s\n' proc/$p/root/sys/class/net/* proc/$p/root/sys/class/net/*/device; done | links || return
  echo =texts && for p in $pids; do printf '%s\n' proc/$p/comm; done | texts
  only_root 'only root sees the network namespaces of other users' && only_first user pid net
}
use_holders() { # processes that have a device of a function open
  echo =links && printf '%s\n' sys/class/infiniband_verbs/* sys/class/infiniband_verbs/*/device sys/class/drm/* \
    sys/class/drm/*/device sys/class/uio/* sys/class/uio/*/device sys/class/vfio-dev/* sys/class/vfio-dev/*/device \
    dev/vfio/* | links || return
  open=$(printf '%s\n' proc/[0-9]*/fd/* | links) || return
  open=$(printf '%s\n' "$open" | grep -E '^proc/[0-9]+/fd/[0-9]+ -> /dev/(vfio|infiniband|dri|uio)')
  printf '%s\n' "$open"
  echo =texts && for p in $(printf '%s\n' "$open" | sed 's/^\(proc.[0-9]*\).*/\1/' | sort -u); do
    grep -aHs '' $p/comm && tr '\n\0' ' \n' <$p/cmdline | sed "s|^|$p/cmdline:|"
  done
  only_root 'only root sees what programs of other users have open'
}
only_root() { [ "$USER_ID" = 0 ] || { WHY="EACCES $1" && false; }; }
space() { printf '%s\n' "proc/$1/ns/$2" | targets | sed 's/.* -> //'; }
only_first() { # pid|user|net|mnt...: sees all there is, being in the machine's first namespace of each kind
  for kind; do
    case $kind in
      pid) first='pid:[4026531836]' name=PID ;; # PROC_PID_INIT_INO (include/linux/proc_ns.h)
      user) first='user:[4026531837]' name=user ;;
      net) first=$(space 2 net) name=network ;; # kthreadd never leaves it
      *) first=$(space 1 "$kind") name=mount ;;
    esac
    WHY="EPERM this program is in a $name namespace of its own, as in a container" && own=$(space self "$kind")
    [ -n "$own" ] && [ "$own" != "$first" ] || continue # a kernel without them has one
    [ -z "$first" ] || return 1
    # Others than root cannot compare, and are told so of the namespaces.
    [ "$USER_ID" != 0 ] || { WHY="EACCES the machine's first $name namespace could not be read" && return 1; }
  done
}
usage() { # what protects most comes first: many open files must not keep routes and mounts from being read
  cd -P "$SYS/.." || return
  for source in routes addresses mounts swaps interfaces blocks session fixtures platform namespaces holders; do
    WHY='EIO reading it was ended' && if use_$source; then echo "=read $source"; else echo "=unread $source $WHY"; fi
  done
}
stalls() { # processes that wait without end, and who has a device open
  cd -P "$SYS/.." || return
  echo =texts && printf '%s\n' proc/[0-9]*/stat proc/[0-9]*/wchan | texts
  use_holders
}
is_address() { case $1 in *[!0-9a-fA-F:.]* | '') return 1 ;; *[:.]*) ;; *) return 1 ;; esac; }
is_way() { # ADDRESS[,from,ADDRESS][,mark,NUMBER][,vrf,NAME]
  IFS=, && set -- $1 && IFS=" $NL" && is_address "${1-}" && shift || return
  while [ $# -gt 1 ]; do case $1 in
    from) is_address "$2" ;; mark) within "$2" 4294967295 ;; vrf) case $2 in '' | -* | *[!0-9A-Za-z._-]*) false ;; esac ;; *) false ;;
  esac && shift 2 || return; done && [ $# = 0 ]
}
ways() { # by which interface the kernel sends packets to each address
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

# Verbs that change: they leave text, or CODE for why not.
audit() { # one line for the administrator
  printf 'host-helper: %s: %s\n' "$WHO" "$*" >&2; logger -t sriov-inspector -p auth.notice "$WHO: $*" 2>/dev/null || :
}
put() { # one value is one write; why it failed is told in the words of the tool
  case $1 in
    modprobe) said=$(modprobe "$2" 2>&1) ;; ip) said=$(ip link set dev $2 2>&1) ;;
    *) said=$(printf '%s' "$2" | dd of="$1" bs=4096 conv=notrunc 2>&1) ;;
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
check() { # verb and values of a change: gives file and value of the one write; CODE is why not
  CODE=EINVAL file='' value=${3-} words=$*
  case "$# ${1-}" in
    '3 numvfs') within "$3" 65535 && file=sriov_numvfs ;;
    '3 msix') within "$3" 2048 && file=sriov_vf_msix_count ;;
    '3 autoprobe') within "$3" 1 && file=sriov_drivers_autoprobe ;;
    '3 override') case $3 in *[!A-Za-z0-9_.-]* | . | ..) ;; *) [ ${#3} -gt 64 ] || file=driver_override ;; esac ;;
    '2 clear') file=driver_override value=$NL ;; '2 reset' | '2 remove') file=$1 value=1 ;;
    [3-9]' methods') value=${words#* * } && case $value in *[!a-z_\ ]*) ;; *) file=reset_method ;; esac ;;
    [5-9]' network' | 1?' network') value=${words#* * } && ip_knows $value && file=ip ;;
    '2 unbind') file=unbind ;; '2 probe') file=drivers_probe ;; '1 rescan') file=rescan value=1 ;;
    '2 load') [ "$2" = vfio-pci ] && CODE='' file=modprobe value=$2 && return ;;
  esac
  [ -n "$file" ] && { [ $# = 1 ] && CODE='' || enter "$2"; } || return
  case $1 in
    probe | rescan) value=${value:-$bdf} && cd -P "$SYS/bus/pci" || CODE=ENODEV ;;
    unbind) CODE=ENODEV value=$bdf && cd -P driver 2>/dev/null || return
      case $PWD in "$SYS"/bus/pci/drivers/*) CODE='' ;; *) CODE=EPERM && return ;; esac ;;
    network) words=$value && interface && value="$value vf $words"; return ;;
  esac
  file=$PWD/$file && [ -e "$file" ] || CODE=${CODE:-ENOENT}
  [ ! -h "$file" ] || CODE=EPERM
}
change() { # checks it, says so in the log and starts it
  check "$@"; [ -z "$JOB" ] || CODE=EBUSY
  [ -z "$CODE" ] && cd / && audit "$*" || return
  MARK=$(dmesg 2>/dev/null | tail -n 1)
  put "$file" "$value" </dev/null >/dev/null &
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
  IFS=, && for step in $2; do IFS=" $NL" && "$1" $step || return; done
}
possible() { check "$@"; cd /; case $CODE in EINVAL | EPERM) return 1 ;; esac }
carry_out() { check "$@"; [ -n "$CODE" ] || (audit "way back: $*" && put "$file" "$value") || :; }
way_back() { # waits, and then carries all steps out unless its clock was killed: nothing else stops it
  trap '' HUP INT PIPE TERM
  env "SRIOV_WAY_BACK=$1" sleep "$2" >/dev/null 2>&1 &
  clock=$! && echo "clock $!" && exec </dev/null >/dev/null 2>&1
  wait $clock && steps carry_out "$3"
}
arm() { # MARK SECONDS STEP [, STEP]...: outlives the connection and this shell
  CODE=EINVAL && is_mark "$1" && within "$2" 600 && [ "$2" -ge 10 ] && mark=$1 seconds=$2 && shift 2 || return
  steps possible "$*" || { CODE=EINVAL && return; }
  CODE='' && audit "arm a way back in $seconds seconds: $*"
  text=$(ulimit -t unlimited; { way_back "$mark" "$seconds" "$*" & echo "shell $!"; } | cat)
}
armed() { # or off, with MARK SHELL CLOCK: the clock runs, the way back runs, or neither; off kills the clock alone
  CODE=EINVAL state='' text=over
  is_mark "$1" && within "$2" 4194304 && within "$3" 4194304 && CODE='' || return
  { read -r _ _ state _ <"/proc/$2/stat"; } 2>/dev/null; case $state in '' | Z) ;; *) text=running ;; esac
  if tr '\0' '\n' 2>/dev/null <"/proc/$3/environ" | grep -qx "SRIOV_WAY_BACK=$1"; then text=waiting; fi
  [ "$verb $text" = 'off waiting' ] && kill -9 "$3" && audit 'call the way back off' && text=off
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

limited() { # SECONDS VERB...: one that may hang in the kernel, where nothing can end it: then it is left behind
  text=$(ulimit -t unlimited; limit=${LIMIT:+timeout $1} && shift; ("$@" </dev/null 2>&1 &) | $limit cat || echo =late)
}
serve() { # one request: the verb and its words; what is not in the list is refused
  CODE='' text='' verb=${1-} && [ $# = 0 ] || shift
  for word; do case $verb in
    modules) case $word in [0-9A-F][0-9A-F][0-9A-F][0-9A-F]) ;; *) verb='' ;; esac ;;
    ways) is_way "$word" || verb='' ;;
    poll | 'do' | arm | armed | off) ;; elevate) within "$word" 99999 || verb='' ;;
    *) is_bdf "$word" || verb='' ;;
  esac; done
  case "$verb $#" in # the limit makes ksh fork for it; else ksh93 mixes up the output of what runs in there
    'scan '* | 'modules '[1-9]* | 'poll 1') text=$(ulimit -t unlimited; $verb "$@" 2>/dev/null) || CODE=ENOENT ;;
    'locked '*) limited 3 locked "$@" ;; 'detail 1' | 'held 1') limited 3 detail "$1" ;;
    'config '[1-9]* | 'wake 1' | 'vpd 1') limited 15 config "$@" ;; 'usage 0' | 'stalls 0') limited 15 $verb ;;
    'ways '[1-9]*) limited 15 ways "$@" ;;
    'do '[1-9]*) change "$@" ;; 'result 0') result ;;
    'arm '[3-9]* | 'arm '[1-9][0-9]*) CODE=EACCES && [ "$USER_ID" != 0 ] || arm "$@" ;;
    'armed 3' | 'off 3') CODE=EACCES && [ "$USER_ID" != 0 ] || armed "$@" ;;
    'elevate 1') elevate "$1" ;; 'end 0') answer ok '' && exit 0 ;; *) CODE=EINVAL ;;
  esac
  case $CODE in '') answer ok "$text" ;; answered) ;; *) answer err "$CODE" ;; esac
}
usage | grep -v '^sys\|^proc\|^dev\|^run' | cut -c1-200
