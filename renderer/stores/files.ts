/** Opening a text or a file of the user's own: it goes to the program as it is, which shows it as a machine. */
import { create } from "zustand";
import { MOST_OPENED, TOO_LARGE } from "../../shared/pasted/limits.ts";
import { readPasted } from "../../shared/pasted/read.ts";
import { visibleLine } from "../../shared/pci/visible-text.ts";
import { errorWords, WordsError } from "../../shared/words/errors.ts";
import { mapWords, type Words } from "../../shared/words/message.ts";
import { sayNow } from "../words/language.ts";
import { STORE_WORDS } from "../words/stores.ts";
import { client, loadInfo, useConnection } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { addNotice } from "./notices.ts";

/** What a machine out of pasted text is called. */
export const PASTED: Words = STORE_WORDS.pastedText;

/** A text that takes its time to open. */
interface Opening {
  readonly name: string;
  /** From 0 to 1. */
  readonly part: number;
}

interface OpeningState {
  readonly opening: Opening | null;
}

export const useOpening = create<OpeningState>(() => ({ opening: null }));

/** Characters of a name; a number may follow. */
const MOST_NAME = 240;

/** Counts what was asked for: an answer to anything but the last is of no use any more. */
let asked = 0;

client.on("text.progress", ({ part }) => {
  useOpening.setState(({ opening }) => ({ opening: opening && { ...opening, part } }));
});

/** What is being opened is not opened after all. */
export function cancelOpening(): void {
  asked += 1;
  useOpening.setState({ opening: null });
  void client.call("text.cancel", {}).catch(() => undefined);
}

/** A name that no opened file has: `pasted text (2)`, so that one can be told from another. */
function freeName(name: string): string {
  const taken = new Set(useConnection.getState().info?.files.map(({ file }) => file));
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
  return free;
}

/** Opens what was pasted or a file as a machine. @returns what is wrong with it, in one sentence; null when it is open, or was cancelled */
export async function openText(called: Words, input: string | Blob): Promise<Words | null> {
  const name = sayNow(called);
  asked += 1;
  const own = asked;
  try {
    const size = typeof input === "string" ? input.length : input.size;
    if (size > MOST_OPENED) throw new WordsError(TOO_LARGE);
    useOpening.setState({ opening: { name, part: 0 } });
    const content =
      typeof input === "string" ? { text: input } : { bytes: await base64Of(input), ...modifiedOf(input) };
    if (own !== asked) return null;
    const { host } = await client.call("host.openText", { name: freeName(name.slice(0, MOST_NAME)), ...content });
    if (own !== asked) return null;
    await loadInfo();
    await useMachine.getState().open(host);
    return null;
  } catch (error) {
    return own === asked ? errorWords(error) : null;
  } finally {
    if (own === asked) useOpening.setState({ opening: null });
  }
}

function modifiedOf(file: Blob): { readonly modified?: number } {
  // What was changed before 1970 was not.
  return file instanceof File && file.lastModified >= 0 ? { modified: file.lastModified } : {};
}

/** Bytes that are put into base64 at once: a number of threes, so that the pieces can be joined. */
const PIECE = 48 * 1024;

async function base64Of(file: Blob): Promise<string> {
  const pieces: string[] = [];
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    pieces.push(btoa(String.fromCharCode(...bytes)));
  }
  return pieces.join("");
}

/** Opens each file as a machine, one after the other; what is wrong with one becomes a notice. */
export async function openFiles(files: Iterable<File>): Promise<void> {
  // The list of a drop is empty once the drop is over.
  for (const file of [...files]) {
    const wrong = await openText(file.name, file);
    if (wrong !== null)
      addNotice("danger", mapWords(STORE_WORDS.notOpened({ name: file.name, reason: wrong }), visibleLine));
  }
}

export function isFileHost(host: string | null): host is string {
  return host?.startsWith("file:") === true;
}

type OpenedFile = NonNullable<ReturnType<typeof useConnection.getState>["info"]>["files"][number];

/** All machines of the file that this one is of, itself included; empty where it is of none. */
export function partsOf(files: readonly OpenedFile[], host: string | null): readonly OpenedFile[] {
  const first = files.find((file) => file.host === host)?.first;
  return files.filter((file) => file.first === first);
}

/** Closes an opened file with all its machines; what is on screen of it gives way to the machine that the program began with. */
export async function closeFile(host: string): Promise<void> {
  const { info } = useConnection.getState();
  const closed = [host, ...partsOf(info?.files ?? [], host).map((part) => part.host)];
  if (closed.includes(useMachine.getState().host ?? "")) {
    const initial = info?.initial ?? "local";
    await useMachine.getState().open(closed.includes(initial) ? "local" : initial);
  }
  await client.call("host.disconnect", { host }).catch(() => undefined);
  await loadInfo();
}

/** As much of a text as is looked at before it is opened unasked. */
const LOOK_AT = 64 * 1024;

/** Does it tell of PCI functions, or is it a report of ours? */
export function looksLikeMachine(text: string): boolean {
  if (/^\s*\{/.test(text)) return text.includes('"functions"');
  return readPasted(text.slice(0, LOOK_AT)).ok;
}

/** Is it worth a try when it is pasted where nothing is typed? A line or a word that tells of nothing was pasted by mistake. */
export function mayBeMachine(text: string): boolean {
  return /\S.*\n.*\S/s.test(text.slice(0, LOOK_AT).trim()) || looksLikeMachine(text);
}

/** Asks for a file and opens it. Only in answer to a key or a click: browsers allow it then alone. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.setAttribute("aria-label", sayNow(STORE_WORDS.dumpOrReport));
  input.addEventListener("change", () => {
    void openFiles(input.files ?? []);
  });
  input.click();
}
