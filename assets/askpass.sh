#!/bin/sh
# Started by ssh when it wants to know something. Hands the question to the program that started ssh, through files in
# the private folder that this copy of the script lies in, and gives its answer to ssh. No secret is ever an argument.
set -u
umask 077
[ $# -gt 0 ] || exit 0
dir=${0%/*} answer=''
trap 'rm -f "$dir/a$$" "$dir/q$$"' EXIT
trap 'exit 1' HUP INT TERM
mkfifo "$dir/a$$" || exit 1
printf '%s\n%s' "${SSH_ASKPASS_PROMPT-}" "$1" >"$dir/q$$.new" && mv "$dir/q$$.new" "$dir/q$$" || exit 1
# When the program has gone, nobody will ever answer.
(
  while [ -e "$dir/a$$" ] && kill -0 "$SRIOV_INSPECTOR_PID" 2>/dev/null; do sleep 1; done
  [ ! -p "$dir/a$$" ] || echo - >"$dir/a$$"
) >/dev/null 2>&1 &
IFS= read -r answer <"$dir/a$$" || :
case $answer in +*) printf '%s\n' "${answer#+}" ;; *) exit 1 ;; esac
