#!/bin/sh
# SR-IOV Inspector's helper: reads the PCI functions of this machine and, as root, changes them.
#
# The inspector starts it through pkexec, sudo or ssh and speaks to it over standard input and output. It
# listens on nothing, changes nothing but what check() lists, keeps notes in a folder of root's own, and ends
# when its input ends. Only a way back, the steps that undo a change unless it is kept, outlives it.
#
# A request is a line of plain words, `ID VERB WORD...`; no word is ever a path or a command. An answer is
# `ok|err|hello ID LENGTH`, a line feed, LENGTH bytes and a line feed.
#
# To see what this does as root, begin with serve(), which lists the verbs, check(), which lists the changes,
# and put(), which carries one out. A way back carries its steps out later, through check() and put() too.
#
# Variables are global, for POSIX has no others. Those in small letters belong to the function that sets them;
# where one is its result, the comment above the function says so. Those in capitals are shared, and declared
# in the settings. Five are declared nowhere, for every request sets them anew:
#   verb   the first word of the request
#   text   what the request is answered with
#   CODE   why it is refused: the name of an errno, perhaps with words behind it; empty if it is not refused
#   WHY    why a source of usage could not be read, likewise; before the words stands a token in brackets, for
#          an inspector that says the same in its user's language
#   LACK   what is missing of a source although the rest was read; empty if nothing is
# In awk, the last parameters of a function, behind a gap, are its local variables.
#
# A comment above a function begins with its parameters, in capitals, up to the colon. A question there is
# answered by the exit status: 0 for yes.

# ------------------------------------------------------------------------------------------------------------
# Settings
# ------------------------------------------------------------------------------------------------------------

SYS=/sys
MODULES=/lib/modules
INSTALLED=/usr/lib/sriov-inspector/host-helper.sh
LOCKS=/run/sriov-inspector
PATIENCE=120 # seconds that a way back waits for one step: a driver that takes many VFs needs a minute
LONGEST=32000000 # bytes of an answer at most: one without an end would fill this shell's memory
ETC=/etc
UPTIME=/proc/uptime
INIT=/proc/1
SYSTEMD=/run/systemd/system
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin
LC_ALL=C
NEWLINE='
'
IFS=" $NEWLINE"
export PATH LC_ALL
set -u
umask 077
# A gigabyte: a request without an end must not fill the machine's memory.
# shellcheck disable=SC3045 # a shell that has no such limit goes on without it
ulimit -d 1048576 2>/dev/null

# Who asks, for the log.
USER_ID=$(id -u)
WHO=${SUDO_USER:-${PKEXEC_UID:-$USER_ID}}
case $WHO in
  *[!A-Za-z0-9._-]*) WHO=unknown ;;
esac

LIMIT='' # is there a program `timeout`? Without one, whatever hangs is waited for
if timeout 1 true 2>/dev/null; then
  LIMIT=yes
fi

OPERATION='' # the operation that this shell works for: mark, who asked, PID of this shell, purpose
HELD='' # has this shell the machine's lock?
JOB='' # PID of the change that was started last, until its result was told
LAST_MESSAGE='' # the kernel's last message before that change
WAY_BACK='' # path of the notes of the operation's way back, without their endings; empty if there is none
LEFT='' # addresses of functions that the way back leaves as they are
MAPPED='' # lines of mapped() or rings() that opened() takes in
NAMESPACES='' # constants() sets these two
STAT_OPTION=''

# Attributes of each function whose reading neither reaches the device nor takes a lock.
TEXT='revision modalias irq numa_node power_state resource ari_enabled reset_method d3cold_allowed'
# Likewise; what they say modalias says, too.
IDS='vendor device subsystem_vendor subsystem_device class'
# Likewise, of PFs alone.
PF_TEXT='sriov_totalvfs sriov_offset sriov_stride sriov_vf_device sriov_drivers_autoprobe'
# For these the kernel asks the device.
AWAKE='current_link_speed current_link_width max_link_speed max_link_width
secondary_bus_number subordinate_bus_number'
# Kinds of network interface that send packets inside of others.
TUNNELS='wireguard gre gretap erspan ip6gre ip6gretap ip6erspan ipip sit ip6tnl vti vti6 xfrm vxlan geneve'
TUNNELS="$TUNNELS bareudp gtp tun"
# Where systemd answers on the bus: service, object and interface.
MANAGER='org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager'

# ------------------------------------------------------------------------------------------------------------
# Words and numbers
# ------------------------------------------------------------------------------------------------------------

# WORD LARGEST: is it a decimal number, without leading zeros, that is not larger? Ten digits at most: each
# shell can compare those.
within() {
  case $1 in
    '' | *[!0-9]* | 0?* | ???????????*) return 1 ;;
  esac
  [ "$1" -le "$2" ]
}

# WORD: is it a mark, 32 random hexadecimal digits that the inspector gives to an operation or a way back?
is_mark() {
  case $1 in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#1} = 32 ]
}

# WORD: is it the address of a function, a domain of four to eight digits, then bus:device.function?
is_bdf() {
  case ${1%%:*} in
    *[!0-9a-f]* | '' | ? | ?? | ??? | ?????????*) return 1 ;;
  esac
  case ${1#*:} in
    [0-9a-f][0-9a-f]:[01][0-9a-f].[0-7]) ;;
    *) return 1 ;;
  esac
}

# WORD: is it the name of a driver? It may have blanks.
is_driver() {
  case $1 in
    *[!A-Za-z0-9_.\ -]* | '' | . | ..) return 1 ;;
  esac
  [ ${#1} -le 64 ]
}

# DRIVER: does it do nothing but keep a function for a guest or a program (isGivingDriver in role.ts)?
gives_away() {
  case $1 in
    vfio[-_]pci | *[-_]vfio[-_]pci | igb_uio | uio_pci_generic) ;;
    pciback | xen[-_]pciback | pci-stub | jailhouse-pci-stub) ;;
    *) return 1 ;;
  esac
}

# VF WORD...: are these the number of a VF and words of ip that set something of a VF, and do nothing else?
ip_knows() {
  within "$1" 65535 || return
  shift
  for word; do
    case $word in
      mac | vlan | qos | spoofchk | trust | state | min_tx_rate | max_tx_rate | node_guid | port_guid) ;;
      proto | 802.1ad) ;;
      on | off | auto | enable | disable) ;;
      *[!0-9a-f:]*) return 1 ;;
      ??:??:??:??:??:?? | ??:??:??:??:??:??:??:??) ;;
      *) within "$word" 4294967295 || return ;;
    esac
  done
}

# CONTROLLER WORD COUNT: sets `value` to words of nvme virt-mgmt, to bring a controller of a VF online (1) or
# take it offline (0), or to give it so many queues or interrupts. Fails where they are none.
nvme_change() {
  within "$1" 65535 && within "$3" 65535 || return
  case $2 in
    0) value="-c $1 -a 7" ;;
    1) value="-c $1 -a 9" ;;
    queues) value="-c $1 -r 0 -a 8 -n $3" ;;
    interrupts) value="-c $1 -r 1 -a 8 -n $3" ;;
    *) return 1 ;;
  esac
}

# WORD: does it look like an address of IPv4 or IPv6? ip finds out whether it is one.
is_address() {
  case $1 in
    *[!0-9a-fA-F:.]* | '') return 1 ;;
    *[:.]*) ;;
    *) return 1 ;;
  esac
}

# WORD: is it one of the verb `ways`, `ADDRESS[,from,ADDRESS][,mark,NUMBER][,vrf,NAME]`?
is_way() {
  IFS=,
  # shellcheck disable=SC2086 # the parts between the commas
  set -- $1
  IFS=" $NEWLINE"
  is_address "${1-}" || return
  shift
  while [ $# -gt 1 ]; do
    case $1 in
      from) is_address "$2" || return ;;
      mark) within "$2" 4294967295 || return ;;
      vrf)
        case $2 in
          '' | -* | *[!0-9A-Za-z._-]*) return 1 ;;
        esac
        ;;
      *) return 1 ;;
    esac
    shift 2
  done
  [ $# = 0 ]
}

# FILE: sets `line` to its first line, to nothing where it cannot be read. Fails there, and where no line feed
# follows.
read_line() {
  line=''
  { read -r line <"$1"; } 2>/dev/null
}

# ------------------------------------------------------------------------------------------------------------
# Reading
# ------------------------------------------------------------------------------------------------------------

# BDF|BDF.vN: changes to the folder of that function, or of its VF N, which must lie in the tree of devices
# once links are followed. Sets `bdf` to its address, and CODE to why it was not entered.
enter() {
  bdf=${1%.v*}
  vf=''
  CODE=EINVAL
  case $1 in
    *.v*)
      vf=${1##*.v}
      within "$vf" 65535 || return
      ;;
  esac
  is_bdf "$bdf" || return
  CODE=ENODEV
  cd -P "$SYS/bus/pci/devices/$bdf${vf:+/virtfn$vf}" 2>/dev/null || return
  if [ -n "$vf" ]; then
    bdf=${PWD##*/}
  fi
  case $PWD in
    "$SYS"/devices/*"/$bdf") ;;
    *)
      CODE=EPERM
      return 1
      ;;
  esac
  is_bdf "$bdf" || return
  CODE=''
}

# COMMAND NAME...: runs the command on these names, in several calls where they are too many for one. The
# command takes the place of the shell, so this is called left of a pipe or in `$()`: it saves a process.
all_of() {
  command=$1
  shift
  # shellcheck disable=SC2086 # a program and its options
  if [ $# -lt 500 ]; then
    exec $command "$@"
  else
    printf '%s\0' "$@" | xargs -0 $command
  fi
}

# NAME...: prints NAME -> TARGET of those that are links. The namespace comes last in the list: where it is
# missing, the list was cut off, and this fails.
links() {
  all_of 'ls -ldn' "$@" /proc/self/ns/net 2>/dev/null | targets
}

# Makes NAME -> TARGET of the lines of ls, fails without that of the namespace. A line that does not begin as
# those of ls do is the rest of a name with a line feed: it is put behind a tab, so that it begins no line.
# Names are of the kernel's and root's making; one made to look like a line of ls would be taken for one.
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

# [BDF...] [-BDF...]: prints everything of these functions, or of all, that wakes no device and waits for no
# lock; of those behind a dash nothing is read that goes to their registers. There may be thousands, so one ls
# and one grep read all, and names that each function has are written out, which is faster than a pattern.
scan() {
  cd -P "$SYS/bus/pci/devices" || return
  left=' '
  for word; do
    shift
    case $word in
      -*) left="$left${word#-} " ;;
      *) set -- "$@" "$word" ;;
    esac
  done
  [ $# -gt 0 ] || set -- *
  echo '=names'
  printf '%s\n' "$@" ../drivers/* ../../../class/iommu/*
  echo '=links'
  names_of_links "$@" | xargs -0 ls -ldn 2>/dev/null | targets
  echo '=texts'
  names_of_texts "$@" | xargs -0 grep -aH '' /dev/null 2>&1
  echo '=vectors'
  for device; do
    vectors "$device" || continue # it left meanwhile
  done
}

# BDF...: prints the names of all that may be a link, and of files that need only be there. Each of these
# lists has a zero byte behind a name, for xargs.
names_of_links() {
  printf '%s\0' "$@"
  in_each driver "$@"
  in_each physfn "$@"
  in_each iommu_group "$@"
  for device; do
    [ -e "$device/physfn" ] || printf '%s\0' "$device/secondary_bus_number"
    [ ! -f "$device/sriov_totalvfs" ] || printf '%s\0' "$device"/virtfn*
    [ -f "$device/reset_method" ] || printf '%s\0' "$device/reset"
    for folder in nvidia mdev_supported_types sriov_admin; do # what drivers of GPUs hand out
      [ ! -d "$device/$folder" ] || printf '%s\0' "$device/$folder"
    done
  done
  for class in net block infiniband drm nvme vfio-dev; do
    printf '%s\0' ../../../class/$class/*
  done
  printf '%s\0' ../../../bus/mdev/devices/* /proc/self/ns/net
}

# BDF...: prints the names of all files whose text is read.
# shellcheck disable=SC2086 # lists of names
names_of_texts() {
  for name in $TEXT; do
    in_each "$name" "$@"
  done
  for device in $(first_vfs "$@"); do
    names_below "$device" $IDS
  done
  for device; do
    [ ! -f "$device/label" ] || names_below "$device" label
    if [ ! -e "$device/physfn" ]; then
      names_below "$device" $IDS
      [ ! -f "$device/sriov_totalvfs" ] || names_below "$device" $PF_TEXT
      awake_names "$device" # a VF has no link of its own
      port_names "$device"
    elif [ ! -f "$device/modalias" ]; then
      names_below "$device" $IDS
    fi
  done
  printf '%s\0' ../slots/*/address ../drivers_autoprobe ../../../module/vfio_pci/parameters/enable_sriov \
    ../../../class/net/*/operstate ../../../class/net/*/address ../../../../proc/sys/kernel/tainted
}

# BDF...: prints the VFs among these whose ids are read, the first one of each modalias, which has the ids in
# it. Thousands of VFs share a few, so one of each is enough to hold them against (modalias-ids.ts).
first_vfs() {
  for device; do
    [ ! -e "$device/physfn" ] || printf '%s\0' "$device/modalias"
  done | xargs -0 grep -aH '' /dev/null 2>/dev/null | awk -F / '
    # A domain with more digits, as behind an Intel VMD, comes later.
    function before(a, b) { return length(a) == length(b) ? a < b : length(a) < length(b) }
    !($2 in first) || before($1, first[$2]) { first[$2] = $1 }
    END { for (modalias in first) print first[modalias] }
  '
}

# FOLDER NAME...: prints these names in it.
names_below() {
  folder=$1
  shift
  for below; do
    printf '%s\0' "$folder/$below"
  done
}

# NAME BDF...: prints that name in the folder of each function.
in_each() {
  format="%s/$1\\0"
  shift
  # shellcheck disable=SC2059 # the name is one of ours
  printf "$format" "$@"
}

# BDF: prints the names of what tells the ports of its interfaces and takes no lock: below a PF, and where
# there are several interfaces.
port_names() {
  several "$1" || return 0
  for interface in "$1"/net/* "$1"/virtio*/net/*; do
    [ ! -d "$interface" ] || names_below "$interface" dev_port type
  done
}

# BDF: is it a PF with an interface, or a function with several? (children.ts, asksForPorts)
several() {
  interfaces=0
  for interface in "$1"/net/* "$1"/virtio*/net/*; do
    [ ! -d "$interface" ] || interfaces=$((interfaces + 1))
  done
  [ -f "$1/sriov_totalvfs" ] || interfaces=$((interfaces - 1))
  [ $interfaces -gt 0 ]
}

# BDF...: prints what the interfaces of these functions call their ports. All of it is behind the lock of all
# interfaces.
ports() {
  cd -P "$SYS/bus/pci/devices" || return
  for device; do
    for interface in "$device"/net/*; do
      if [ -d "$interface" ]; then
        read_port "$interface/phys_port_name"
        read_port "$interface/phys_switch_id"
      fi
    done
  done
}

# FILE: prints it as grep does, with why it cannot be read, too: of that the grep of busybox says nothing.
read_port() {
  read_line "$1"
  if [ -n "$line" ]; then
    printf '%s:%s\n' "$1" "$line"
  elif line=$(cat "$1" 2>&1); then
    printf '%s:\n' "$1"
  else
    printf 'grep: %s: %s\n' "$1" "${line##*: }"
  fi
}

# BDF: prints the names of what the kernel asks the device for, unless it sleeps: then it is left asleep.
awake_names() {
  case $left in
    *" $1 "*) return ;;
  esac
  status=''
  read_line "$1/power_state"
  power=$line
  if [ "$power" != D0 ]; then # what is in D0 is awake, of all else its status tells
    names_below "$1" power/runtime_status
    read_line "$1/power/runtime_status"
    status=$line
  fi
  case $power$status in
    D3cold* | *suspended) return ;;
  esac
  for name in $AWAKE; do
    [ ! -f "$1/$name" ] || names_below "$1" "$name"
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

# [BDF...]: prints FILE:VALUE of what can only be read with the lock of the function, of these or of all. A
# stuck operation keeps the lock, and then reading hangs: the last line has the name alone, without a line
# feed.
locked() {
  cd -P "$SYS/bus/pci/devices" || return
  [ $# -gt 0 ] || set -- *
  for device; do
    for file in "$device/driver_override" "$device/sriov_vf_total_msix"; do
      [ -e "$file" ] || continue
      printf '%s:' "$file"
      value=''
      read -r value <"$file"
      printf '%s\n' "$value"
    done
  done 2>/dev/null # what cannot be read has no value
}

# BDF..., for the verbs config, wake and vpd: prints of each function whether its file is read or why not,
# then the sizes of the files, then their bytes, without a gap between two. A file that fails has fewer bytes
# than its size says. Only wake reads of a function in D3cold, which wakes it.
config() {
  name=config
  [ "$verb" != vpd ] || name=vpd
  files=''
  for word; do
    power=''
    if enter "$word"; then
      { read -r power <power_state; } 2>/dev/null
      if [ ! -e $name ]; then
        CODE=ENOENT
      elif [ "$power" = D3cold ] && [ "$verb" != wake ]; then
        CODE=asleep
      else
        files="$files $PWD/$name"
      fi
    fi
    printf '%s %s\n' "$word" "${CODE:-read}"
  done
  # shellcheck disable=SC2086 # a list of files
  set -- $files
  echo '=sizes'
  ls -lnd "$@"
  if [ "$verb" = vpd ]; then
    echo '=bytes'
    od -An -v -tx1 "$@"
  elif command -v gzip >/dev/null && command -v base64 >/dev/null; then # most of them are zeros
    echo '=packed'
    cat "$@" | gzip -1 | base64
  else
    echo '=bytes'
    cat "$@" | od -An -v -tx8
  fi
}

# Sets `interface` to the network interface by which VFs of the function are set whose folder this is: the
# first port of the card, else the first of those that have no name of a port. A representor stands for
# another function, so it is never taken. Fails where there is none (ENODEV) and where they cannot be told
# apart (ENOTUNIQ); CODE says which. The rule is that of shared/machine/interfaces.ts.
own_interface() {
  interface=$(
    for folder in net/* virtio*/net/*; do
      [ -d "$folder" ] || continue
      port_name "$folder"
      read_line "$folder/dev_port"
      printf '%s %s %s\n' "${folder##*/}" "$name" "${line:-0}"
    done | awk '
      function digits(text) { sub(/^(l[0-9]+)?[pn]/, "", text); return text + 0 }
      { rank = 2; number = 0 }
      $2 ~ /^(l[0-9]+)?p[0-9]+(s[0-9]+)?$/ { rank = 1; number = digits($2) }
      $2 ~ /^n[0-9]+$/ { number = digits($2) }
      $2 ~ /^[0-9]+$/ || $2 ~ /^(c[0-9]+)?(p[0-9]+(if[0-9]+)?)?pf[0-9]+(s[0-9]+)?((vfr?|sf)[0-9]+)?$/ { next }
      rank == 2 && $2 != "-" && $2 !~ /^n[0-9]+$/ { unknown = 1; next }
      {
        place = sprintf("%d %08d %08d", rank, number, $3)
        if (best == "" || place < best) { best = place; chosen = $1; same = 0 }
        else if (place == best) same = 1
      }
      END {
        if (best == "") print (unknown ? "ENOTUNIQ" : "ENODEV")
        else print (same || unknown && best !~ /^1/ ? "ENOTUNIQ" : "- " chosen)
      }
    '
  )
  CODE=''
  case $interface in
    '- '*) interface=${interface#- } ;;
    *) CODE=${interface:-EIO} ;;
  esac
  case $interface in
    *[!A-Za-z0-9._:@-]* | -*) CODE=${CODE:-EPERM} ;;
  esac
  [ -z "$CODE" ]
}

# Prints which attributes drivers of GPUs have of their own in this folder (own-attributes.ts). Their texts
# are made under locks of the driver. A type of mdev is named by its driver, and vf1 of xe is VF 0.
own_names() {
  share=''
  for device in physfn/sriov_admin/vf*/device; do
    case $(cd -P "$device" 2>/dev/null && pwd) in
      */"$bdf") share=${device%/device} ;;
    esac
  done
  for name in nvidia/creatable_vgpu_types nvidia/current_vgpu_type nvidia/gpu_instance_id \
    nvidia/placement_id nvidia/vgpu_params \
    mdev_supported_types/*/available_instances mdev_supported_types/*/description \
    mdev_supported_types/*/device_api mdev_supported_types/*/name sriov_admin/pf/profile/* \
    sriov_admin/vf*/profile/* ${share:+"$share"/profile/*}; do
    case $name in
      *[!A-Za-z0-9._+/-]*) continue ;;
    esac
    [ ! -f "$name" ] || printf '%s\n' "$name"
  done
}

# Sets `controller` to the NVMe controller of the function whose folder this is. Fails where the nvme driver
# does not have it, CODE says why.
nvme_controller() {
  CODE=''
  for controller in nvme/nvme*; do
    break
  done
  controller=${controller##*/}
  case ${controller#nvme} in
    '*' | '' | *[!0-9]*) CODE=ENODEV ;;
  esac
  [ -z "$CODE" ]
}

# Prints what an NVMe PF tells of the controllers of its VFs, or what is missing for that: by two commands
# that change nothing. A controller that does not answer, or sleeps, is not asked.
nvme_vfs() {
  echo '=nvme'
  if [ "$USER_ID" != 0 ]; then
    echo rights
    return
  fi
  if ! command -v nvme >/dev/null; then
    echo program
    return
  fi
  read_line power_state
  [ "$line" != D3cold ] || return
  read_line "nvme/$controller/state"
  [ "$line" = live ] || return
  echo '=secondary'
  nvme list-secondary "/dev/$controller" -o json 2>/dev/null && echo '=primary' &&
    nvme primary-ctrl-caps "/dev/$controller" -o json 2>/dev/null
}

# FOLDER: sets `name` to what that interface calls its port: `-` where it has no name for it, `?` where nobody
# knows. It closes the lock, as limited() does.
port_name() {
  if name=$(${LIMIT:+timeout 2} cat "$1/phys_port_name" 2>&1 9>&-); then
    case $name in
      '' | *[!0-9A-Za-z]*) name='?' ;;
    esac
    return
  fi
  case $name in
    *'ot supported' | *'No such file or directory') name=- ;;
    *) name='?' ;;
  esac
}

# BDF, for the verbs detail and held: prints what the pane of one function shows: counters, what is read with
# a lock, and what ip and nvme know of its VFs. held leaves out sriov_numvfs, ip and nvme: they hang while a
# change of the number of VFs does.
detail() {
  if ! enter "$1"; then
    echo "$CODE"
    return
  fi
  echo '=links'
  links iommu_group ./*-*-*-*-*/mdev_type physfn/sriov_admin/vf*/device
  echo '=texts'
  grep -aH '' aer_dev_* power/runtime_status enable /dev/null
  echo '=slow'
  for name in sriov_numvfs iommu_group/type iommu_group/reserved_regions; do
    [ -e "$name" ] || continue
    if [ "$verb" = held ] && [ "$name" = sriov_numvfs ]; then
      continue
    fi
    printf '?%s\n' "$name" # so that the name of one that hangs is known
    grep -aH '' "$name"
  done
  [ "$verb" = held ] || own_names | while read -r name; do
    printf '?%s\n' "$name"
    grep -aH '' "$name"
  done
  if [ "$verb" = detail ] && [ -e sriov_totalvfs ]; then
    vfs_of_pf
  fi
}

# Prints what the driver of the PF in this folder keeps for its VFs.
vfs_of_pf() {
  if own_interface; then
    echo '=vfs'
    ip -j -d link show dev "$interface" && echo
  fi
  if nvme_controller; then
    nvme_vfs
  fi
  if [ -d net ] && command -v devlink >/dev/null; then
    echo '=eswitch'
    devlink -j dev eswitch show "pci/$bdf" 2>/dev/null && echo
  fi
}

# VENDOR...: prints the kernel's tables of who drives what, as far as they are about these vendors.
modules() {
  folder=$MODULES/$(uname -r)
  pattern='pci:v[*]'
  for vendor; do
    pattern="$pattern|pci:v0000$vendor"
  done
  # Tables that are not there are told by leaving their part out.
  if [ -r "$folder/modules.alias" ]; then
    echo '=loadable'
    grep -E "^alias ($pattern)" "$folder/modules.alias"
  fi
  if [ -r "$folder/modules.builtin.modinfo" ]; then
    echo '=builtin'
    tr '\0' '\n' <"$folder/modules.builtin.modinfo" | grep -E "[.]alias=($pattern)"
  fi
  echo '=files'
  for name in modules.dep modules.builtin; do
    if [ -s "$folder/$name" ]; then
      echo $name
      grep 'vfio[-_]pci\.ko' "$folder/$name"
    fi
  done
  true
}

# SUM: prints a checksum and which functions, bindings and VFs there are, or `same` where the checksum is
# still SUM. No file is opened for it.
poll() {
  cd -P "$SYS/bus/pci" || return
  vfs=$(
    for total in devices/*/sriov_totalvfs; do
      echo "${total%/*}"/virtfn*
    done
  )
  # shellcheck disable=SC2086 # a list of names
  list=$(printf '%s\n' devices/* drivers/*/*:*:*.* $vfs)
  sum=$(printf '%s' "$list" | { cksum || md5sum; } 2>/dev/null | tr ' ' -)
  if [ "$sum" = "$1" ]; then
    echo same
  else
    printf '%s\n%s' "${sum:-none}" "$list"
  fi
}

# ------------------------------------------------------------------------------------------------------------
# Who uses the machine
#
# Source by source: usage() calls use_SOURCE, which prints sections of lines, each below its name (`=links`),
# and fails where the source could not be read in full. A program that reads may be killed halfway, as where
# memory runs out. So each list is read with one more entry at its end, which is always there: where that is
# missing, the list was cut off, and nobody may take it for whole.
# ------------------------------------------------------------------------------------------------------------

# SOURCE: each has a time of its own, so that many open files keep neither routes nor mounts from being read.
usage() {
  cd -P "$SYS/.." || return
  WHY='EIO [ended] reading it was ended'
  LACK=''
  if "use_$1"; then
    echo "=read $1"
  else
    echo "=unread $1 $WHY"
  fi
}

# NAME: is it one of the sources?
is_source() {
  case $1 in
    routes | addresses | mounts | swaps | interfaces | blocks | session) ;;
    fixtures | platform | memory | namespaces | containers | services | holders) ;;
    *) return 1 ;;
  esac
}

# Prints processes that wait without end, and who has a device open.
stalls() {
  cd -P "$SYS/.." || return
  echo '=texts'
  texts proc/[0-9]*/stat proc/[0-9]*/wchan
  LACK=''
  use_holders
}

# WORD...: prints how the kernel sends packets to each address; is_way() says what is in a word. One ip
# answers all if it takes a list, else each is asked for by itself.
ways() {
  # What could not be answered is told beside the answers, and comes first, for awk keeps those to the end.
  said=$(
    {
      printf 'route get %s\n' "$@" | tr , ' ' | ip -force -o -batch - 2>&3 |
        awk '{ answer[NR] = $0 } END { for (i = 1; i <= NR; i++) print answer[i] }'
    } 3>&1
  )
  # From the words, a line of `=`, and what ip said finds out whose each answer is. Fails where the answers
  # and failures are not as many as the words.
  printf '%s\n' "$@" = "$said" | awk '
    !has_all_words && $0 == "=" { has_all_words = 1; next }
    !has_all_words { word[++words] = $0; next }
    /^Command failed -:[0-9]+$/ {
      number = substr($0, 18) + 0
      if (!has_failed[number]++) failures++
      next
    }
    /^[0-9a-z].* dev / { answer[++answers] = $0 }
    END {
      if (answers + failures != words) exit 1
      for (i = 1; i <= words; i++) {
        print "=way " word[i]
        if (!has_failed[i]) print answer[++told]
      }
    }' && return
  for word; do
    echo "=way $word"
    IFS=,
    # shellcheck disable=SC2086 # the parts between the commas are the words of ip
    set -- $word
    IFS=" $NEWLINE"
    ip -o route get "$@"
  done
  true
}

# LAST: passes on all lines but those that begin with LAST, the entry at the end; fails where there was none.
whole() {
  awk -v "last=$1" '
    index($0, last) == 1 { is_whole = 1; next }
    { print }
    END { exit !is_whole }'
}

# FILE...: prints FILE:LINE of each line; files that are not there are left out.
texts() {
  all_of 'grep -aHs ^' "$@" /proc/self/comm | whole /proc/self/comm:
}

# COMMAND...: prints what a program says, and `end` behind it if it succeeded. One that hangs is left behind:
# it runs in the background, and only cat is waited for, which ends with it or by the limit.
asked() {
  (
    {
      "$@" </dev/null 2>/dev/null && echo end
    } &
  ) | ${LIMIT:+timeout 3} cat
}

# TOKEN TOOL WHAT PACKAGE: sets LACK: a tool that alone shows a part of the source is missing or failed. Of
# several tools the last one is named. TOKEN stands for the three others.
needs() {
  if [ "$USER_ID" = 0 ]; then
    LACK="ENOENT [lacks $1] $2, which shows $3, is missing or failed: install $4"
  else
    LACK="EACCES [root $1] only root sees $3"
  fi
}

# Is LACK empty? Else it becomes the reason why the source is unread.
lacks_nothing() {
  if [ -n "$LACK" ]; then
    WHY=$LACK
    return 1
  fi
}

# TOKEN WHAT: is this root? For others the source is unread, whatever was printed of it: only root sees this.
only_root() {
  if [ "$USER_ID" != 0 ]; then
    WHY="EACCES [root $1] only root sees $2"
    return 1
  fi
}

# Reads what does not change while this shell runs: the namespaces, and the option by which stat takes what is
# known of files on a network instead of asking their server, which may hang. Where stat has none it is a
# blank.
constants() {
  if [ -z "$NAMESPACES" ]; then
    NAMESPACES=$(cd -P "$SYS/.." && ls -ldn proc/self/ns/* proc/1/ns/* proc/2/ns/* 2>/dev/null)
  fi
  if [ -z "$STAT_OPTION" ]; then
    STAT_OPTION=$(stat --cached=always -c --cached=always / 2>/dev/null || echo ' ')
  fi
}

# proc/PID/comm...: prints PID PATH of the cgroups of these programs, by which a container is known. Who may
# make cgroups names them as he likes, so what one program can send is bounded, and all of it is. The kernel
# has a lock for all cgroups: where that hangs, nothing is told, and nobody waits long.
cgroups() {
  echo '=cgroups'
  count=0
  for name; do # what is in front goes, and its file comes behind
    shift
    count=$((count + 1))
    [ $count -gt 1000 ] || set -- "$@" "${name%comm}cgroup"
  done
  [ $count = 0 ] || asked all_of 'grep -aHs ^' "$@" /proc/self/comm | cgroup_paths
}

# Makes PID PATH of proc/PID/cgroup:NUMBER:CONTROLLERS:PATH. A program is told once the next one begins: of
# the last one something may be missing where reading was ended.
cgroup_paths() {
  awk '
    function tell(  i, text) {
      for (i = 1; i <= count; i++) text = text last " " line[i] "\n"
      count = 0
      split("", is_seen)
      room -= length(text)
      if (room >= 0) printf "%s", text
    }
    BEGIN { room = 1000000 }
    match($0, /^proc\/[0-9]+\/cgroup:[0-9]+:[^:]*:/) {
      split($0, part, "/")
      path = substr($0, RLENGTH + 1)
      if (part[2] != last) tell()
      last = part[2]
      if (length(path) < 1000 && count < 16 && !is_seen[path]++) line[++count] = path
      next
    }
    index($0, "/proc/self/comm:") == 1 { tell() }'
}

# self|1|2 KIND: sets `namespace` to the one that this process is in, to nothing where that cannot be read.
namespace_of() {
  case $NAMESPACES in
    *"proc/$1/ns/$2 -> "*)
      namespace=${NAMESPACES#*"proc/$1/ns/$2 -> "}
      namespace=${namespace%%"$NEWLINE"*}
      ;;
    *) namespace='' ;;
  esac
}

# pid|user|net|mnt...: does this shell see all there is, being in the machine's first namespace of each kind?
only_first() {
  for kind; do
    case $kind in
      pid)
        name=PID
        first='pid:[4026531836]' # PROC_PID_INIT_INO (include/linux/proc_ns.h)
        ;;
      user)
        name=user
        first='user:[4026531837]'
        ;;
      net)
        name=network
        namespace_of 2 net # kthreadd never leaves it
        first=$namespace
        ;;
      *)
        name=mount
        namespace_of 1 "$kind"
        first=$namespace
        ;;
    esac
    namespace_of self "$kind"
    if [ -z "$namespace" ] || [ "$namespace" = "$first" ]; then
      continue # a kernel without such namespaces has one
    fi
    if [ -n "$first" ]; then
      WHY="EPERM [own-namespace $kind] this program is in a $name namespace of its own, as in a container"
      return 1
    fi
    # Others than root cannot compare; the source `namespaces` says so of all.
    if [ "$USER_ID" = 0 ]; then
      WHY="EACCES [first-namespace $kind] the machine's first $name namespace could not be read"
      return 1
    fi
  done
}

# Connections by which somebody may be working here: established ones of ssh servers and of what this shell
# was started by, and sockets of mosh, which has none.
use_session() {
  own_processes
  echo '=texts'
  session_processes

  folders=''
  descriptors=''
  for pid in $own $servers; do
    folders="$folders proc/$pid/ns/net"
    descriptors="$descriptors proc/$pid/fd/*"
  done
  for pid in $mosh; do # anybody may have such a program with as much open as he likes: a hundred are enough
    folders="$folders proc/$pid/ns/net"
    descriptors="$descriptors proc/$pid/fd/? proc/$pid/fd/??"
  done
  # shellcheck disable=SC2086 # a list of names
  namespaces=$(links $folders) || return
  # shellcheck disable=SC2086 # a list of names and patterns
  sockets=$(opened sockets $descriptors) || return
  echo '=sessions'
  if ! printf '%s\n' "$namespaces" "$sockets" | sessions; then
    WHY='EAGAIN [process-ended] a process ended while it was looked at'
    return 1
  fi

  echo '=links'
  links proc/self/ns/net
  if [ ! -e proc/net/tcp ]; then
    WHY='ENOENT [file proc/net/tcp] /proc/net/tcp could not be read'
    return 1
  fi
  echo '=connections'
  connections || return
  only_root connections 'whose connections there are' && only_first user pid
}

# Sets `own` to the processes that this shell was started by, up to the first one of all. Those with a
# terminal are left out: somebody works in them, and connections that they have (npm, a browser) are not the
# one by which he came.
own_processes() {
  own=''
  pid=$$
  while read_line "proc/$pid/stat"; do
    # Behind the name, which stands in parentheses: state, parent, process group, session and terminal.
    # shellcheck disable=SC2086 # numbers
    set -- ${line##*") "}
    if [ "$pid" != $$ ] && [ "${5:-0}" = 0 ]; then
      own="$own $pid"
    fi
    parent=${2:-1}
    [ "$parent" -gt 1 ] || break
    pid=$parent
  done
}

# Sets `servers` to the processes of ssh and `mosh` to those of mosh; prints their names, and those of `own`.
session_processes() {
  servers=''
  mosh=''
  for file in proc/[0-9]*/comm; do
    pid=${file%/comm}
    pid=${pid#proc/}
    read_line "$file"
    case $line in
      sshd* | dropbear*)
        # Of other users anybody may give a program such a name.
        if [ -O "proc/$pid" ]; then
          servers="$servers $pid"
        fi
        ;;
      mosh-server) mosh="$mosh $pid" ;;
      *)
        case " $own " in
          *" $pid "*) ;;
          *) continue ;;
        esac
        ;;
    esac
    printf '%s:%s\n' "$file" "$line"
  done
}

# From lines of links() and of opened(): prints own|other PID NAMESPACE LOCAL REMOTE of each connection of a
# session, as the tables of the kernel have its ends. Fails where a table could not be read.
sessions() {
  awk -v "own=$own" -v "mosh=$mosh" '
    BEGIN {
      count = split(own, list, " ")
      for (i = 1; i <= count; i++) is_own[list[i]]
      count = split(mosh, list, " ")
      for (i = 1; i <= count; i++) is_mosh[list[i]]
      tables = split(mosh == "" ? "tcp tcp6" : "tcp tcp6 udp udp6", table, " ")
    }
    # The tables of a namespace are read by its first process, rather by one that is no mosh.
    function order(pid) { return (pid in is_mosh ? 1e9 : 0) + pid }
    { split($1, part, "/") }
    $2 == "->" {
      pid = part[2] + 0
      namespace[part[2]] = $3
      if (!($3 in reader) || order(pid) < order(reader[$3])) reader[$3] = pid
    }
    $2 ~ /^socket\// {
      holder[++sockets] = $1
      inode[sockets] = substr($2, 8)
    }
    # A line of a table: local and remote end are fields 2 and 3, the state is 4 (01 is
    # established) and the inode 10.
    function read_table(space, kind, file,  line, field, key, is_read) {
      while ((getline line <file) > 0) {
        is_read = 1
        split(line, field, " ")
        key = space " " field[10]
        if (!(key in owner)) continue
        if (owner[key] in is_mosh ? kind ~ /^tcp/ : kind ~ /^udp/ || field[4] != "01") continue
        print (owner[key] in is_own ? "own" : "other"), owner[key], space, field[2], field[3]
      }
      close(file)
      return is_read
    }
    END {
      for (i = 1; i <= sockets; i++) {
        key = namespace[holder[i]] " " inode[i]
        if (!(key in owner) || holder[i] in is_own) owner[key] = holder[i]
      }
      for (space in reader) for (i = 1; i <= tables; i++) {
        is_read = read_table(space, table[i], "proc/" reader[space] "/net/" table[i])
        # A kernel may be without IPv6; and anybody may have a mosh, which ends when he likes.
        if (!is_read && table[i] !~ /6$/ && !(reader[space] in is_mosh)) exit 1
      }
    }'
}

# Prints one end here for each address that has any with another machine, whichever program has them.
connections() {
  if [ -e proc/net/tcp6 ]; then
    set -- proc/net/tcp proc/net/tcp6
  else
    set -- proc/net/tcp
  fi
  awk '
    # An address without its port; one of IPv4 in a table of IPv6 as in that of IPv4.
    function plain(end) {
      sub(/:.*/, "", end)
      sub(/^0000000000000000FFFF0000/, "", end)
      return end
    }
    $4 == "01" {
      near = plain($2)
      far = plain($3)
      is_here[near]
      if (!((near, far) in is_seen)) {
        is_seen[near, far]
        ends[++count] = near " " far " " $2
      }
    }
    END {
      for (i = 1; i <= count; i++) {
        split(ends[i], end, " ")
        if (!(end[2] in is_here) && !told[end[1]]++) print end[3]
      }
    }' "$@"
}

# Default routes, and halves and smaller parts that some write instead: all that are wider than any network
# somebody has, with a prefix of less than 8 bits, in IPv6 less than 5.
use_routes() {
  if routes=$(ip -o -4 route show table all 2>/dev/null); then
    routes6=''
    if [ -e proc/net/if_inet6 ]; then
      routes6=$(ip -o -6 route show table all 2>/dev/null) || return
    fi
    echo '=routes'
    printf '%s\n' "$routes" "$routes6" | awk '
      { split($1, part, "/") }
      $1 == "default" || part[2] != "" && part[2] < (part[1] ~ /:/ ? 5 : 8)' || return
    only_first pid net
    return
  fi
  echo '=texts'
  texts proc/net/route proc/net/ipv6_route
  WHY='ENOENT [main-table] only the main table could be read: no ip there shows the others'
  return 1
}

# The machine's own addresses.
use_addresses() {
  echo '=addresses'
  if addresses=$(ip -o address 2>/dev/null); then
    printf '%s\n' "$addresses"
  else
    awk '
      /32 host LOCAL/ { print address }
      { address = $2 }' proc/net/fib_trie || return
  fi
  echo '=texts'
  texts proc/net/if_inet6 && only_first pid net
}

# What is mounted, and what a file system says of the devices that it is on.
use_mounts() {
  echo '=texts'
  texts proc/self/mountinfo proc/filesystems sys/class/net/*/ifindex proc/fs/f2fs/*/disk_map \
    sys/fs/gfs2/*/id sys/kernel/config/cluster/*/heartbeat/*/dev || return
  if ! has_machines_root; then
    WHY='EPERM [chroot] this program has another root directory than the machine, as in a chroot'
    return 1
  fi
  grep -aHsE '^E:ID_FS_(TYPE=zfs_member|LABEL=)' run/udev/data/b*
  echo '=links'
  links sys/fs/btrfs/*/devices/* sys/fs/ext4/* sys/fs/xfs/* sys/fs/f2fs/* sys/fs/nilfs2/* sys/fs/erofs/* \
    sys/fs/ldiskfs/* sys/fs/bcachefs/*/dev-*/block dev/mapper/* proc/fs/jbd2/* || return
  echo '=modules'
  if [ -e proc/modules ]; then
    awk '$5 == "Live" && $3 > 0 { print $1, $3, $4 }' proc/modules
  fi
}

# Has this shell the machine's root directory? In a chroot no mount is at `/`, or it is another than that of
# the first process, where that may be looked at.
has_machines_root() {
  grep -q '^[^ ]* [^ ]* [^ ]* [^ ]* / ' proc/self/mountinfo || return
  # shellcheck disable=SC3013 # each shell that this runs in has -ef
  [ ! -e proc/1/root ] || [ proc/self/root -ef proc/1/root ]
}

# Where memory is written to when it is short.
use_swaps() {
  echo '=texts'
  texts proc/swaps
}

# Network interfaces: what each is made of and stands on, and where those lead that
# send packets inside of others.
use_interfaces() {
  echo '=links'
  links sys/class/net/* sys/class/net/*/device sys/class/net/*/lower_* sys/class/net/*/bonding \
    sys/class/net/*/bridge || return
  echo '=texts'
  texts proc/net/pppoe sys/class/net/*/flags sys/class/net/*/uevent sys/class/net/*/phys_port_name || return
  # Some ls write other characters in place of those that are not plain: a name would be another interface's.
  names=$(printf '%s\n' sys/class/net/*)
  case $names in
    *[!\ -~$NEWLINE]*)
      if [ "$(all_of 'ls -d' sys/class/net/*)" != "$names" ]; then
        needs plain-names ls 'names of network interfaces that are not plain' coreutils
      fi
      ;;
  esac
  interface_kinds
  wireguard_ends
  only_first pid net && lacks_nothing
}

# Prints interfaces of kinds that need to be known, a line of ip each, and in the section `services` those
# with a program at XDP. For lo alone no ip is needed.
interface_kinds() {
  if ! details=$(ip -o -d link show 2>/dev/null); then
    set -- sys/class/net/*
    if [ "$*" != sys/class/net/lo ]; then
      needs kinds ip 'what network interfaces are made of' iproute2
    fi
  fi
  echo '=kinds'
  printf '%s\n' "$details" | awk -v "kinds=$TUNNELS openvswitch dummy" '
    BEGIN {
      count = split(kinds, list, " ")
      for (i in list) is_known[list[i]]
    }
    / mtu [0-9]+ xdp[a-z]*[ \/]|\\    prog\/xdp/ {
      name = $2
      sub(/(@.*)*:$/, "", name)
      xdp = xdp "\nxdp " name
    }
    # The kind is the first word of one of the parts behind the second; ip has a backslash between two.
    {
      count = split($0, part, "\\\\")
      for (i = 3; i <= count; i++) {
        split(part[i], word, " ")
        if (word[1] in is_known) {
          print word[1], $0
          break
        }
      }
    }
    END { print "=services" xdp }'
}

# Prints the other ends of WireGuard and the marks of its packets.
wireguard_ends() {
  ends=$(wg show all endpoints 2>/dev/null)
  marks=$(wg show all fwmark 2>/dev/null) # which has a line for each interface that it could read
  if ! all_of 'grep -lsx DEVTYPE=wireguard' sys/class/net/*/uevent | MARKS=$marks awk '
    BEGIN {
      count = split(ENVIRON["MARKS"], word)
      for (i = 1; i < count; i += 2) is_told[word[i]]
    }
    {
      split($0, part, "/")
      if (!(part[4] in is_told)) exit 1
    }'; then
    needs wireguard wg 'the other ends of WireGuard' wireguard-tools
  fi
  echo '=wireguard'
  printf '%s\n' "$ends" | awk 'NF { print "wg", $1, $NF }'
  printf '%s\n' "$marks" | awk 'NF { print "mark", $1, $NF }'
}

# Block devices: of those that are made of others both ends, and of disks of other machines where those are.
use_blocks() {
  echo '=links'
  links sys/class/block/* sys/class/block/*/slaves/* sys/class/block/*/holders/* sys/class/nvme-subsystem/* \
    sys/class/nvme-subsystem/*/nvme* sys/class/nvme/* sys/class/fc_host/* sys/bus/cxl/devices/* \
    sys/class/iscsi_connection/* sys/bus/virtio/drivers/virtiofs/* sys/bus/virtio/drivers/9pnet_virtio/* \
    proc/spl/kstat/zfs/*/* sys/fs/bcache/*/bdev* sys/fs/bcache/*/cache[0-9]* \
    dev/zvol/*/* dev/zvol/*/*/* dev/zvol/*/*/*/* dev/zvol/*/*/*/*/* dev/zvol/*/*/*/*/*/* || return
  echo '=texts'
  texts proc/mdstat sys/class/block/*/dev sys/class/block/*/size sys/class/block/*/partition \
    sys/class/block/*/dm/name sys/class/block/*/md/metadata_version sys/class/block/*/loop/backing_file \
    sys/class/block/*/backing_dev sys/class/block/*/pid sys/class/block/*/netif sys/class/nvme/*/transport \
    sys/class/nvme/*/address sys/class/fc_host/*/port_name sys/class/iscsi_connection/*/address \
    sys/class/iscsi_connection/*/persistent_address sys/class/iscsi_host/*/ipaddress \
    sys/class/iscsi_host/*/netdev sys/bus/rbd/devices/*/config_info \
    sys/bus/virtio/drivers/9pnet_virtio/*/mount_tag || return
  unbacked_volumes
  loop_devices
  if [ -e proc/spl/kstat/zfs ] && command -v zpool >/dev/null; then
    echo '=zpools'
    asked zpool status -LP | sed 's/^/ /'
  fi
  return 0
}

# Prints volumes of the device mapper that are made of nothing (zero or error), as its table says. It is only
# asked for where a volume has no parts.
unbacked_volumes() {
  has_no_parts=''
  for folder in sys/class/block/dm-*/slaves; do
    set -- "$folder"/*
    if [ -d "$folder" ] && [ ! -L "$1" ]; then
      has_no_parts=yes
      break
    fi
  done
  if [ -z "$has_no_parts" ] || ! command -v dmsetup >/dev/null; then
    return
  fi
  echo '=unbacked'
  # NAME: START LENGTH KIND ..., a line for each stretch; then `end`.
  asked dmsetup table | awk '
    { last = $0; sub(/:$/, "", $1) }
    $4 ~ /^(zero|error)$/ { is_empty[$1]; next }
    { has_more[$1] }
    END {
      if (last != "end") exit
      for (name in is_empty) if (!(name in has_more)) print " " name
    }'
}

# Prints LOOP MAJOR:MINOR of loop devices, the numbers of what their files are on: the path of a file may be
# one of another mount namespace, while its device is the same everywhere.
loop_devices() {
  set -- sys/class/block/*/loop/backing_file
  if [ ! -e "$1" ] || ! command -v losetup >/dev/null; then
    return
  fi
  echo '=loops'
  asked losetup -l -n -O NAME,BACK-MAJ:MIN | sed -n 's|^/dev/\(loop[0-9]*\) *\([0-9]*:[0-9]*\)$|\1 \2|p'
}

# What other mount namespaces have mounted and ours has not. Of each namespace one process is looked at for
# each root directory, for one in a chroot sees only what is below it. Of more than a thousand the last
# thousand are looked at, and the source is unread.
use_containers() {
  containers || return
  # shellcheck disable=SC2086 # numbers
  set -- $pids
  count=$#
  if [ $count -gt 1000 ]; then
    shift $((count - 1000))
  fi
  pids=$*
  for pid; do # what is in front goes, and its files come behind
    set -- "$@" "proc/$pid/comm" "proc/$pid/mountinfo"
    shift
  done
  echo '=texts'
  status=0
  all_of 'grep -aHs ^' proc/self/mountinfo "$@" /proc/self/comm | foreign_mounts || status=$?
  if [ $status = 2 ]; then
    WHY='EAGAIN [process-ended] a process ended while it was looked at'
  fi
  [ $status = 0 ] || return
  if [ $count -gt 1000 ]; then
    WHY='E2BIG [too-many 1000] there are more than 1000 of them'
    return 1
  fi
  only_root mounts 'what other mount namespaces have' && only_first user pid
}

# Sets `pids` to the processes to look at: the first one of each mount namespace but ours and of each root
# directory there.
containers() {
  namespaces=$(links proc/self/ns/mnt proc/[0-9]*/ns/mnt) || return
  namespaces=$(printf '%s\n' "$namespaces" | awk '
    !/ -> mnt:/ { next }
    { split($1, part, "/") }
    part[2] == "self" { own = $NF; next }
    { namespace[part[2]] = $NF }
    END { for (pid in namespace) if (namespace[pid] != own) print pid, namespace[pid] }')
  roots=''
  if [ -n "$namespaces" ]; then
    names=$(printf '%s\n' "$namespaces" | sed 's|\([0-9]*\) .*|proc/\1/root|')
    # shellcheck disable=SC2086 # a list of names
    roots=$(all_of "stat -L $STAT_OPTION -c %n:%d:%i" $names 2>/dev/null)
  fi
  # PID NAMESPACE, and proc/PID/root:DEVICE:INODE of those whose root could be read.
  pids=$(printf '%s\n' "$namespaces" "$roots" | awk '
    /^proc/ {
      split($0, part, "[/:]")
      root[part[2]] = part[4] ":" part[5]
      next
    }
    NF == 2 { namespace[$1] = $2 }
    END {
      for (pid in root) has_root[namespace[pid]]
      for (pid in namespace) {
        if (!(pid in root) && namespace[pid] in has_root) continue
        key = namespace[pid] " " root[pid]
        if (!(key in first) || pid + 0 < first[key]) first[key] = pid + 0
      }
      for (key in first) print first[key]
    }')
}

# From FILE:LINE of the mounts of this shell and of `pids`: prints those of devices that come up
# for the first time, and the names of all programs. Fails where the list was cut off, with 2
# where a process ended meanwhile.
foreign_mounts() {
  awk -v "pids=$pids" '
    $1 ~ /\/comm:/ && $1 !~ /^\// { print; next }
    index($0, "/proc/self/comm:") == 1 { is_whole = 1; next }
    {
      split($1, part, "/")
      is_read[part[2]]
    }
    part[2] == "self" { is_known[$3]; next }
    # The third field is the device; behind a hyphen stands the type.
    {
      type = ""
      for (i = 7; i < NF; i++) if ($i == "-") {
        type = $(i + 1)
        break
      }
    }
    $3 in is_known { next }
    type ~ /^(proc|sysfs|tmpfs|ramfs|devtmpfs|devpts|mqueue|overlay|autofs|nsfs)$/ { next }
    type ~ /^(bpf|cgroup2?|hugetlbfs)$/ { next }
    { print; is_known[$3] }
    END {
      count = split(pids, pid)
      for (i = 1; i <= count; i++) if (is_whole && !(pid[i] in is_read)) exit 2
      exit !is_whole
    }'
}

# Memory of devices that the system may use, and all that is the system's RAM.
use_memory() {
  echo '=links'
  links sys/bus/cxl/devices/* sys/bus/cxl/devices/*/uport sys/bus/dax/devices/* sys/bus/dax/devices/*/driver \
    sys/bus/virtio/drivers/virtio_mem/virtio* || return
  states=''
  for file in sys/bus/dax/devices/*/target_node; do
    read_line "$file"
    if within "$line" 65535; then
      states="$states sys/devices/system/node/node$line/memory*/state"
    fi
  done
  echo '=texts'
  # shellcheck disable=SC2086 # patterns
  texts sys/bus/cxl/devices/region*/resource sys/bus/cxl/devices/region*/size \
    sys/bus/cxl/devices/region*/mode sys/bus/cxl/devices/region*/interleave_ways \
    sys/bus/cxl/devices/region*/target[0-9] sys/bus/cxl/devices/region*/target[0-9][0-9] \
    sys/bus/dax/devices/*/resource sys/bus/dax/devices/*/size sys/bus/dax/devices/*/target_node \
    $states || return
  echo '=ram'
  if [ -e proc/iomem ]; then
    # The range, and which driver has given it, in parentheses.
    sed -n '
      s|^ *\([0-9a-f]*-[0-9a-f]*\) : System RAM (\([A-Za-z0-9_.-]*\)).*|\1 \2|p
      t
      s|^ *\([0-9a-f]*-[0-9a-f]*\) : System RAM.*|\1|p' proc/iomem
  fi
  only_root ram 'where the RAM of the system is'
}

# What a person sits at, and what watches over the machine: consoles, screens,
# keyboards, management controllers.
use_fixtures() {
  echo '=links'
  links sys/bus/pci/devices/* sys/class/graphics/* sys/class/graphics/*/device sys/class/tty/* \
    sys/class/tty/*/device sys/class/ipmi/* sys/class/ipmi/*/device sys/class/watchdog/* sys/class/iommu/* \
    sys/class/iommu/*/device || return
  echo '=texts'
  texts sys/bus/pci/devices/*/boot_vga proc/consoles sys/class/tty/console/active \
    sys/class/watchdog/*/state proc/bus/input/devices || return
  for file in proc/consoles proc/bus/input/devices proc/iomem; do
    if [ -r $file ]; then
      continue
    fi
    # A kernel may be without the others.
    if [ $file = proc/consoles ] || [ -e $file ]; then
      WHY="EACCES [file $file] /$file could not be read"
      return 1
    fi
  done
  # The framebuffer that firmware left lies in a region of its function: below its line, further to the right.
  [ ! -e proc/iomem ] || awk '
    { match($0, /^ */) }
    / : [0-9a-f]+:[0-9a-f]+:[0-9a-f]+[.][0-7]$/ {
      bdf = $NF
      depth = RLENGTH
      next
    }
    RLENGTH <= depth { bdf = "" }
    bdf != "" && / : (BOOTFB|simple|(efi|vesa|of|coreboot)(drm|fb))/ {
      print "proc/iomem:" bdf " " $NF " " $1
    }' proc/iomem
}

# What the machine as a whole can and does: its tables, IOMMU and kernel.
use_platform() {
  echo '=links'
  links sys/firmware/acpi/tables/*
  echo '=texts'
  # The controllers that interrupts go to, each once. Newer kernels put the function's address behind it.
  awk '
    NR == 1 { processors = NF }
    NR > 1 {
      # Behind the counts; a name may have several words.
      for (i = processors + 2; i <= processors + 5 && i <= NF; i++) {
        chip = $i
        if (chip !~ /IO-APIC$|^GIC|MSI/) continue
        sub(/-[0-9a-f]+:[0-9a-f]+:[0-9a-f]+[.][0-7]$/, "", chip)
        if (chip !~ /^[A-Za-z0-9_-]+$/ || is_told[chip]++) continue
        print "proc/interrupts:" chip
        if (++count == 64) exit
      }
    }' proc/interrupts
  # Whether the processor says that it is a virtual one, which x86 alone does.
  awk '
    $1 == "flags" {
      print "proc/cpuinfo:" (/ hypervisor( |$)/ ? "hypervisor" : "bare")
      exit
    }' proc/cpuinfo
  sed -n 's/^alias vfio_pci:/modules\/modules.alias:&/p' "$MODULES/$(uname -r)/modules.alias"
  # In a shell that it may end.
  (all_of 'grep -aHs direct$' sys/kernel/iommu_groups/*/reserved_regions /dev/null)
  # Whether systemd, which ends what a login leaves behind, answers who would
  # give a process a scope of its own.
  if [ -d "$SYSTEMD" ]; then
    # shellcheck disable=SC2086 # service, object and interface
    ${LIMIT:+timeout 3} busctl get-property $MANAGER Version </dev/null >/dev/null 2>&1 ||
      echo 'run/systemd/system:silent'
  fi
  texts proc/cmdline sys/bus/pci/devices/*/modalias sys/module/vfio*/parameters/* sys/hypervisor/type \
    sys/hypervisor/properties/features proc/xen/capabilities sys/class/dmi/id/sys_vendor \
    sys/class/dmi/id/product_name sys/class/dmi/id/bios_version sys/class/dmi/id/chassis_asset_tag
}

# Other network namespaces: one process of each, and the interfaces of functions that were moved there.
use_namespaces() {
  namespaces=$(links proc/self/ns/net proc/[0-9]*/ns/net) || return
  namespaces=$(printf '%s\n' "$namespaces" | awk '!is_seen[$NF]++')
  echo '=links'
  printf '%s\n' "$namespaces"
  moved=$(moved_interfaces) || return
  # shellcheck disable=SC2086 # `NAME -> TARGET` of each: three words
  set -- $namespaces
  if [ $# -gt 3000 ]; then
    WHY='E2BIG [too-many 1000] there are more than 1000 of them'
    return 1
  fi
  names=''
  owners=''
  for word; do
    case $word in
      proc/[0-9]*) ;;
      *) continue ;;
    esac
    process=${word%/ns/net}
    names="$names $process/comm"
    if [ -n "$moved" ] && [ "$USER_ID" = 0 ]; then
      inside=$(interfaces_in "$word" | sed "s|^|$process/root/|")
      printf '%s\n' "$inside"
      case $inside in
        *'/device -> '*) owners="$owners $process/comm" ;;
      esac
    fi
  done
  if [ -n "$moved" ] && [ -n "$names" ]; then
    if ! command -v nsenter >/dev/null || ! command -v unshare >/dev/null; then
      needs networks 'nsenter or unshare' 'the interfaces of other network namespaces' util-linux
    fi
  fi
  echo '=hidden'
  printf '%s\n' "$moved" | while read -r count folder; do
    (cd -P "$folder" 2>/dev/null && printf '%s %s\n' "$count" "$PWD")
  done
  # shellcheck disable=SC2086 # a list of names
  cgroups $owners
  echo '=texts'
  # shellcheck disable=SC2086 # a list of names
  texts $names
  only_root networks 'the network namespaces of other users' && only_first user pid net && lacks_nothing
}

# Prints COUNT FOLDER of folders of a device that have so many more interfaces than are seen here. The link
# count of such a folder has one for each interface, whatever namespace that is in (fs/kernfs/inode.c), while
# only those that are here can be listed. Fails where ls was cut off.
moved_interfaces() {
  seen=''
  folders=''
  for folder in sys/bus/pci/devices/*/net sys/bus/virtio/devices/*/net sys/bus/auxiliary/devices/*/net \
    sys/bus/usb/devices/*/net sys/bus/thunderbolt/devices/*/net sys/bus/mhi/devices/*/net; do
    if [ ! -d "$folder" ]; then
      continue
    fi
    folders="$folders $folder"
    set -- "$folder"/*
    if [ ! -e "$1" ]; then
      set --
    fi
    seen="$seen$folder $#$NEWLINE"
  done
  # FOLDER COUNT of what is seen; then lines of ls, whose second word is the number of
  # links: two are the folder's own.
  # shellcheck disable=SC2086 # a list of names
  {
    printf %s "$seen"
    all_of 'ls -ldn' $folders /proc/self/ns/net 2>/dev/null
  } | awk '
    /^sys/ { here[$1] = $2; next }
    $NF in here {
      count = $2 - 2 - here[$NF]
      if (count < 1 && !here[$NF]) count = 1 # a file system that counts none, and nothing is seen
      if (count > 0) print count, $NF
    }
    index($0, "/proc/self/ns/net -> ") { is_whole = 1 }
    END { exit !is_whole }'
}

# FILE: prints the interfaces of this network namespace, from a sysfs that is mounted for it: what a program
# there has at its own /sys may be made up.
interfaces_in() {
  nsenter --net="$1" unshare -m sh -c 'cd / && mount -t sysfs none sys && exec ls -ldn sys/class/net/* \
    sys/class/net/*/device /proc/self/ns/net' 2>/dev/null | targets
}

# What the kernel does with devices that no program has open, a line each. The functions called here add to
# `nodes` the names of device nodes to look up, and crash_dump() sets `dumps`.
use_services() {
  nodes=''
  dumps=''
  echo '=services'
  exported_disks
  dma_channels
  kernel_logs
  cluster_addresses
  crypto_engines
  ipsec_policies
  xdp_sockets
  rdma_users
  crash_dump
  echo '=links'
  # shellcheck disable=SC2086 # a list of names and patterns
  links sys/class/infiniband/* sys/class/dma/* $nodes || return
  echo '=texts'
  # shellcheck disable=SC2086 # a list of names
  texts $dumps || return
  only_root exports 'what the kernel lets other machines use' && only_first user net && lacks_nothing
}

# PATH: adds a device node to `nodes`, to find out where it leads if it is a link.
add_node() {
  case $1 in
    *[!0-9A-Za-z/._:+@=-]*) ;;
    /dev/*) nodes="$nodes ${1#/}" ;;
  esac
}

# Prints disks that other machines have from this one: `export SERVICE DEVICE`.
exported_disks() {
  for file in sys/kernel/config/target/core/[!a]*/*/udev_path \
    sys/kernel/config/nvmet/subsystems/*/namespaces/*/device_path \
    sys/kernel/config/nvmet/subsystems/*/passthru/device_path; do
    read_line "${file%/*}/enable"
    if [ "$line" != 1 ]; then
      continue
    fi
    case $file in
      sys/kernel/config/nvmet/*) service=nvmet ;;
      */rd_mcp_* | */user_*) continue ;;
      *) service=LIO ;;
    esac
    read_line "$file"
    printf 'export %s %s\n' "$service" "${line:--}"
    add_node "$line"
  done
  for file in sys/bus/xen-backend/devices/vbd-*/physical_device; do
    read_line "$file" # hexadecimal: `fd:3`
    case $line in
      *[!0-9a-f:]* | *:*:* | :* | *: | '') ;;
      *:*) printf 'export Xen /dev/block/%d:%d\n' "0x${line%:*}" "0x${line#*:}" ;;
    esac
  done
  for folder in sys/class/rnbd-server/ctl/devices/*/block_dev; do
    if [ -d "$folder" ]; then
      (cd -P "$folder" && printf 'export RNBD /dev/%s\n' "${PWD##*/}")
    fi
  done
  for file in sys/kernel/scst_tgt/devices/*/filename; do
    read_line "$file"
    if [ -n "$line" ]; then
      printf 'export SCST %s\n' "$line"
      add_node "$line"
    fi
  done
}

# Prints channels of engines that copy for the kernel: `dma CHANNEL`. One that cannot be read counts as in
# use.
dma_channels() {
  for file in sys/class/dma/*/in_use; do
    read_line "$file"
    if [ "$line" != 0 ] && [ -e "$file" ]; then
      channel=${file%/in_use}
      printf 'dma %s\n' "${channel##*/}"
    fi
  done
}

# Prints where the kernel's own messages go: `log INTERFACE ADDRESS`, `crash-log DEVICE`.
kernel_logs() {
  for file in sys/kernel/config/netconsole/*/dev_name; do
    read_line "${file%/*}/enabled"
    if [ "$line" = 1 ]; then
      read_line "$file"
      interface=$line
      read_line "${file%/*}/remote_ip"
      printf 'log %s %s\n' "$interface" "$line"
    fi
  done
  read_line sys/module/pstore_blk/parameters/blkdev
  case $line in
    /*)
      printf 'crash-log %s\n' "$line"
      add_node "$line"
      ;;
  esac
}

# Prints addresses by which this machine is a member of a cluster: `cluster KIND ADDRESS`.
cluster_addresses() {
  if [ -e run/corosync.pid ]; then
    # Without a line that names an address any interface may be the one.
    sed -n '
      /^[[:space:]]*ring[0-9]*_addr[[:space:]]*:/p
      /^[[:space:]]*bindnetaddr[[:space:]]*:/p' etc/corosync/corosync.conf 2>/dev/null |
      awk '
        { sub(/[^:]*:[[:space:]]*/, "cluster corosync "); print }
        END { if (!NR) print "cluster corosync -" }'
  fi
  for file in sys/kernel/config/cluster/*/node/*/ipv4_address \
    sys/kernel/config/dlm/cluster/comms/*/addr_list; do
    case $file in
      sys/kernel/config/dlm/*) kind=dlm ;; # `AF_INET 192.0.2.1`, a line each
      *) kind=o2cb ;;
    esac
    if [ -e "$file" ]; then
      sed "s/.* //; s/^/cluster $kind /" "$file" 2>/dev/null
    fi
  done
}

# Prints engines(), and adds to `nodes` devices of drivers on other buses than PCI.
crypto_engines() {
  lines=$(engines)
  printf '%s\n' "$lines"
  nodes="$nodes $(printf '%s\n' "$lines" |
    sed -n '/ pci:/!s|^crypto [^ ]* \([^:/ ]*\):\([^/ ]*\)$|sys/bus/\1/drivers/\2/*|p')"
}

# Prints what encrypts or compresses for the kernel: `crypto NAME BUS:DRIVER` for each driver of the module,
# of modules that it uses, and of modules that use it. Where none has a driver it is `crypto NAME pci:MODULE`,
# for a driver is often called as its module. What is made of others (`xts(...)`) is left out: those are
# listed.
engines() {
  if [ ! -e proc/crypto ]; then
    return
  fi
  awk '
    $1 == "driver" { name = $3 }
    $1 == "module" { module = $3 }
    $1 != "refcnt" || $3 <= 1 || module == "kernel" { next }
    name !~ /[(]/ && module ~ /^[a-zA-Z0-9_]+$/ && !is_seen[module]++ { print name, module }' proc/crypto |
    while read -r name module; do
      has_driver=''
      for folder in "sys/module/$module" "sys/module/$module"/holders/* sys/module/*/holders/"$module"; do
        for driver in "${folder%"/holders/$module"}"/drivers/*:*; do
          if [ -e "$driver" ]; then
            has_driver=yes
            printf 'crypto %s %s\n' "$name" "${driver##*/}"
          fi
        done
      done
      if [ -z "$has_driver" ]; then
        printf 'crypto %s pci:%s\n' "$name" "$module"
      fi
    done
}

# Prints the ends of tunnels of IPsec that packets go into: `ipsec TO FROM`.
ipsec_policies() {
  if ! policies=$(ip xfrm policy 2>/dev/null) && has_ipsec; then
    needs xfrm 'ip xfrm' 'the policies of IPsec' iproute2
  fi
  printf '%s\n' "$policies" | awk '
    $1 == "dir" { direction = $2 }
    $1 == "tmpl" { from = $3; to = $5 }
    / mode (tunnel|beet)/ && direction == "out" { print "ipsec", to, from }'
}

# May there be policies of IPsec? Where they can be set there is NETLINK_XFRM (include/uapi/linux/netlink.h).
has_ipsec() {
  [ ! -e proc/net/pfkey ] || return 0
  [ -e proc/net/netlink ] || return 1
  ! awk '$2 == 6 { exit 1 }' proc/net/netlink
}

# Prints interfaces with sockets of AF_XDP: `xsk INTERFACE`. The kernel counts them, and so many ss must show.
xdp_sockets() {
  count=$(awk '$1 == "XDP" { print $3 }' proc/net/protocols 2>/dev/null)
  if ! ss -a -f xdp 2>/dev/null | awk -v "count=$count" '
    { for (i = 1; i <= NF; i++) if (sub(/:q[0-9]+$/, "", $i)) print "xsk", $i }
    $1 != "State" && $1 != "Netid" { rows++ }
    END { exit rows < count + 0 }'; then
    needs xdp ss 'all sockets of AF_XDP' iproute2
  fi
}

# Prints what the kernel itself uses RDMA for: `rdma DEVICE MODULE`.
rdma_users() {
  set -- sys/class/infiniband/*
  pairs=''
  if [ "$1" != 'sys/class/infiniband/*' ] && ! pairs=$(rdma resource show qp 2>/dev/null); then
    needs rdma rdma 'what the kernel uses RDMA for' iproute2
  fi
  # A pair of queues of a program has its PID, one of the kernel the name of a module in brackets, at the end.
  printf '%s\n' "$pairs" | awk '
    $1 != "link" || / pid / || / type (GSI|SMI) / || $NF !~ /^\[[a-z0-9_]+\]$/ { next }
    $NF ~ /^\[(ib_core|mlx[45]_ib|ib_ipoib)\]$/ { next }
    {
      sub("/.*", "", $2)
      if (!is_seen[$2, $NF]++) print "rdma", $2, substr($NF, 2, length($NF) - 2)
    }'
}

# Where a crash kernel is loaded, sets `dumps` to the files that say where it writes to.
crash_dump() {
  read_line sys/kernel/kexec/crash_loaded || read_line sys/kernel/kexec_crash_loaded
  if [ "$line" != 1 ]; then
    return
  fi
  dumps='etc/kdump.conf etc/default/kdump-tools etc/sysconfig/kdump'
  if grep -qsE '^(raw|ext[234]|xfs|btrfs|minix)[[:space:]]' etc/kdump.conf; then
    nodes="$nodes dev/disk/by-*/*"
  fi
}

# Programs that have a device open, by its number: a path may be gone, or be of another root.
use_holders() {
  # Where the first thread of a program has ended its other threads may go on, and only they list what is
  # open.
  tasks=''
  for file in $(all_of 'grep -lsE [)].Z.' proc/[0-9]*/stat); do
    tasks="$tasks ${file%/stat}/task/[0-9]*/fd/*"
  done
  maps=$(mapped) || LACK='EIO [maps] what programs have mapped could not be read'
  # Cut at the bar by IFS: a pattern would take long for so much. Where mapped() was ended there may be no
  # bar: then the empty words stand for both parts.
  IFS='|'
  # shellcheck disable=SC2086 # the parts on both sides of the bar
  set -- $maps '' ''
  IFS=" $NEWLINE"
  MAPPED=$2
  # shellcheck disable=SC2086 # lists of names and patterns
  open=$(opened devices proc/[0-9]*/fd/* $tasks $1) || return
  # Of descriptors without a type only those of io_uring and VFIO count, and of the name only that it says so:
  # meanwhile a file of any name may be there instead.
  untyped=$(printf '%s\n' "$open" | awk '$2 ~ /^proc/ { print $2 }')
  # shellcheck disable=SC2086 # a list of names
  nodes=$(
    all_of 'ls -ldn' $untyped /dev/null 2>/dev/null | sed -n '
      s|.* \(proc/[0-9]*/\)\([0-9/a-z]*fd\)\(/[0-9]*\) -> anon_inode:.io_uring.$|ring \1\2info\3|p
      s|.* \(proc/[0-9/a-z]*/fd/[0-9]*\) -> anon_inode:.vfio-device.$|\1|p'
  )
  case $nodes in
    *ring*)
      infos=$(printf '%s\n' "$nodes" | sed -n 's/^ring //p')
      # shellcheck disable=SC2086 # a list of names
      in_rings=$(rings $infos) || LACK='EIO [rings] what programs have in rings of io_uring could not be read'
      open=$open$NEWLINE$in_rings
      ;;
  esac
  devices=$(printf '%s\n' "$open" | awk '/ (char|block)\// && !is_seen[$2]++ { print "sys/dev/" $2 }')
  # shellcheck disable=SC2086 # a list of names
  places=$(links $devices) || return
  found=$(printf '%s\n' "$places" "$open" "$nodes" | devices_of_functions) || return
  echo '=open'
  printf '%s\n' "$found" | sed -n '/^open [0-9]* tun/d; s/^open \([0-9]* [^ ]*\).*/\1/p'
  echo '=links'
  printf '%s\n' "$found" | sed -n 's/^place //p'
  holders_details
}

# The second half of use_holders(), from `found`: prints the functions of VFIO groups, names and cgroups of
# programs, the function of each descriptor of VFIO, the interface of each one of tun, and the command lines
# of what may be a guest. Fails where something could not be looked at.
holders_details() {
  # Each list is numbers and names of ours; a bar stands between two.
  lists=$(printf '%s\n' "$found" | awk '
    $1 == "denied" { denied = denied " " $2 }
    $1 == "place" && match($4, /\/devices\/virtual\/vfio\/(noiommu-)*[0-9]+$/) {
      sub(/.*\/(noiommu-)*/, "", $4)
      groups = groups " sys/kernel/iommu_groups/" $4 "/devices/*"
    }
    $1 != "open" { next }
    !is_named[$2]++ { names = names " proc/" $2 "/comm" }
    $5 != "" { infos = infos " " $5 }
    $4 == "guest" && !is_guest[$2]++ { guests = guests " " $2 }
    END { print denied "|" groups "|" infos "|" guests "|" names "|" }') || return
  IFS='|'
  # shellcheck disable=SC2086 # the parts between the bars
  set -- $lists
  IFS=" $NEWLINE"
  denied=$1
  infos=$3
  guests=$4
  # shellcheck disable=SC2086 # a list of patterns
  links sys/class/watchdog/* $2 || return
  echo '=texts'
  # shellcheck disable=SC2086 # a list of names
  texts proc/devices proc/driver/nvidia/gpus/*/information $5 || return
  # shellcheck disable=SC2086 # a list of names
  cgroups $5
  echo '=open'
  # shellcheck disable=SC2086 # a list of names
  [ -z "$infos" ] || all_of 'grep -aHsE ^(vfio-device-syspath|iff):' $infos /dev/null | sed '
    s|^proc/\([0-9]*\)/[^:]*fdinfo/\([0-9]*\):vfio-device-syspath:[^/]*|\1 vfio/\2 |
    s|^proc/\([0-9]*\)/[^:]*fdinfo/[0-9]*:iff:[^!-~]*|\1 tap |'
  # Who may be a guest has what only root hands out.
  echo '=programs'
  for pid in $guests; do
    tr '\n\0' ' \n' <"proc/$pid/cmdline" 2>/dev/null | sed "s|^|$pid word |"
    echo
  done
  only_root open 'what programs of other users have open' && only_first user pid || return
  if [ ! -d /proc/1 ]; then
    WHY='EPERM [hidden-proc] /proc does not show all programs'
    return 1
  fi
  # shellcheck disable=SC2086 # a list of names
  if [ -n "$denied" ] && all_of 'ls -ld' $denied 2>&1 >/dev/null | grep -q 'Permission denied'; then
    WHY='EPERM [denied] this program may not look into other programs'
    return 1
  fi
  lacks_nothing
}

# Picks out of all that is open what stands for a function, or may: each program has /dev/null open, which
# does not. Takes links() of sys/dev, lines of opened(), and names of descriptors of VFIO. Prints `place
# LINK`, `open PID WHAT [guest [FDINFO]]`, with guest where a virtual machine may have it, and `denied NAME`.
devices_of_functions() {
  awk '
    function may_be_guest(path) {
      return path ~ /\/(vfio|uio|vfio-dev|block|net)\/|\/(sev|acrn_hsm|vhost-vdpa-[0-9]+)$/
    }
    function is_of_function(device) {
      # Terminals of programs have no place (UNIX98_PTY_SLAVE_MAJOR to +7, include/uapi/linux/major.h).
      if (!(device in place)) return device !~ /^char\/1(3[6-9]|4[0-3]):/
      if (place[device] !~ /\/devices\/virtual\//) return 1
      if (place[device] ~ /\/virtual\/misc\/(watchdog|sev|acrn_hsm)$/) return 1
      return place[device] ~ /\/virtual\/(vfio|nv|block|kfd|net|watchdog|tty\/hvc)/
    }
    $2 == "->" && /^sys/ {
      place[substr($1, 9)] = $3
      line[++lines] = $0
      next
    }
    /^proc/ {
      count = split($1, part, "/")
      sub(/\/fd\//, "/fdinfo/")
      print "open", part[2], "vfio/" part[count], "guest", $0
      next
    }
    $2 == "tun" {
      sub(/\/fd\//, "/fdinfo/")
      print "open", $1, $2, "guest", $3
      next
    }
    $1 == "denied" { print; next }
    $2 ~ /^(bar|mem|vfio)\// { print "open", $1, $2, "guest"; next }
    $2 ~ /^(char|block)\// && is_of_function($2) {
      print "open", $1, $2, may_be_guest(place[$2]) ? "guest" : ""
    }
    END { for (i = 1; i <= lines; i++) print "place", line[i] }'
}

# devices|sockets NAME...: prints PID WHAT of each of these descriptors, with WHAT as char/MAJOR:MINOR,
# block/MAJOR:MINOR, socket/INODE, `tun NAME`, or the name of the descriptor where it has no type; and
# `denied NAME` where this shell may not look. The same of what is mapped (MAPPED), where WHAT may also be
# bar/FUNCTION/resourceN, mem/OFFSET:RANGE of /dev/mem, or vfio/mapped. Nothing of it is in words that another
# user chose.
opened() {
  kinds=$1
  shift
  {
    if [ -n "$MAPPED" ]; then
      printf '%s\n' "$MAPPED"
    fi
    # Name, type and rights, major and minor number of a device (all hexadecimal), inode.
    all_of "stat -L $STAT_OPTION -c %n:%f:%t:%T:%i" "$@" /dev/null 2>&1
  } | opened_devices
}

# The second half of opened(): makes its lines of those in MAPPED and of stat's, for `kinds`. Fails where
# those of stat were cut off.
opened_devices() {
  awk -v "kinds=$kinds" '
    function number(hex,  i, sum) {
      for (i = 1; i <= length(hex); i++) sum = sum * 16 + index("123456789abcdef", substr(hex, i, 1))
      return sum + 0
    }
    function device() { return (type == "2" ? "char/" : "block/") number(field[3]) ":" number(field[4]) }
    function tell(pid, what) { if (!is_told[pid, what]++) print pid, what }

    # Lines of mapped().
    $1 == "is" { tell($2, $3); next }
    $1 == "at" { file_of[$3] = $2; next }
    $1 == "by" || $1 == "bar" {
      what[++maps] = $2
      who[maps] = $3
      more[maps] = $4
      next
    }

    # Lines of stat. The name stands in the last pair of quotes: busybox says "can\047t stat" before it.
    / Permission denied$/ {
      count = split($0, part, "\047")
      print "denied", part[count - 1]
      next
    }
    {
      split($0, field, ":")
      split(field[1], part, "/")
      # The type is the first of four digits; what has less is an inode without one (anon_inode).
      digits = length(field[2])
      type = digits < 4 ? "none" : digits == 4 ? substr(field[2], 1, 1) : "other"
    }
    field[1] == "/dev/null" { is_whole = 1; next }
    kinds == "sockets" {
      if (type == "c") print part[2], "socket/" field[5]
      next
    }
    # The name of a region has colons: its inode is the last field.
    part[1] == "sys" {
      match($0, /:[^:]*:[^:]*:[^:]*:[^:]*$/)
      name = substr($0, 1, RSTART - 1)
      sub(/.*:/, "")
      inode[name] = $0
      next
    }
    field[1] in file_of {
      if (type == "2" || type == "6") device_of[file_of[field[1]]] = device()
      next
    }
    type == "none" { print part[2], field[1]; next }
    type == "2" && field[3] field[4] == "ac8" { # TUN_MINOR (include/linux/miscdevice.h)
      print part[2], "tun", field[1]
      next
    }
    # 2 is a character device, 6 a block device, and above c a socket.
    type == "2" || type == "6" { tell(part[2], device()) }
    END {
      for (i = 1; i <= maps; i++) {
        if (what[i] in device_of) {
          tell(who[i], device_of[what[i]] == "char/1:1" && more[i] != "" ? more[i] : device_of[what[i]])
        } else if (what[i] in inode && inode[what[i]] == more[i]) {
          tell(who[i], "bar" substr(what[i], length("sys/bus/pci/devices/")))
        }
      }
      exit !is_whole
    }'
}

# Prints what programs have mapped, and may have closed since: names for stat, a bar, and lines for opened():
#   is PID WHAT            has WHAT mapped
#   at FILE NAME           stat of NAME tells what the file of this number is
#   by FILE PID [MEM]      has this file mapped, and this range if it is /dev/mem
#   bar REGION PID INODE   has a file mapped that is called as this region, and is it if the inode is the same
# Takes shared maps, for what is written to a private one reaches no device; and private ones of what is
# called as a device or a region, for those can be read. A file that many have mapped is looked at through two
# of them.
mapped() {
  all_of "${LIMIT:+timeout 5} grep -aHsE ^[0-9a-f]*-[0-9a-f]*.[-r][-w][-x]s|/dev/|/resource[0-9]|^Name:" \
    proc/[0-9]*/maps /proc/self/status | awk '
    index($0, "/proc/self/status:") == 1 { is_whole = 1; next }
    # proc/PID/maps:RANGE RIGHTS OFFSET DEVICE INODE NAME
    {
      split($1, part, "[/:]")
      pid = part[2]
      range = part[4]
    }
    $6 == "anon_inode:[vfio-device]" {
      if (pid != last["vfio"]) line[++lines] = "is " pid " vfio/mapped"
      last["vfio"] = pid
      next
    }
    match($6, /[0-9a-f]+:[0-9a-f][0-9a-f]:[01][0-9a-f][.][0-7]\/resource[0-9]+(_wc)?$/) {
      region = "sys/bus/pci/devices/" substr($6, RSTART)
      if (!looks[region]++) printf "%s ", region
      line[++lines] = "bar " region " " pid " " $5
      next
    }
    # One file is known by its offset, device and inode; of /dev/mem each map tells something else.
    {
      key = $4 " " $5 " " $6
      if (!(key in number)) number[key] = ++numbers
      file = number[key]
      mem = $6 ~ /\/mem$/ ? " mem/" $3 ":" range : ""
    }
    last[file] == pid && mem == "" { next }
    last[file] != pid && looks[file]++ < 2 {
      name = "proc/" pid "/map_files/" range
      printf "%s ", name
      line[++lines] = "at " file " " name
    }
    {
      last[file] = pid
      line[++lines] = "by " file " " pid mem
    }
    END {
      printf "|"
      for (i = 1; i <= lines; i++) print line[i]
      exit !is_whole
    }'
}

# FDINFO...: prints devices that programs have in rings of io_uring, perhaps without a descriptor, as opened()
# does. Older kernels tell only the last part of a name: it is taken for one in /dev.
rings() {
  MAPPED=$(all_of 'grep -aHs [0-9]:' "$@" | awk '
    { split($1, part, "/") }
    !sub(/^[^:]*: *[0-9]+: +/, "") { next }
    !sub(/^\//, "") { $0 = "dev/" $0 }
    /^dev\/[0-9A-Za-z\/._:+@=-]+$/ {
      if (!is_seen[$0]++) print "at", $0, $0
      print "by", $0, part[2]
    }')
  files=$(printf '%s\n' "$MAPPED" | sed -n 's/^at .* //p')
  # shellcheck disable=SC2086 # a list of names
  opened devices $files
}

# ------------------------------------------------------------------------------------------------------------
# Changes: they set `text`, or CODE to why not
# ------------------------------------------------------------------------------------------------------------

# VERB [BDF [WORD...]]: the gate that every change goes through. Sets `file` and `value`, the one write that
# it is; `file` may be modprobe, ip or nvme, then `value` is their words. What is not listed here is no
# change: CODE says why, and is what callers look at.
check() {
  CODE=EINVAL
  file=''
  value=${3-}
  words=$*
  case "$# ${1-}" in
    '3 numvfs') within "$3" 65535 && file=sriov_numvfs ;;
    '3 msix') within "$3" 2048 && file=sriov_vf_msix_count ;;
    '3 autoprobe') within "$3" 1 && file=sriov_drivers_autoprobe ;;
    '3 d3cold') within "$3" 1 && file=d3cold_allowed ;;
    [3-9]' override')
      value=${words#* * } # all behind verb and function: a driver's name may have blanks
      is_driver "$value" && file=driver_override
      ;;
    '2 clear')
      value=$NEWLINE
      file=driver_override
      ;;
    '2 reset' | '2 remove')
      value=1
      file=$1
      ;;
    [3-9]' methods')
      value=${words#* * }
      case $value in
        *[!a-z_\ ]*) ;;
        *) file=reset_method ;;
      esac
      ;;
    [5-9]' network' | 1?' network')
      value=${words#* * }
      # shellcheck disable=SC2086 # a list of words
      ip_knows $value && file=ip
      ;;
    '4 nvme-state') within "$4" 1 && nvme_change "$3" "$4" 0 && file=nvme ;;
    '5 nvme-give') within "$4" 1 || { nvme_change "$3" "$4" "$5" && file=nvme; } ;;
    [3-9]' unbind')
      from=${words#* * }
      is_driver "$from" && file=unbind
      ;;
    '2 probe') file=drivers_probe ;;
    '1 rescan')
      value=1
      file=rescan
      ;;
    '2 load')
      if [ "$2" = vfio-pci ]; then
        CODE=''
        file=modprobe
        value=$2
        return
      fi
      ;;
  esac
  if [ -z "$file" ]; then
    return
  fi
  if [ $# -gt 1 ]; then
    enter "$2" || return
  fi
  check_place "$1"
}

# VERB: the second half of check(), in the folder of the function: completes `file` to a path and `value`. The
# file must be there and be no link. To unbind, the driver must be the one that was seen (`from`); `network`
# needs an interface, nvme-state and nvme-give an NVMe controller.
check_place() {
  CODE=''
  case $1 in
    probe | rescan)
      value=${value:-$bdf}
      cd -P "$SYS/bus/pci" || CODE=ENODEV
      ;;
    unbind)
      value=$bdf
      CODE=ENODEV
      cd -P driver 2>/dev/null || return
      driver=${PWD##*/}
      case $PWD in
        "$SYS"/bus/pci/drivers/*) ;;
        *)
          CODE=EPERM
          return
          ;;
      esac
      # `any` is any driver but one that keeps the function for somebody. The kernel looks once more: it
      # refuses to unbind what is not bound to this driver.
      if [ "$from" = any ]; then
        gives_away "$driver" || CODE=''
      elif [ "$from" = "$driver" ]; then
        CODE=''
      fi
      ;;
    network)
      words=$value
      own_interface && value="$interface vf $words"
      return
      ;;
    nvme-*)
      nvme_controller && value="$controller $value"
      return
      ;;
  esac
  file=$PWD/$file
  [ -e "$file" ] || CODE=${CODE:-ENOENT}
  [ ! -h "$file" ] || CODE=EPERM
}

# FILE VALUE: carries a change out. One value is one write. Ends the shell that it is called in, with the
# status of the tool; why it failed is told in the tool's words.
put() {
  status=0
  case $1 in
    modprobe) said=$(modprobe "$2" 2>&1) || status=$? ;;
    ip)
      # shellcheck disable=SC2086 # a list of words
      said=$(ip link set dev $2 2>&1) || status=$?
      ;;
    nvme)
      # shellcheck disable=SC2086 # a list of words
      said=$(nvme virt-mgmt /dev/$2 2>&1) || status=$?
      ;;
    *) said=$(printf '%s' "$2" | dd of="$1" bs=4096 2>&1) || status=$? ;;
  esac
  if [ $status = 0 ]; then
    exit 0
  fi
  # Above 128, in ksh 256: a signal ended the tool, as a kernel that crashes under it does.
  if [ $status -gt 256 ]; then
    status=$((status - 128))
  fi
  printf 'host-helper: said: %s\n' "$(printf '%s' "$said" | tr '\n' '\t')" >&2
  exit $status
}

# VERB WORD...: checks a change, says so in the log and starts it. It is not waited for:
# a write may hang in the kernel.
change() {
  check "$@"
  if [ -n "$JOB" ]; then
    CODE=EBUSY
  fi
  read_line "$LOCKS/${OPERATION%% *}.way"
  WAY_BACK=$line
  if has_fired; then
    CODE=ECANCELED
  fi
  [ -z "$CODE" ] || return
  mine || return
  cd / || return
  audit "$*"
  LAST_MESSAGE=$(dmesg 2>/dev/null | tail -n 1)
  job "$file" "$value" </dev/null >/dev/null &
  JOB=$!
  text="started $JOB"
}

# FILE VALUE: what change() starts as a process of its own, which ends with put(). It notes itself first, and
# only then looks whether the way back has begun: one that begins later finds the note and waits for it.
# Without a note there is no change.
job() {
  if [ -n "$WAY_BACK" ]; then
    if ! { rm -f "$WAY_BACK.job" && note "$WAY_BACK.job"; }; then
      echo 'host-helper: said: No space left on device' >&2
      exit 1
    fi
  fi
  if has_fired; then
    echo 'host-helper: said: Operation canceled' >&2
    exit 1
  fi
  put "$@"
}

# Does the way back of the operation run, or has it run?
has_fired() {
  [ -n "$WAY_BACK" ] || return
  [ -e "$WAY_BACK.fired" ] || [ -e "$WAY_BACK.over" ] || [ -e "$WAY_BACK.crashed" ]
}

# What became of the change that was started: `text` is `running`, or its exit status, 0 when it was done, and
# below it what the kernel said meanwhile.
result() {
  CODE=ENOENT
  text=running
  [ -n "$JOB" ] || return
  CODE=''
  read_line "/proc/$JOB/stat"
  # shellcheck disable=SC2086 # number, name, state and parent
  set -- $line
  if [ "${4-}" = $$ ] && [ "${3-}" != Z ]; then
    return
  fi
  wait "$JOB"
  text=$?
  JOB=''
  # Of many lines the last ones, and all that may name a crash. Where LAST_MESSAGE is no longer in the
  # kernel's log, all that is there came after it.
  text=$text$NEWLINE$(dmesg 2>/dev/null | LAST=$LAST_MESSAGE awk '
    { line[NR] = substr($0, 1, 1024) }
    ENVIRON["LAST"] != "" && $0 == ENVIRON["LAST"] { last = NR }
    END {
      for (i = last + 1; i <= NR; i++) {
        if (NR - i < 400 || line[i] ~ /BUG|Oops|RIP|fault|panic|Unable|error:|\[#/) print line[i]
      }
    }')
}

# WORD...: writes one line to the system's log. A log that hangs does not hold this up.
audit() {
  printf 'host-helper: %s: %s\n' "$WHO" "$*" >&2
  (
    logger -t sriov-inspector -p auth.notice "$WHO: $*" 2>/dev/null 9>&- &
  ) | ${LIMIT:+timeout 3} cat >/dev/null 9>&-
  true
}

# ------------------------------------------------------------------------------------------------------------
# One program at a time
#
# The lock is on descriptor 9, and lasts as long as any process has that open. A write that hangs in the
# kernel and the way back inherit it, and so keep the machine after this shell has ended, and after `leave`:
# nobody can come between a change and its way back. Whatever else may go on for longer closes it (`9>&-`). A
# way back does not look whether it has the lock: it has the last word. The file is in a folder of root's own,
# so nobody else can take the lock.
#
# The file has one line, the OPERATION of who has the lock.
# ------------------------------------------------------------------------------------------------------------

# MARK PURPOSE: takes the machine for an operation. One that goes on by another connection has the same mark.
take() {
  CODE=EINVAL
  is_mark "$1" || return
  [ ${#2} -le 999 ] || return
  CODE="EACCES $LOCKS"
  own_folder || return
  CODE="EXDEV $LOCKS"
  sees_machines_locks || return
  CODE='ENOSYS flock'
  command -v flock >/dev/null || return
  leave
  OPERATION="$1 $(id -un "$WHO" 2>/dev/null || echo "$WHO") $$ $2"
  mine || OPERATION=''
}

# Gives the machine up. The line in the file goes, too, unless something still works for the operation: then
# the lock cannot be had again.
leave() {
  if [ -n "$HELD" ]; then
    {
      exec 9>&-
      try_lock && true >"$LOCKS/machine" && exec 9>&-
    } 2>/dev/null
  fi
  OPERATION=''
  HELD=''
  CODE=''
}

# Has this shell the machine, or has something of the same operation that still runs? Takes the lock where
# nobody has it; else CODE names who has.
mine() {
  CODE='EBUSY -'
  [ -n "$OPERATION" ] || return
  if [ -n "$HELD" ]; then
    CODE=''
    return
  fi
  for pause in 1 0; do
    if try_lock 2>/dev/null; then
      HELD=yes
      CODE=''
      printf '%s\n' "$OPERATION" >"$LOCKS/machine"
      return
    fi
    read_line "$LOCKS/machine"
    # Without a name it was taken just now, and the name comes.
    [ -z "$line" ] || break
    sleep $pause
  done
  if [ "${line%% *}" = "${OPERATION%% *}" ]; then
    CODE=''
    return
  fi
  holder=${line#* }
  pid=${holder#* }
  pid=${pid%% *}
  if [ -d "/proc/$pid" ]; then
    CODE="EBUSY lives $holder"
  else
    CODE="EBUSY ended $holder"
  fi
  return 1
}

# Opens the file of the lock as descriptor 9 and locks it; closes it where another has the lock.
try_lock() {
  true >>"$LOCKS/machine" || return # looked at first: an exec that cannot open a file ends the shell
  exec 9>>"$LOCKS/machine" || return
  if ! flock -n 0 <&9; then
    exec 9>&-
    return 1
  fi
}

# Makes the folder of the lock and of notes. Fails unless it is a folder, no link,
# this user's, and closed to others.
own_folder() {
  [ -e "$LOCKS" ] || mkdir -m 700 "$LOCKS" 2>/dev/null
  [ -d "$LOCKS" ] || return
  [ ! -h "$LOCKS" ] || return
  [ -O "$LOCKS" ] || return
  case $(ls -ld "$LOCKS") in
    drwx------*) ;;
    *) return 1 ;;
  esac
}

# Is that folder the machine's? A container's /run is its own, and so would be the lock.
# shellcheck disable=SC3013 # each shell that this runs in has -ef
sees_machines_locks() {
  [ ! -e "$INIT/ns/mnt" ] || [ /proc/self/ns/mnt -ef "$INIT/ns/mnt" ] || [ "$LOCKS" -ef "$INIT/root$LOCKS" ]
}

# ------------------------------------------------------------------------------------------------------------
# The way back
#
# Steps that undo a change after a time, unless it was kept. It is a process of its own, and files in LOCKS
# that are called by its mark:
#   MARK.armed     it waits; whoever renames this file first decides
#   MARK.off       it was called off: the change is kept
#   MARK.fired     its steps are being carried out
#   MARK.over      they were
#   MARK.crashed   the kernel crashed before they were
#   MARK.due       the uptime at which it fires
#   MARK.by        its processes, PID and START of each
#   MARK.job       the change that was started last, likewise
#   MARK.left      what it left as it is: `left BDF PID NAME` for a program, `late BDF` for a step that hung
#   OPERATION.way  the path of these files without their endings; OPERATION is the mark of the operation
# Only MARK.off keeps a change. No signal does, and no file that is missing.
#
# In comments NOTES is the path of these files without their endings, STEPS are steps with commas between
# them.
# ------------------------------------------------------------------------------------------------------------

# MARK SECONDS [STEP [, STEP]...]: arms a way back that outlives the connection and this shell; without steps
# the time of one that waits begins again. Each step must pass check() now, and does so again when it is time.
arm() {
  CODE=EINVAL
  is_mark "$1" && within "$2" 600 || return
  [ "$2" -ge 10 ] || return
  notes=$LOCKS/$1
  seconds=$2
  shift 2
  CODE="EACCES $LOCKS"
  own_folder || return
  set_due "$seconds" || return
  if [ $# = 0 ]; then
    postpone
    return
  fi
  if ! each_step possible "$*"; then
    CODE=EINVAL
    return
  fi
  mine || return
  for file in "$LOCKS"/*.armed "$LOCKS"/*.fired; do
    way_back_state "${file%.*}"
    case $text in
      waiting | running)
        CODE="EEXIST ${file%.*}"
        return
        ;;
    esac
  done
  audit "arm a way back in $seconds seconds: $*"
  for file in "$LOCKS"/*.*; do
    case $file in
      *.link | *.link.new) ;; # of browser mode
      *) rm -f "$file" ;; # notes of operations that have ended
    esac
  done
  CODE="EACCES $notes"
  { printf '%s\n' "$notes" >"$LOCKS/${OPERATION%% *}.way"; } 2>/dev/null || return
  # The limit makes ksh fork for it, as in serve().
  # shellcheck disable=SC3045 # a shell without this limit forks at all times
  text=$(
    ulimit -t unlimited
    (way_back "$notes" "$*" &) | cat
  )
  if [ -n "$text" ]; then
    CODE=''
    text="seconds $seconds$NEWLINE$text"
  fi
}

# The second half of arm() without steps: writes the new time, `due`, unless the way back no longer waits.
postpone() {
  printf '%s\n' "$due" >"$notes.next" || return
  mv "$notes.next" "$notes.due" || return
  way_back_state "$notes" || return
  if [ "$text" = waiting ]; then
    CODE=''
    text="seconds $seconds"
  else
    CODE="ECANCELED $text"
  fi
}

# SECONDS: sets `due` to the uptime in that many seconds.
set_due() {
  read -r now _ <"$UPTIME" || return
  due=$((${now%.*} + $1))
}

# COMMAND STEPS: calls the command with the words of each step, up to the first that it fails for.
each_step() {
  rest=$2,
  while [ -n "$rest" ]; do
    step=${rest%%,*}
    rest=${rest#*,}
    # shellcheck disable=SC2086 # the words of a step
    "$1" $step || return
  done
}

# VERB WORD...: may this be a step? The function need not be there yet: it may be one that the change removes.
possible() {
  check "$@"
  cd / || return
  case $CODE in
    EINVAL | EPERM) return 1 ;;
  esac
}

# NOTES STEPS: the process that outlives this shell. It starts watch() again if that is killed; and watch()
# goes on if this process is. Prints whether both outlive the login, too.
way_back() {
  trap '' HUP INT PIPE TERM
  crashes_before=$(crashes)
  note "$1.by" || exit
  printf '%s\n' "$due" >"$1.due" || exit
  true >"$1.armed" || exit
  if outlive "$1"; then
    echo 'outlives yes'
  else
    echo 'outlives no'
  fi
  exec </dev/null >/dev/null 2>&1
  # One that is started again carries all steps out once more, so that none is missing.
  until
    watch "$@" &
    wait $!
  do
    sleep 1 9>&-
  done
}

# NOTES STEPS: waits, and then carries all steps out unless it was called off. Ends the shell that it is
# called in.
watch() {
  note "$1.by"
  while [ -e "$1.armed" ]; do
    wait_or_fire "$1" || break
  done
  for text in off over crashed; do
    [ ! -e "$1.$text" ] || exit 0
  done
  { true >>"$1.fired"; } 2>/dev/null # also where somebody took its notes away
  end_job "$1"
  text=crashed
  if each_step carry_out "$2" && [ "$(crashes)" = "$crashes_before" ]; then
    text=over
  fi
  mv "$1.fired" "$1.$text"
  exit 0
}

# NOTES: waits for a second, or fires if it is time, also where the time cannot be read. Fails where it is
# time and the file cannot be renamed: then the steps are carried out all the same.
wait_or_fire() {
  read_line "$1.due"
  due=${line:-0}
  read_line "$UPTIME"
  now=${line:-$due}
  if [ "$due" -gt "${now%%.*}" ]; then
    sleep 1 9>&-
    return 0
  fi
  mv "$1.armed" "$1.fired" 2>/dev/null || [ ! -e "$1.armed" ]
}

# VERB WORD...: carries one step out. One that is refused is passed over. Fails once the kernel has crashed:
# each further write could hang for good, or do harm.
carry_out() {
  [ "$(crashes)" = "$crashes_before" ] || return
  bdf=''
  check "$@"
  if [ -n "$CODE" ]; then
    return 0
  fi
  if left_to_others "$@" 2>/dev/null; then
    audit "way back: left out: $*"
    return
  fi
  audit "way back: $*"
  # cat ends when put does, or by the limit.
  if (put "$file" "$value" &) | ${LIMIT:+timeout $PATIENCE} cat 9>&-; then
    return
  fi
  audit "way back: not back in $PATIENCE s: $*"
  LEFT="$LEFT $bdf"
  { printf 'late %s\n' "${bdf:--}" >>"$notes.left"; } 2>/dev/null
  true
}

# VERB WORD..., of a step that passed check(): does a program have open what the step would take away? Then
# its function is left as it is, and so are later steps with that function: half of them would be worse than
# none.
left_to_others() {
  case $1 in
    autoprobe | methods | load | rescan) return 1 ;;
    network) enter "$2.v$3" ;; # sets `bdf`: what is changed is the VF
  esac
  case " $LEFT " in
    *" $bdf "*) return 0 ;;
  esac
  case "$1 $value" in
    unbind* | remove* | reset* | 'numvfs 0') ;;
    *) return 1 ;;
  esac
  holder=$(holder_of "$bdf")
  [ -n "$holder" ] || return
  LEFT="$LEFT $bdf"
  name=$(tr -cd 'A-Za-z0-9._-' <"$SYS/../proc/${holder#* }/comm")
  printf 'left %s %s\n' "$holder" "${name:--}" >>"$notes.left"
  return 0
}

# BDF: prints BDF PID where a program has open this function, a VF of it, or a function of their groups.
# Prints nothing where that could not be read: there is nobody to ask, and the machine comes before the
# program.
holder_of() {
  numbers=''
  for folder in "$SYS/bus/pci/devices/$1" "$SYS/bus/pci/devices/$1"/virtfn*; do
    cd -P "$folder" || continue
    device_numbers "$PWD"
  done
  [ -n "$numbers" ] || return
  cd "$SYS/.." || return
  constants
  LACK=''
  (use_holders 9>&- &) | ${LIMIT:+timeout 10} cat | awk -v "numbers=$numbers" '
    BEGIN {
      count = split(numbers, part, " ")
      for (i = 1; i < count; i += 2) {
        function_of["char/" part[i]] = part[i + 1]
        function_of[part[i + 1]] = part[i + 1]
      }
    }
    # PID WHAT [PLACE]
    $1 !~ /^[0-9]+$/ { next }
    $2 in function_of { print function_of[$2], $1; exit }
    $2 !~ /^vfio\// { next }
    {
      count = split($3, part, "/")
      for (i = 1; i <= count; i++) if (part[i] in function_of) {
        print part[i], $1
        exit
      }
    }'
}

# FOLDER, of a function: adds to `numbers` MAJOR:MINOR BDF of each device node by which a program opens it. A
# part of it that is handed out (mdev) is a folder called by a UUID, and has a group of its own.
device_numbers() {
  for part in "$1" "$1"/*-*-*-*-*; do
    group=''
    cd -P "$part/iommu_group" && group=${PWD##*/}
    for file in "$part"/vfio-dev/*/dev "$SYS/class/vfio/$group/dev" "$SYS/class/vfio/noiommu-$group/dev"; do
      read_line "$file" && numbers="$numbers $line ${1##*/}"
    done
  done
}

# Prints something that changes when the kernel crashes: how many crashes it has counted (since 6.2), and the
# bits of its taint that say so, 128 and 32 (TAINT_DIE, TAINT_BAD_PAGE: include/linux/panic.h).
crashes() {
  read_line "$SYS/kernel/oops_count"
  count=$line
  read_line "$SYS/../proc/sys/kernel/tainted"
  case $line in
    '' | *[!0-9]* | ???????????????????*) echo "$count $line" ;;
    *) echo "$count $((line & 160))" ;;
  esac
}

# MARK: sets `notes`, and `text` to the state of that way back.
find_way_back() {
  CODE=EINVAL
  is_mark "$1" || return
  CODE=''
  notes=$LOCKS/$1
  way_back_state "$notes"
}

# MARK: what becomes of it, and what it has left as it is.
armed() {
  find_way_back "$1" || return
  case $text in
    over | crashed)
      if [ -e "$notes.left" ]; then
        text=$text$NEWLINE$(cat "$notes.left")
      fi
      ;;
  esac
}

# MARK: calls off one that waits, or one that nobody carries out any more. Of others it says what became of
# them; those that have ended no longer stand in the way of the operation's changes.
call_off() {
  find_way_back "$1" || return
  case $text in
    waiting)
      if ! mv "$notes.armed" "$notes.off" 2>/dev/null; then
        way_back_state "$notes" # it has just fired
        return
      fi
      ;;
    lost)
      for file in armed fired; do
        mv "$notes.$file" "$notes.off"
      done
      true >"$notes.off"
      ;;
    over | crashed)
      rm -f "$LOCKS/${OPERATION%% *}.way"
      return
      ;;
    *) return ;;
  esac
  audit 'call the way back off'
  text=off
  while read -r pid start; do
    alive "$pid" "$start" && kill -9 "$pid"
  done <"$notes.by" 2>/dev/null
  rm -f "$notes.armed" "$notes.fired" "$notes.due" "$notes.by" "$notes.job" "$LOCKS/${OPERATION%% *}.way"
}

# NOTES: sets `text` to off, waiting, running, over, crashed, none, or lost where nobody carries it out any
# more. Looks for the files in the order in which one becomes the other, so that none is missed between two
# looks.
way_back_state() {
  for text in off armed fired crashed over none; do
    [ ! -e "$1.$text" ] || break
  done
  case $text in
    armed) text=waiting ;;
    fired) text=running ;;
    *) return 0 ;;
  esac
  while read -r pid start; do
    alive "$pid" "$start" && return
  done <"$1.by" 2>/dev/null
  text=lost
}

# NOTES: waits for the change that still runs, for eight seconds at most; from the third on kills it.
end_job() {
  { read -r pid start <"$1.job"; } 2>/dev/null || return
  for second in 1 2 3 4 5 6 7 8; do
    alive "$pid" "$start" || return
    if [ $second -gt 2 ]; then
      below "$pid" | xargs kill -9 2>/dev/null
    fi
    sleep 1 9>&-
  done
}

# PID: prints it and the PIDs of its children, of theirs and so on.
below() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v "top=$1" '
    {
      pid = $1
      sub(/.*\) . /, "")
      parent[pid] = $1
    }
    END {
      is_below[top]
      for (depth = 0; depth < 8; depth++) for (pid in parent) if (parent[pid] in is_below) is_below[pid]
      for (pid in is_below) print pid
    }'
}

# FILE: appends PID START of this very process, START being when it started: a later one of that PID has
# another.
note() {
  read_line /proc/self/stat || return
  # shellcheck disable=SC2086 # number, name and so on: the 22nd is the start
  set -- "$1" $line
  printf '%s %s\n' "$2" "${23}" >>"$1"
}

# PID START: does the process that was noted still run?
alive() {
  read_line "/proc/$1/stat" || return
  # shellcheck disable=SC2086 # number, name, state and so on: the 22nd is the start
  set -- "$2" $line
  [ "$1" = "${23}" ] && [ "$4" != Z ]
}

# NOTES: makes sure that the way back outlives the login. Where systemd ends what a login leaves behind, it is
# put into a scope of its own. Fails where that is not sure.
outlive() {
  [ -d "$SYSTEMD" ] || return 0
  read -r pid _ <"$1.by" || return
  scope=sriov-inspector-way-back-${1##*/}.scope
  # shellcheck disable=SC2086 # service, object and interface
  ${LIMIT:+timeout 5} busctl call $MANAGER StartTransientUnit 'ssa(sv)a(sa(sv))' "$scope" fail \
    2 PIDs au 1 "$pid" CollectMode s inactive-or-failed 0 >/dev/null 2>&1 || return
  for second in 1 2 3 4 5; do
    grep -q "$scope" "/proc/$pid/cgroup" && return
    sleep 1 9>&-
  done
  return 1
}

# ------------------------------------------------------------------------------------------------------------
# Rights
# ------------------------------------------------------------------------------------------------------------

# LENGTH: goes on as root where sudo asks for no password: because of a rule (-k: a remembered password does
# not count), else because it remembers one, which it is made to forget afterwards. Root runs the installed
# helper, else this script, which then comes by the input and has LENGTH bytes. This shell goes on when root's
# has ended.
elevate() {
  CODE=EALREADY
  [ "$USER_ID" != 0 ] || return
  CODE=answered
  for option in -k ''; do
    if [ -e "$INSTALLED" ] && sudo -n ${option:+"$option"} "$INSTALLED" </dev/null >/dev/null 2>&1; then
      answer ok "installed$option" &&
        sudo -n ${option:+"$option"} "$INSTALLED"
    elif text=$(sudo -n ${option:+"$option"} sh -c : </dev/null 2>&1); then
      answer ok "script$option" &&
        sudo -n ${option:+"$option"} sh -c "eval \"\$(dd ibs=1 obs=4096 count=$1 2>/dev/null)\"" host-helper
    else
      continue
    fi
    sudo -k </dev/null >/dev/null 2>&1
    hello && return
  done
  CODE="EACCES $text"
}

# ------------------------------------------------------------------------------------------------------------
# The loop
# ------------------------------------------------------------------------------------------------------------

# VERB WORD...: answers one request. A verb that is not in the list is refused, and so is a word that is not
# one of the verb's: then `verb` is emptied.
serve() {
  CODE=''
  text=''
  verb=${1-}
  [ $# = 0 ] || shift
  for word; do
    is_word_of "$verb" "$word" || verb=''
  done
  case "$verb $#" in
    'scan '* | 'modules '[1-9]* | 'poll 1')
      # The limit makes ksh fork for it; else ksh93 mixes up the output of what runs in there.
      # shellcheck disable=SC3045 # a shell without this limit forks at all times
      text=$(
        ulimit -t unlimited
        "$verb" "$@" 2>/dev/null
      ) || CODE=ENOENT
      ;;
    'locked '*) limited 3 locked "$@" ;;
    'ports '[1-9]*) limited 3 ports "$@" ;;
    'detail 1' | 'held 1') limited 3 detail "$1" ;;
    'config '[1-9]* | 'wake 1' | 'vpd 1') limited 15 config "$@" ;;
    'usage 1' | 'stalls 0')
      constants
      limited 15 "$verb" "$@"
      ;;
    'ways '[1-9]*) limited 15 ways "$@" ;;
    'take 2') take "$@" ;;
    'leave 0') leave ;;
    'do '[1-9]*) change "$@" ;;
    'result 0') result ;;
    'arm '[2-9]* | 'arm '[1-9][0-9]*) as_root arm "$@" ;;
    'armed 1') as_root armed "$@" ;;
    'off 1') as_root call_off "$@" ;;
    'elevate 1') elevate "$1" ;;
    'end 0') answer ok '' && exit 0 ;;
    *) CODE=EINVAL ;;
  esac
  case $CODE in
    '') answer ok "$text" ;;
    answered) ;;
    *) answer err "$CODE" ;;
  esac
}

# VERB WORD: may the verb have this word? Those that take a mark or change something
# look at their words themselves.
is_word_of() {
  case $1 in
    modules)
      case $2 in
        [0-9A-F][0-9A-F][0-9A-F][0-9A-F]) ;;
        *) return 1 ;;
      esac
      ;;
    ways) is_way "$2" ;;
    usage) is_source "$2" ;;
    poll | 'do' | arm | armed | off | take) ;;
    elevate) within "$2" 999999 ;;
    scan) is_bdf "${2#-}" ;;
    *) is_bdf "$2" ;;
  esac
}

# COMMAND WORD...: what root alone may.
as_root() {
  CODE=EACCES
  [ "$USER_ID" = 0 ] || return
  "$@"
}

# SECONDS VERB WORD...: sets `text` to what a verb prints that may hang in the kernel, where nothing can end
# it: then it is left behind, and `=late` follows what it has printed. All of it closes the lock, which it
# would keep if it hung; the timeout of busybox stays for a second longer, too.
limited() {
  limit=${LIMIT:+timeout $1}
  shift
  case $1 in
    usage | stalls) limit="$limit head -c $LONGEST" ;; # how much this is, other users decide
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

# ok|err|hello TEXT: prints the answer to the request ID. With LC_ALL=C ${#2} counts bytes.
answer() {
  printf '%s %s %s\n%s\n' "$1" "$ID" "${#2}" "$2"
}

# The first answer of all: who answers, what it may do, which tools it lacks, and in which order it writes the
# eight bytes of a number.
hello() {
  ID=0
  may_change=no
  lacking=''
  for tool in awk cat dd dmesg flock grep head ls od sed stat tail timeout tr xargs; do
    command -v $tool >/dev/null || lacking="$lacking $tool"
  done
  if [ "$USER_ID" = 0 ] && [ -w "$SYS/bus/pci/drivers_probe" ]; then
    may_change=yes
  fi
  read_line /proc/sys/kernel/random/boot_id
  answer hello "$(
    printf '%s\n' 'version 3' "uid $USER_ID" "change $may_change" "host $(uname -nr)" "boot $line" \
      "lack$lacking" "key $(key)" "session ${SSH_CONNECTION-}" \
      "order$(printf '\1\0\0\0\0\0\0\0' | od -An -tx8)"
  )"
}

# Prints the key of this machine: hashes of what stays with its system and with its
# hardware, each where it can be read.
key() {
  hardware=$SYS/class/dmi/id
  if grep -qx '[0-9a-f]\{32\}' "$ETC/machine-id" 2>/dev/null; then
    hashed id <"$ETC/machine-id"
  fi
  # A board that was never given an identity has one of zeros or Fs alone.
  if grep -q '[1-9A-Ea-e]' "$hardware/product_uuid" 2>/dev/null; then
    cat "$hardware/product_uuid" "$hardware/board_serial" 2>/dev/null | hashed dmi
  fi
}

# NAME: prints the hash of the input, with that name before it.
hashed() {
  sum=$(sha256sum 2>/dev/null) || return
  printf '%s:%s ' "$1" "${sum%% *}"
}

cd / || exit
hello
if [ "$USER_ID" = 0 ]; then
  audit started
fi
while IFS= read -r line; do
  cd / || line=''
  if [ ${#line} -ge 99999 ]; then
    line=''
  fi
  case $line in
    *[!0-9A-Za-z:.,_\ -]* | ' '*) line='' ;;
  esac
  # shellcheck disable=SC2086 # the words of the request
  set -- $line
  case ${1-} in
    '' | *[!0-9]* | 0* | ??????????*) set -- 0 ;;
  esac
  ID=$1
  shift
  serve "$@"
done
