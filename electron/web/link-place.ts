/** Tells whoever started browser mode how to open it: the one-time link, the way from another computer, how to end it. */
import { hostname, userInfo } from "node:os";
import { shellWord } from "../../shared/operations/verbs/shell.ts";
import { visibleLine } from "../../shared/pci/visible-text.ts";
import { LinkFile } from "./link-file.ts";
import type { PageKeys } from "./page-keys.ts";
import { originOf } from "./server.ts";

/** `lab1` or `alice@lab1`: how this machine is reached by ssh, as far as is known here; one word of a shell. */
function sshName(): string {
  let user = "";
  try {
    user = `${userInfo().username}@`;
  } catch {
    // The machine's list does not have this user.
  }
  return shellWord(`${user}${hostname()}`);
}

/** A port that somebody has on the other side must end it: he would be given the link. */
function tunnel(port: number): string {
  return `ssh -o ExitOnForwardFailure=yes -L 127.0.0.1:${port}:127.0.0.1:${port} ${sshName()}`;
}

/** Where the link for the next page is to be found: on a terminal it is printed; elsewhere a log might keep it. */
export class LinkPlace {
  private readonly keys: PageKeys;
  private readonly mayChange: boolean;
  private readonly file = new LinkFile();
  port = 0;

  constructor(keys: PageKeys, mayChange: boolean) {
    this.keys = keys;
    this.mayChange = mayChange;
  }

  /** @param before what the link is for, where it is printed */
  renew(before: string): void {
    const link = `${originOf(this.port)}/#${this.keys.linkSecret}`;
    this.file.write(link);
    if (process.stdout.isTTY) console.log(`${before} ${link}`);
    else if (this.file.path === null) {
      console.log(
        "There is no folder that only you can read to put the next link in: start it in a terminal, which shows it.",
      );
    }
  }

  announce(): void {
    this.renew("SR-IOV Inspector is at");
    if (!process.stdout.isTTY) {
      console.log(`SR-IOV Inspector is at ${originOf(this.port)}/`);
      const { path } = this.file;
      if (path !== null) {
        console.log(`  Its one-time link is in ${visibleLine(path)}; npm start -- --link prints it.`);
      }
    }
    console.log("  Each link opens one tab; after that, npm start -- --link prints another one.");
    console.log(
      this.mayChange
        ? "  Pages may change this machine, after a plan."
        : "  Pages may only look; with --allow-changes they may change this machine, after a plan.",
    );
    console.log(`  To open it on another computer, run this there, then open the link:\n    ${tunnel(this.port)}`);
    console.log(`  ${process.stdout.isTTY ? "Ctrl+C" : `kill ${process.pid}`} ends it.`);
  }

  remove(): void {
    this.file.remove();
  }
}
