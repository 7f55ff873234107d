/** How the page stands with the program. */

/**
 * `refused`: neither the link nor the tab opens anything. `lost`: nobody at the address proves to be the program.
 * `silent`: connected to the program, which does not answer. `stranger`: somebody answers wrongly.
 */
export type SocketState = "connecting" | "open" | "silent" | "lost" | "stranger" | "refused";

/** The program at the other end has proved itself, and the connection to it stands; it may be slow to answer. */
export function isConnected(socket: SocketState): boolean {
  return socket === "open" || socket === "silent";
}
