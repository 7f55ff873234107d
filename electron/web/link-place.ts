/** Tells whoever started browser mode how to open it: the one-time link, the way from another computer, how to end it. */
import { hostname, userInfo } from "node:os";
import { shellWord } from "../../shared/operations/verbs/shell.ts";
import { visibleLine } from "../../shared/pci/visible-text.ts";
import { LinkFile, linksOfRunning } from "./link-file.ts";
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
  private readonly command: string;
  private readonly file = new LinkFile();
  port = 0;

  /** @param command what prints the link of a program that runs */
  constructor(keys: PageKeys, mayChange: boolean, command: string) {
    this.keys = keys;
    this.mayChange = mayChange;
    this.command = command;
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
        console.log(`  Its one-time link is in ${visibleLine(path)}; ${this.command} prints it.`);
      }
    }
    console.log(`  Each link opens one tab; after that, ${this.command} prints another one.`);
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

/** Prints the links of the programs that run, for whoever asks as their user. @param command what starts one */
export function printLinks(command: string): void {
  const links = linksOfRunning();
  if (links.length === 0) {
    console.error(`No browser mode of yours runs on this machine: start it with ${command}.`);
    process.exitCode = 1;
  }
  for (const { link, pid } of links) console.log(links.length === 1 ? link : `${link}  (process ${pid})`);
}
