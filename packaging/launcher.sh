#!/bin/sh
# Starts SR-IOV Inspector: its command line, browser mode or its window, and says in a sentence why it cannot where
# Electron would only abort.
home=/usr/lib/sriov-inspector

# Why there is no window: a word. Browser mode's program says it in the user's language, unless the words themselves are
# wrong, which comes first.
refuse() {
  export SRIOV_INSPECTOR_NO_WINDOW="$1"
  shift
  exec "$home/node" --disable-sigusr1 "$home/app/dist/app/web.js" "$@"
}

# Without one Chromium crashes. One of another computer, as ssh names it, is not looked for.
is_display_there() {
  case ${WAYLAND_DISPLAY-} in
    '') ;;
    /*) [ ! -S "$WAYLAND_DISPLAY" ] || return 0 ;;
    *) [ ! -S "${XDG_RUNTIME_DIR-}/$WAYLAND_DISPLAY" ] || return 0 ;;
  esac
  case ${DISPLAY-} in
    '') return 1 ;;
    :*) ;;
    *) return 0 ;;
  esac
  number=${DISPLAY#:}
  socket=/tmp/.X11-unix/X${number%%.*}
  [ ! -S "$socket" ] || return 0
  # Some servers have it under a name that is no file.
  [ ! -r /proc/net/unix ] || grep -qF "@$socket" /proc/net/unix
}

# Whether this program runs as its owner, root: not where its file system or this process has lost that right.
runs_as_owner() {
  [ -u "$1" ] || return 1
  case $(findmnt -n -o OPTIONS -T "$1" 2>/dev/null) in *nosuid*) return 1 ;; esac
  ! grep -q '^NoNewPrivs:[[:space:]]*1' /proc/self/status 2>/dev/null
}

# How the words go on: a command, browser mode or the window.
part=window
case ${1-} in
  show | compare | capabilities | help) part=cli ;;
  *)
    # A file that is not there, or a command that was not typed right: browser mode says so and does not begin.
    case ${1-} in
      '' | -*) ;;
      *) [ -e "$1" ] || part=web ;;
    esac
    for word; do
      case $word in
        --browser | --link | --help | -h | --version | -V) part=web ;;
      esac
    done
    ;;
esac

# What a shell has for other programs of Node is not for this one.
unset NODE_OPTIONS

case $part in
  # Without its debugger, which any user of the machine could connect to.
  cli | web) exec "$home/node" --disable-sigusr1 "$home/app/dist/app/$part.js" "$@" ;;
esac

window=$home/window/sriov-inspector
if [ ! -x "$window" ]; then
  refuse package "$@"
fi
# Chromium dumps core as root, before the program could say a word.
if [ "$(id -u)" = 0 ]; then
  refuse root "$@"
fi
if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
  refuse display "$@"
fi
if ! is_display_there; then
  refuse display-gone "$@"
fi
# Its pages run in a sandbox, which takes a set-user-ID helper or user namespaces; never without one.
if ! runs_as_owner "$home/window/chrome-sandbox" && ! unshare --user --map-root-user true 2>/dev/null; then
  refuse sandbox "$@"
fi
exec "$window" "$@"
