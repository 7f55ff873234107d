#!/bin/sh
# SR-IOV Inspector's helper: reads the PCI functions of this machine and, as root, changes them. The inspector starts it
# through pkexec, sudo or ssh and speaks to it over standard input and output. It listens to nothing, writes nothing but
# the attributes in check(), and ends when its input ends; a way back that was armed outlives it. A request is one line of
# plain words, `ID VERB WORD...`; no word is ever a path or a command. An answer is `ok|err|hello ID LENGTH`, a line feed,
# LENGTH bytes and a line feed.
# shellcheck disable=SC2012,SC2015,SC2048,SC2086,SC3045 # lists are split and patterns expanded on purpose
SYS=/sys
MODULES=/lib/modules
INSTALLED=/usr/lib/sriov-inspector/host-helper.sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin
LC_ALL=C NL='
'
IFS=" $NL"
export PATH LC_ALL
set -u
umask 077
ulimit -d 1048576 2>/dev/null # kilobytes: a request without an end must not fill the machine's memory
ID=0 JOB='' MARK='' USER_ID=$(id -u)
WHO=${SUDO_USER:-${PKEXEC_UID:-$USER_ID}}
case $WHO in *[!A-Za-z0-9._-]*) WHO=unknown ;; esac
if timeout 1 true 2>/dev/null; then LIMIT=yes; else LIMIT=no; fi
# Attributes whose reading neither reaches the device nor takes a lock, and those that the kernel asks the device for.
TEXT='vendor device subsystem_vendor subsystem_device class revision modalias irq numa_node power_state label resource
sriov_totalvfs sriov_offset sriov_stride sriov_vf_device sriov_drivers_autoprobe ari_enabled reset_method
power/runtime_status'
AWAKE='current_link_speed current_link_width max_link_speed max_link_width secondary_bus_number subordinate_bus_number'

answer() { printf '%s %s %s\n%s\n' "$1" "$ID" "${#2}" "$2"; }
hello() { # who answers, what it may do, which tools it lacks, how it writes eight bytes
  may=no lack='' boot='' ID=0
  [ "$USER_ID" = 0 ] && [ -w "$SYS/bus/pci/drivers_probe" ] && may=yes
  for t in awk cat dd dmesg grep ls od sed tail timeout tr xargs; do command -v $t >/dev/null || lack="$lack $t"; done
  { read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  answer hello "version 1${NL}uid $USER_ID${NL}change $may${NL}host $(uname -nr)${NL}boot $boot${NL}lack$lack
session ${SSH_CONNECTION-}
order$(printf '\1\0\0\0\0\0\0\0' | od -An -tx8)"
}
is_bdf() {
  case ${1%%:*} in *[!0-9a-f]*) return 1 ;; ???? | ????? | ?????? | ??????? | ????????) ;; *) return 1 ;; esac
  case ${1#*:} in [0-9a-f][0-9a-f]:[01][0-9a-f].[0-7]) ;; *) return 1 ;; esac
}
enter() { # goes to a function's folder: links followed, it must lie below the tree of devices
  CODE=ENODEV
  is_bdf "$1" && cd -P "$SYS/bus/pci/devices/$1" 2>/dev/null || return
  CODE=EPERM
  case $PWD in "$SYS"/devices/*"/$1") CODE='' ;; *) return 1 ;; esac
}
guard() { # $1 seconds, then what may hang in the kernel, where nothing can end it: it is left behind
  seconds=$1 && shift
  if [ $LIMIT = no ]; then "$@" </dev/null 2>&1; else ("$@" </dev/null 2>&1 &) | timeout "$seconds" cat; fi
}
section() { # a heading, then a word a line
  printf '=%s\n' "$1" && shift
  [ $# = 0 ] || printf '%s\n' "$@"
}
targets() { xargs ls -ld 2>/dev/null | sed 's/.* \([^ ]* -> \)/\1/'; }

# What scan reads: LIST are the functions that are asked for, none for all; the words are patterns for the same.
texts() {
  for p; do for a in $TEXT; do printf '%s\n' $p/$a; done; done
  for d in ${LIST:-*}; do # what is asleep stays so, and a VF has no link of its own
    [ -e "$d/physfn" ] && continue
    power='' status=''
    { read -r power <"$d/power_state"; [ "$power" = D0 ] || read -r status <"$d/power/runtime_status"; } 2>/dev/null
    case $power$status in D3cold* | *suspended) continue ;; esac
    for a in $AWAKE; do [ -f "$d/$a" ] && printf '%s\n' "$d/$a"; done
  done
  printf '%s\n' ../slots/*/address ../drivers_autoprobe ../../../module/vfio_pci/parameters/enable_sriov
  printf '%s\n' ../../../class/net/*/operstate ../../../class/net/*/address
}
links() {
  printf '%s\n' ${LIST:-*}
  for p; do printf '%s\n' $p/driver $p/physfn $p/iommu_group $p/secondary_bus_number; done
  for d in ${LIST:-*}; do [ -f "$d/sriov_totalvfs" ] && printf '%s\n' "$d"/virtfn*; done
  for c in net block infiniband drm nvme vfio-dev; do printf '%s\n' ../../../class/$c/*; done
}
vectors() { # how many interrupt vectors, and of which kind
  set -- "$1" "$1"/*
  { read -r kind <"$2"; } 2>/dev/null && printf '%s:%s %s\n' "$1" $(($# - 1)) "$kind"
}
scan() { # everything that wakes no device and waits for no lock
  cd -P "$SYS/bus/pci/devices" || return
  LIST=$*
  [ $# -gt 0 ] || set -- '*'
  section names ${LIST:-*}
  section drivers ../drivers/*
  section iommus ../../../class/iommu/*
  section links && links "$@" | targets
  section vectors
  for d in ${LIST:-*}; do [ -d "$d/msi_irqs" ] && vectors "$d/msi_irqs"; done
  section texts && texts "$@" | xargs grep -aH '' /dev/null 2>&1 || :
}
locks() { # what stands behind the device's lock, which a stuck operation holds: one without a line feed hangs
  cd -P "$SYS/bus/pci/devices" || return
  for d in ${*:-*}; do for f in "$d/driver_override" "$d/sriov_vf_total_msix"; do
    [ -e "$f" ] && printf '%s:' "$f" || continue
    value='' && { read -r value <"$f"; } 2>/dev/null
    printf '%s\n' "$value"
  done; done
}
locked() { guard 2 locks "$@" || section late; }
bytes() { cat "$@" | od -An -v -tx8; }
config() { # what each function is, how large its file is, and the bytes of all that are read in one row
  files=''
  for b; do
    power='' && enter "$b" && { read -r power <power_state; } 2>/dev/null
    [ "$power" = D3cold ] && [ "$verb" = config ] && CODE=asleep
    [ -n "$CODE" ] || [ -e config ] || CODE=ENOENT
    [ -n "$CODE" ] || files="$files $PWD/config"
    printf '%s %s\n' "$b" "${CODE:-read}"
  done
  [ -n "$files" ] || return 0
  section sizes
  ls -lnd $files | sed 's/^[^ ]* *[^ ]* *[^ ]* *[^ ]* *\([0-9]*\) .*\/\([^/]*\)\/config$/\2 \1/'
  section bytes && guard 15 bytes $files || section late
}
wake() { config "$@"; }
slow() { for f; do [ -e "$f" ] && printf '?%s\n' "$f" && grep -aH '' "$f"; done; }
detail() { # what a person looks at: counters, and what stands behind locks
  enter "$1" || return
  section links && printf 'iommu_group' | targets
  section texts && grep -aH '' aer_dev_* power/runtime_status enable local_cpulist /dev/null 2>&1
  [ "$verb" = held ] || for n in net/*; do
    [ -d "$n" ] && [ -e sriov_totalvfs ] && section vfs && guard 2 ip -j -d link show dev "${n#net/}" && echo && break
  done
  section slow
  if [ "$verb" = held ]; then set --; else set -- sriov_numvfs; fi
  guard 2 slow "$@" iommu_group/type iommu_group/reserved_regions || section late
}
held() { detail "$@"; }
users() { # names, links and texts; one process of each network namespace, and those that have a device open
  section addresses && ip -o address 2>/dev/null
  for c in net block drm graphics infiniband_verbs ipmi nvme-subsystem tty uio vfio-dev; do
    set -- "$@" sys/class/$c/* sys/class/$c/*/device
  done
  section links
  printf '%s\n' "$@" sys/bus/pci/devices/* sys/class/net/*/lower_* sys/class/net/*/bonding sys/class/net/*/bridge \
    sys/class/block/*/slaves/* sys/class/nvme-subsystem/*/nvme* sys/fs/btrfs/*/devices/* sys/firmware/acpi/tables/* \
    dev/vfio/* dev/mapper/* proc/self/ns/net | targets
  spaces=$(printf '%s\n' proc/self/ns/net proc/[0-9]*/ns/net | targets | awk '!seen[$NF]++ && NR > 1')
  open=$(printf '%s\n' proc/[0-9]*/fd/* | targets | grep -E '^proc/[0-9]+/fd/[0-9]+ -> /dev/(vfio|infiniband|dri|uio)')
  printf '%s\n' "$spaces" "$open"
  for p in $(printf '%s\n' "$spaces" | sed 's/\/ns.*//'); do
    printf '%s\n' $p/root/sys/class/net/* $p/root/sys/class/net/*/device | targets | grep "^$p/root/sys"
  done
  section texts
  for p in $(printf '%s\n' "$spaces" "$open" | sed 's/^\(proc.[0-9]*\).*/\1/' | sort -u); do
    grep -aHs '' $p/comm && tr '\n\0' ' \n' <$p/cmdline | sed "s|^|$p/cmdline:|"
  done
  sed -n 's/^alias vfio_pci:/modules\/modules.alias:&/p' "$MODULES/$(uname -r)/modules.alias"
  printf '%s\n' sys/class/net/*/flags sys/class/net/*/uevent sys/class/block/*/dev sys/class/block/*/partition \
    sys/class/block/*/dm/name sys/bus/pci/devices/*/boot_vga sys/bus/pci/devices/*/modalias \
    proc/self/mountinfo proc/net/route proc/net/ipv6_route proc/swaps proc/consoles proc/cmdline \
    sys/module/vfio*/parameters/* | xargs grep -aHs '' /dev/null
  grep -aHs zfs_member run/udev/data/b* && grep -aHs ID_FS_LABEL= run/udev/data/b*
  printf '%s\n' sys/kernel/iommu_groups/*/reserved_regions | xargs grep -aHs ' direct$' /dev/null
}
usage() { # who uses the machine: told as paths, for the code that reads the same on its own machine
  cd -P "$SYS/.." && { guard 10 users || section late; }
}
product() { od -An -v -tx1 vpd; }
vpd() { # what a card says of itself: asked of the device word by word, which may take its time or never end
  power='' && enter "$1" || return
  [ -e vpd ] || { echo absent && return; }
  { read -r power <power_state; } 2>/dev/null
  if [ "$power" = D3cold ]; then echo asleep; else guard 15 product || section late; fi
}
modules() { # the kernel's tables of who drives what, as far as they are about these vendors
  dir=$MODULES/$(uname -r) p="pci:v[*]"
  for v; do p="$p|pci:v0000$v"; done
  section loadable && grep -E "^alias ($p)" "$dir/modules.alias"
  section builtin && tr '\0' '\n' <"$dir/modules.builtin.modinfo" | grep -E "[.]alias=($p)"
  section files
  for f in modules.dep modules.builtin; do [ -s "$dir/$f" ] && echo $f && grep 'vfio[-_]pci\.ko' "$dir/$f"; done || :
}
seen() { # which functions, bindings and VFs there are: nothing is opened for it
  cd -P "$SYS/bus/pci" || return
  printf '%s\n' devices/* drivers/*/*:*:*.*
  for f in devices/*/sriov_totalvfs; do printf '%s\n' "${f%/*}"/virtfn*; done
}
poll() { # the same as before, or all of it: always all where nothing can sum up
  text=$(seen) && sum=$(printf '%s' "$text" | { cksum || md5sum; } 2>/dev/null | tr ' ' -) || return
  if [ "$sum" = "$1" ]; then echo same; else printf '%s\n%s' "${sum:-none}" "$text"; fi
}

audit() { # one line for the administrator
  printf 'host-helper: %s: %s\n' "$WHO" "$*" >&2
  logger -t sriov-inspector -p auth.notice "$WHO: $*" 2>/dev/null || :
}
number() { # what a tool said, as the number of the error: all that a job can hand back
  case $1 in
    *'not permitted'*) return 1 ;; *'No such file'* | *'not found'*) return 2 ;; *'put error'* | *'I/O error'*) return 5 ;;
    *'No such device or'*) return 6 ;; *'Exec format'*) return 8 ;; *'temporarily unavailable'*) return 11 ;;
    *'allocate memory'* | *'Out of memory'*) return 12 ;; *'ermission denied'*) return 13 ;; *'esource busy'*) return 16 ;;
    *'File exists'*) return 17 ;; *'No such device'*) return 19 ;; *'nvalid argument'*) return 22 ;;
    *'nappropriate ioctl'* | *'Not a tty'*) return 25 ;; *'No space left'*) return 28 ;; *'ead-only file'*) return 30 ;;
    *'out of range'* | *'representable'*) return 34 ;; *'not implemented'*) return 38 ;; *'ot supported'*) return 95 ;;
    *'Key was rejected'*) return 99 ;; *'timed out'*) return 110 ;; *) return 100 ;;
  esac
}
put() { # one value is one write
  case $1 in
    modprobe) said=$(modprobe "$2" 2>&1) ;;
    ip) said=$(ip link set dev $2 2>&1) ;;
    *) said=$(printf '%s' "$2" | dd of="$1" bs=4096 conv=notrunc 2>&1) ;;
  esac && exit 0
  printf 'host-helper: said: %s\n' "$said" >&2
  number "$said"
}
within() { case $1 in '' | *[!0-9]* | 0?* | ???????????*) return 1 ;; *) [ "$1" -le "$2" ] ;; esac }
network() { # BDF VF and words for ip, each of them one that is known; the first interface is the one that knows VFs
  within "$2" 65535 && enter "$1" && CODE=ENODEV || return
  for value in net/*; do [ -d "$value" ] && break; done
  case $value in *'*') return ;; *[!A-Za-z0-9/._:@-]* | net/-*) CODE=EPERM && return ;; esac
  CODE=EINVAL value="${value#net/} vf $2" && shift 2
  for w; do case $w in
    mac | vlan | qos | spoofchk | trust | state | min_tx_rate | max_tx_rate | on | off | auto | enable | disable) ;;
    *[!0-9a-f:]*) return ;; ??:??:??:??:??:??) ;; *) within "$w" 4294967295 || return ;;
  esac; done
  CODE='' file=ip value="$value $*"
}
check() { # verb and values of a change: gives file and value of the one write; CODE is why not
  CODE=EINVAL file='' value=${3-}
  case ${2-} in *.v*) # a VF by its PF and number: what will be there when a way back runs
    word=$1 n=${2##*.v} d=${2%.v*}
    is_bdf "$d" && within "$n" 65535 || return
    d=$(cd -P "$SYS/bus/pci/devices/$d/virtfn$n" 2>/dev/null && echo "${PWD##*/}")
    CODE=ENODEV
    [ -n "$d" ] && shift 2 && set -- "$word" "$d" "$@" || return
    CODE=EINVAL ;;
  esac
  case "$# $1" in
    '3 numvfs') within "$value" 65535 && enter "$2" && file=$PWD/sriov_numvfs ;;
    '3 msix') within "$value" 2048 && enter "$2" && file=$PWD/sriov_vf_msix_count ;;
    '3 autoprobe') within "$value" 1 && enter "$2" && file=$PWD/sriov_drivers_autoprobe ;;
    '3 override') case $value in *[!A-Za-z0-9_.-]* | . | ..) return ;; esac
      [ ${#value} -le 64 ] && enter "$2" && file=$PWD/driver_override ;;
    '2 clear') enter "$2" && file=$PWD/driver_override value=$NL ;;
    '2 unbind') enter "$2" && CODE=ENODEV && cd -P driver 2>/dev/null && CODE=EPERM &&
      case $PWD in "$SYS"/bus/pci/drivers/*) CODE='' file=$PWD/unbind value=$2 ;; esac ;;
    '2 probe') enter "$2" && file=$SYS/bus/pci/drivers_probe value=$2 ;;
    '2 load') [ "$2" = vfio-pci ] && CODE='' file=modprobe value=$2 ;;
    '2 reset' | '2 remove') enter "$2" && file=$PWD/$1 value=1 ;;
    '1 rescan') CODE='' file=$SYS/bus/pci/rescan value=1 ;;
    [3-9]' methods') value="$*" && value=${value#* * }
      case $value in *[!a-z_\ ]*) return ;; esac
      enter "$2" && file=$PWD/reset_method ;;
    [5-9]' network' | 1?' network') shift && network "$@" && set -- network "$@" ;;
  esac
  cd /
  case $file in '' | modprobe | ip) ;; *) [ -n "$CODE" ] || [ -e "$file" ] || CODE=ENOENT
    [ -n "$CODE" ] || [ ! -h "$file" ] || CODE=EPERM ;; esac
}
change() { # checks it, says so in the log and starts it
  check "$@"
  [ -z "$JOB" ] || CODE=EBUSY
  [ -z "$CODE" ] || return
  audit "$*"
  MARK=$(dmesg 2>/dev/null | tail -n 1)
  put "$file" "$value" </dev/null >/dev/null &
  JOB=$!
}
steps() { # calls $1 for each step of the rest; `then` stands between two
  run=$1 step='' && shift
  for w in "$@" "then"; do
    if [ "$w" != "then" ]; then step="$step $w" && continue; fi
    [ -n "$step" ] && $run $step || return
    step=''
  done
}
possible() { check "$@" && case $CODE in EINVAL | EPERM) return 1 ;; esac }
carry_out() { check "$@" && [ -n "$CODE" ] || (audit "way back: $*" && put "$file" "$value") || :; }
way_back() { # waits, and then carries all steps out unless its clock was killed: nothing else stops it
  trap '' HUP INT PIPE TERM
  env "SRIOV_WAY_BACK=$1" sleep "$2" >/dev/null 2>&1 &
  clock=$!
  shift 2
  echo "clock $clock"
  exec </dev/null >/dev/null 2>&1
  wait $clock && steps carry_out "$@"
}
arm() { # MARK SECONDS STEP [then STEP]...: outlives the connection and this shell
  CODE=EACCES
  [ "$USER_ID" = 0 ] || return
  CODE=EINVAL
  case $1 in *[!0-9a-f]*) return ;; ????????????????*) ;; *) return ;; esac
  within "$2" 600 && [ "$2" -ge 10 ] && mark=$1 seconds=$2 && shift 2 || return
  steps possible "$@" || { CODE=EINVAL && return; }
  CODE='' && audit "arm a way back in $seconds seconds: $*"
  text=$(ulimit -t unlimited; { way_back "$mark" "$seconds" "$@" & echo "shell $!"; } | cat)
}
armed() { # MARK SHELL CLOCK: the clock runs, the way back runs, or neither
  within "$2" 4194304 && within "$3" 4194304 || { CODE=EINVAL && return; }
  CODE='' state='' text=over
  [ "$USER_ID" = 0 ] || CODE=EACCES
  { read -r _ _ state _ <"/proc/$2/stat"; } 2>/dev/null
  case $state in '' | Z) ;; *) text=running ;; esac
  if tr '\0' '\n' 2>/dev/null <"/proc/$3/environ" | grep -qx "SRIOV_WAY_BACK=$1"; then text=waiting; fi
}
off() { # the same: kills the clock, and only that
  armed "$@"
  [ -z "$CODE" ] && [ "$text" = waiting ] || return
  kill -9 "$3" && audit 'call the way back off' && text=off
}
result() { # of the job: the number of the error, and what the kernel said meanwhile
  state='' parent=''
  { read -r _ _ state parent _ <"/proc/$JOB/stat"; } 2>/dev/null
  if [ "$parent" = $$ ] && [ "$state" != Z ]; then answer ok running && return; fi
  wait "$JOB"
  status=$? JOB=''
  answer ok "$status$NL$([ -z "$MARK" ] || dmesg | MARK=$MARK awk 'seen; $0 == ENVIRON["MARK"] { seen = 1 }' | tail -n 60)"
}
elevate() { # goes on as root where sudo asks for no password; this shell takes over again when that one ends
  if [ "$USER_ID" = 0 ]; then
    answer err EALREADY && return
  elif [ -e $INSTALLED ] && sudo -n $INSTALLED </dev/null >/dev/null 2>&1; then
    answer ok installed && sudo -n $INSTALLED
  elif said=$(sudo -n sh -c : </dev/null 2>&1); then
    answer ok 'script' && sudo -n sh -c "eval \"\$(dd bs=1 count=$1 2>/dev/null)\"" host-helper
  else
    answer err "EACCES $said" && return
  fi
  hello
}
serve() { # one request: the verb and its words; what is not in the list is refused
  verb=$1 && shift
  for word; do case $verb in
    modules) case $word in [0-9A-F][0-9A-F][0-9A-F][0-9A-F]) ;; *) verb='' ;; esac ;;
    elevate) case $word in *[!0-9]* | ??????*) verb='' ;; esac ;;
    poll | 'do' | arm | armed | off) ;;
    *) is_bdf "$word" || verb='' ;;
  esac; done
  case "$verb $#" in
    'scan '* | 'locked '* | 'config '[1-9]* | 'wake 1' | 'detail 1' | 'held 1' | 'vpd 1' | 'modules '[1-9]* | 'poll 1' | 'usage 0')
      # The limit makes ksh fork for it; else ksh93 mixes up the output of what runs in there.
      if text=$(ulimit -t unlimited; $verb "$@"); then answer ok "$text"; else answer err ENOENT; fi 2>/dev/null ;;
    'do '[1-9]*) change "$@"; if [ -z "$CODE" ]; then answer ok started; else answer err $CODE; fi ;;
    'arm '[4-9]* | 'arm '[1-9][0-9]* | 'armed 3' | 'off 3')
      $verb "$@"; if [ -z "$CODE" ]; then answer ok "$text"; else answer err $CODE; fi ;;
    'result 0') if [ -n "$JOB" ]; then result; else answer err ENOENT; fi ;;
    'elevate 1') elevate "$1" ;;
    'end 0') answer ok '' && exit 0 ;;
    *) answer err EINVAL ;;
  esac
}

cd /
hello
[ "$USER_ID" != 0 ] || audit started
while IFS= read -r line; do
  ID=0
  [ ${#line} -lt 99999 ] || line=''
  case $line in *[!0-9A-Za-z:._\ -]* | ' '* | '') answer err EINVAL && continue ;; esac
  set -- $line
  case $1 in *[!0-9]* | 0* | ??????????*) answer err EINVAL && continue ;; esac
  ID=$1 && shift
  if [ $# -gt 0 ]; then serve "$@"; else answer err EINVAL; fi
done
