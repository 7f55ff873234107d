/** A port for a server that cannot choose its own: below those that the kernel gives to connections, which take any. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Linux's own begin at 32768 (net.ipv4.ip_local_port_range). */
const FIRST = 10_000;
const END = 32_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Free on this machine's loopback now. Only another call of this function, by chance, takes it before its server does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
}
