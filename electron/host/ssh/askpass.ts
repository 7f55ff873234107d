/**
 * Answers what ssh asks: it starts a small script (assets/askpass.sh), which leaves the question in a private folder and
 * waits at a pipe there for the answer. Secrets go through that pipe only: no argument, environment or log has them.
 */

import { spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  type FSWatcher,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { WordsError } from "../../../shared/words/errors.ts";
import { SSH_WORDS } from "../../../shared/words/texts/ssh.ts";
import { errorCode } from "../errors.ts";
import { ownName, removeLeftovers } from "../places/leftovers.ts";
import { runtimeDirectories, temporaryDirectory } from "../places/places.ts";

export interface Question {
  readonly kind: "secret" | "confirm" | "notice";
  /** The program's own words. */
  readonly text: string;
  /** The same was asked before on this connection: the last answer was not accepted. */
  readonly again: boolean;
}

/** @returns the answer, in one line; null when the user declines, or nobody wants to know any more */
export type AskPerson = (question: Question, signal: AbortSignal) => Promise<string | null>;

const QUESTION = /^q([0-9]{1,10})$/;
const LONGEST_TEXT = 4000;
const PROGRAM = "askpass";
/** The script opens its pipe right after it has asked. */
const TRIES = 100;
const TRY_MS = 20;

/** True for ssh's question whether a new host key is the right one, which wants a word for an answer. */
function wantsYes(text: string): boolean {
  return /\(yes\/no[/)]/.test(text);
}

/** Where nobody else can put another folder in the place of ours. */
function* bases(): Generator<string> {
  yield* runtimeDirectories();
  const temporary = temporaryDirectory();
  if (temporary !== null) yield temporary;
}

/** A folder that only we may enter, where programs may be run. @throws Error when there is none */
function privateFolder(script: string): string {
  // The command line asks as well, and a key that ends it leaves its folder here.
  removeLeftovers();
  for (const base of bases()) {
    let folder: string | null = null;
    try {
      folder = mkdtempSync(join(base, ownName()));
      writeFileSync(join(folder, PROGRAM), script, { mode: 0o700 });
      // Without a question it does nothing: only whether it can be run is of interest.
      if (spawnSync(join(folder, PROGRAM), { stdio: "ignore" }).status === 0) return folder;
    } catch {
      // The next place may do.
    }
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
  throw new WordsError(SSH_WORDS.noAskFolder);
}

export class Askpass {
  private readonly folder: string;
  private readonly ask: AskPerson;
  private readonly watcher: FSWatcher;
  private readonly asked = new Set<string>();
  private readonly texts = new Set<string>();
  private readonly ending = new AbortController();
  private cancel: (reason: Error) => void = () => undefined;
  /** Rejects when the user declines to answer. */
  readonly cancelled: Promise<never>;

  /** @param script the text of assets/askpass.sh. @throws Error when nothing can be asked on this machine */
  constructor(script: string, ask: AskPerson) {
    this.ask = ask;
    this.cancelled = new Promise((_resolve, reject) => {
      this.cancel = reject;
    });
    this.cancelled.catch(() => undefined);
    this.folder = privateFolder(script);
    process.once("exit", this.remove);
    this.watcher = watch(this.folder, () => this.look());
    this.watcher.on("error", () => undefined);
  }

  /** What ssh needs in its environment to ask us. */
  get env(): NodeJS.ProcessEnv {
    return {
      SSH_ASKPASS: join(this.folder, PROGRAM),
      // Before 8.4 ssh asks this way only where it has a display and no terminal.
      SSH_ASKPASS_REQUIRE: "force",
      DISPLAY: process.env.DISPLAY ?? ":",
      SRIOV_INSPECTOR_PID: String(process.pid),
    };
  }

  close(): void {
    this.ending.abort();
    this.watcher.close();
    process.removeListener("exit", this.remove);
    this.remove();
  }

  private readonly remove = (): void => {
    rmSync(this.folder, { recursive: true, force: true });
  };

  /** A folder that somebody took away holds no question, and ssh finds nobody there to ask. */
  private names(): readonly string[] {
    try {
      return readdirSync(this.folder);
    } catch {
      return [];
    }
  }

  private look(): void {
    if (this.ending.signal.aborted) return;
    for (const name of this.names()) {
      const number = QUESTION.exec(name)?.[1];
      if (number === undefined || this.asked.has(number)) continue;
      this.asked.add(number);
      void this.handle(number);
    }
  }

  private async handle(number: string): Promise<void> {
    let content = "";
    try {
      content = readFileSync(join(this.folder, `q${number}`), "utf8");
    } catch {
      return;
    }
    const end = content.indexOf("\n");
    const hint = content.slice(0, end);
    const text = content.slice(end + 1, end + 1 + LONGEST_TEXT).trim();
    const isHostKey = wantsYes(text);
    const kind = isHostKey || hint === "confirm" ? "confirm" : hint === "none" ? "notice" : "secret";
    const again = kind === "secret" && this.texts.has(text);
    this.texts.add(text);
    const answer = await this.ask({ kind, text, again }, this.ending.signal);
    // ssh would go on with an empty password, and ask again.
    if (answer === null) this.cancel(new WordsError(SSH_WORDS.unanswered));
    await this.reply(number, answer === null ? "-" : `+${isHostKey ? "yes" : answer}`);
  }

  private async reply(number: string, line: string): Promise<void> {
    for (let tries = 0; tries < TRIES && !this.ending.signal.aborted; tries++) {
      try {
        // Without waiting: ssh may have ended meanwhile, and then nobody reads.
        const pipe = openSync(join(this.folder, `a${number}`), constants.O_WRONLY | constants.O_NONBLOCK);
        try {
          writeSync(pipe, `${line}\n`);
        } finally {
          closeSync(pipe);
        }
        return;
      } catch (error) {
        if (errorCode(error) !== "ENXIO") return;
        await delay(TRY_MS);
      }
    }
  }
}
