/** Sockets of which nobody knows yet whose they are. A flood of them must not keep the user's own page out. */
import type { Socket } from "node:net";

/** A page needs a handful, and for moments only. */
const MOST = 128;

export class Strangers {
  /** Oldest first. */
  private readonly sockets = new Set<Socket>();
  private readonly most: number;

  constructor(most = MOST) {
    this.most = most;
  }

  /** Takes one in until it is closed or known; with too many, the one that has been unknown longest goes. */
  add(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    const [oldest] = this.sockets;
    if (this.sockets.size > this.most && oldest !== undefined) {
      this.sockets.delete(oldest);
      oldest.destroy();
    }
  }

  /** It has proved whose it is. */
  delete(socket: Socket): void {
    this.sockets.delete(socket);
  }
}
