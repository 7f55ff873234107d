/** A start while the program runs already: what it hands to the one that runs, and what that one makes of it. Pure. */
import { resolve } from "node:path";
import { z } from "zod";
import type { Words } from "../../shared/words/message.ts";
import { type LaunchOptions, parseLaunch } from "../services/program/launch-options.ts";
import { MAIN_WORDS } from "./words.ts";

/** What travels from one start to the other: words as they were typed, and the folder that they were typed in. */
const Handed = z.strictObject({ args: z.array(z.string().max(4096)).max(32), folder: z.string().max(4096) });
export type Handed = z.infer<typeof Handed>;

export type SecondStart =
  /** Only the window is wanted. */
  | { readonly kind: "window" }
  | { readonly kind: "machine"; readonly host: string }
  | { readonly kind: "file"; readonly path: string };

const NAMES_MACHINE = /^--(host|demo)(=|$)/;

function requestOf(args: readonly string[], folder: string, { host, file }: LaunchOptions): SecondStart {
  if (file !== null) return { kind: "file", path: resolve(folder, file) };
  return args.some((word) => NAMES_MACHINE.test(word)) ? { kind: "machine", host } : { kind: "window" };
}

/** What a running program is asked for, checked as its own command line is; null for what makes no sense. */
export function secondStart(handed: unknown, version: string, demos: readonly string[]): SecondStart | null {
  const parsed = Handed.safeParse(handed);
  if (!parsed.success) return null;
  const { args, folder } = parsed.data;
  const launch = parseLaunch(args, version, demos);
  if (launch.kind === "exit" || onlyAtFirst(launch.options) !== null) return null;
  return requestOf(args, folder, launch.options);
}

/** The option of which a program that runs takes no other value, as how it reads its machines; null = none was given. */
function onlyAtFirst({ sysfsRoot, kernel, sshConfig, lang }: LaunchOptions): string | null {
  if (sysfsRoot !== null) return "--sysfs-root";
  if (kernel !== null) return "--kernel";
  if (lang !== null) return "--lang";
  return sshConfig === null ? null : "--ssh-config";
}

/** What the second start says on its own terminal as it ends, and its status. */
export function secondStartWords(
  { args, folder }: Handed,
  options: LaunchOptions,
): { readonly text: Words; readonly status: number } {
  const late = onlyAtFirst(options);
  if (late !== null) {
    return { text: MAIN_WORDS.onlyAtStart({ option: late }), status: 1 };
  }
  const request = requestOf(args, folder, options);
  if (request.kind === "window") return { text: MAIN_WORDS.toFront, status: 0 };
  const what = request.kind === "machine" ? options.host : (options.file ?? request.path);
  return { text: MAIN_WORDS.opensThere({ what }), status: 0 };
}
