/** Programs of the guest that are started through a connection. */

/**
 * A shell line that runs a program until it ends, or until its own input does, as it is with the connection that
 * started it. Its status is the program's.
 */
export function bound(command: string): string {
  return `exec 3<&0; ${command} </dev/null 3<&- & program=$!; { cat <&3; kill $program; } >/dev/null 2>&1 & exec 3<&-; wait $program`;
}
