/** The machines that `show` can print besides this one: far ones, made-up ones and files. */

import "../../shared/words/all.ts";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseSshTarget } from "../../shared/machine/ssh-target.ts";
import { errorWords } from "../../shared/words/errors.ts";
import { ended, names } from "../../shared/words/joined.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import type { HostAccess } from "../host/access.ts";
import { FileHost, type OpenedMachines } from "../host/file/file-host.ts";
import type { LeftUnread } from "../host/left-unread.ts";
import { createDemoHost, DEMO_MACHINES, demoNames } from "../host/simulated/machines/catalogue.ts";
import { readingConfig } from "../host/ssh/ssh-command.ts";
import { SshHost } from "../host/ssh/ssh-host.ts";
import { refuse, tell } from "./language.ts";
import { choiceNote, partIndex } from "./parts.ts";
import type { InputText } from "./read-input.ts";
import type { ProgramPlace, ShowOptions } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

/** @throws Error with one sentence for what is not there or cannot be read */
export async function openOther(
  options: ShowOptions,
  place: ProgramPlace,
  left: LeftUnread | null,
): Promise<HostAccess> {
  if (options.host.startsWith("ssh:")) return await openRemote(options, place, left);
  const demo = DEMO_MACHINES.find(({ name }) => options.host === `demo:${name}`);
  if (!demo) {
    const known = demoNames().map((name) => `demo:${name}`);
    refuse(CLI_WORDS.noMachine({ host: options.host, demos: names(known) }));
  }
  return createDemoHost(demo, options.kernel);
}

/** The machines of a file. @throws Error with one sentence when it tells of none */
export function machinesIn(path: string, { text, archive, modified }: InputText): OpenedMachines {
  const opened = FileHost.open(path, text, { archive, modified });
  if (!opened.ok) refuse(COMMON.labelled({ label: path, text: opened.message }));
  return opened.machines;
}

/** The machine of a file that is asked for; that there are others is told. @throws Error with one sentence */
export function openPart(input: InputText, options: ShowOptions): HostAccess {
  const machines = machinesIn(options.from ?? "", input);
  const shown = machines[partIndex(machines.length, options)] ?? machines[0];
  const note = choiceNote(
    machines.map(({ part }) => part),
    options,
  );
  if (note !== null) tell(note);
  return shown.host;
}

/** Over ssh, which asks on the terminal what it wants to know. @throws Error when root is asked for and not had */
async function openRemote(
  options: ShowOptions,
  { assets }: ProgramPlace,
  left: LeftUnread | null,
): Promise<HostAccess> {
  const name = options.host.slice("ssh:".length);
  const target = parseSshTarget(name);
  if (target === null) refuse(CLI_WORDS.noMachineName({ name }));
  const script = readFileSync(join(assets, "host-helper.sh"), "utf8");
  const extra = readingConfig(options.sshConfig === undefined ? null : resolve(options.sshConfig));
  const host = new SshHost({ target, name, script, asking: null, extra, ...(left === null ? {} : { left }) });
  try {
    await host.identity();
    if (options.sudo) {
      const { state, note } = await host.unlock();
      if (state !== "unlocked") refuse(note ?? CLI_WORDS.rootRefused);
    }
  } catch (error) {
    await host.close();
    refuse(COMMON.labelled({ label: name, text: ended(errorWords(error)) }));
  }
  return host;
}
