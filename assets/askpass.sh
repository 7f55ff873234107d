#!/bin/sh
# Started by ssh when it wants to know something. Hands the question to the program that started ssh, through
# files in the private folder that this copy of the script lies in, and gives its answer to ssh. No secret is
# ever an argument.
set -u
umask 077
[ $# -gt 0 ] || exit 0

folder=${0%/*}
question=$folder/q$$
pipe=$folder/a$$
trap 'rm -f "$pipe" "$question"' EXIT
trap 'exit 1' HUP INT TERM
mkfifo "$pipe" || exit 1
# Exchanged as a whole: whoever watches the folder never sees half a question.
printf '%s\n%s' "${SSH_ASKPASS_PROMPT-}" "$1" >"$question.new" || exit 1
mv "$question.new" "$question" || exit 1

# When the program has gone, nobody will ever answer.
(
  while [ -e "$pipe" ] && kill -0 "$SRIOV_INSPECTOR_PID" 2>/dev/null; do
    sleep 1
  done
  [ ! -p "$pipe" ] || echo - >"$pipe"
) >/dev/null 2>&1 &

answer=''
IFS= read -r answer <"$pipe"
case $answer in
  +*) printf '%s\n' "${answer#+}" ;;
  *) exit 1 ;;
esac
