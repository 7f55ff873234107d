/** Tells whoever started browser mode how to open it: the one-time link, the way from another computer, how to end it. */
import { hostname, userInfo } from "node:os";
import { shellWord } from "../../shared/operations/verbs/shell.ts";
import { visibleLine } from "../../shared/pci/visible-text.ts";
import type { Message } from "../../shared/words/message.ts";
import { sayHere } from "../host/places/terminal-language.ts";
import { LinkFile, linksOfRunning } from "./link-file.ts";
import type { PageKeys } from "./page-keys.ts";
import { originOf } from "./server.ts";
import { WEB_WORDS } from "./words.ts";

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

  /** The link was used: there is another one now. */
  renew(): void {
    this.place(WEB_WORDS.anotherTab);
  }

  /** @param words for the link, where it is printed */
  private place(words: (values: { readonly link: string }) => Message): void {
    const link = `${originOf(this.port)}/#${this.keys.linkSecret}`;
    this.file.write(link);
    if (process.stdout.isTTY) console.log(sayHere(words({ link })));
    else if (this.file.path === null) console.log(sayHere(WEB_WORDS.linkNowhere));
  }

  announce(): void {
    const { command } = this;
    this.place(WEB_WORDS.at);
    if (!process.stdout.isTTY) {
      console.log(sayHere(WEB_WORDS.at({ link: `${originOf(this.port)}/` })));
      const { path } = this.file;
      if (path !== null) console.log(`  ${sayHere(WEB_WORDS.linkInFile({ path: visibleLine(path), command }))}`);
    }
    console.log(`  ${sayHere(WEB_WORDS.oneTab({ command }))}`);
    console.log(`  ${sayHere(this.mayChange ? WEB_WORDS.mayChange : WEB_WORDS.readOnly)}`);
    console.log(`  ${sayHere(WEB_WORDS.fromElsewhere)}\n    ${tunnel(this.port)}`);
    console.log(`  ${sayHere(WEB_WORDS.endedBy({ action: process.stdout.isTTY ? "Ctrl+C" : `kill ${process.pid}` }))}`);
  }

  remove(): void {
    this.file.remove();
  }
}

/** Prints the links of the programs that run, for whoever asks as their user. @param command what starts one */
export function printLinks(command: string): void {
  const links = linksOfRunning();
  if (links.length === 0) {
    console.error(sayHere(WEB_WORDS.noneRunning({ command })));
    process.exitCode = 1;
  }
  for (const { link, pid } of links) console.log(links.length === 1 ? link : sayHere(WEB_WORDS.linkOf({ link, pid })));
}
