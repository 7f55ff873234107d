/** What stands between the sockets of browser mode and the program that holds the machines: text frames, nothing else. */

/** A page's socket, as the program sees it. */
export interface PageSocket {
  send(text: string): void;
  /** It has proved itself: the limits for strangers are lifted. */
  admit(): void;
  /** @param code of RFC 6455, section 7.4 */
  end(code: number, reason: string): void;
}

/** What takes a page's frames in. */
export interface PageFrames {
  receive(text: string): void;
  /** The socket is gone. */
  close(): void;
}

/** Called for each socket that was opened. Nobody knows yet whose it is. */
export type Gateway = (socket: PageSocket) => PageFrames;
