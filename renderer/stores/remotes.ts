/** Machines behind ssh: those that were opened, those that are open now, and those that the ssh configuration names. */
import { create } from "zustand";
import type { OpenedMachineEntry, Output } from "../../shared/contract/contract.ts";
import { parseSshTarget } from "../../shared/machine/ssh-target.ts";
import { errorWords } from "../../shared/words/errors.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { remember, useView } from "./view.ts";

const SCHEME = "ssh:";
const KEPT = 8;

interface RemotesState {
  /** Whatever is open, this machine and demo machines included. */
  readonly opened: readonly OpenedMachineEntry[];
  /** null = not asked yet */
  readonly configured: Output<"ssh.hosts"> | null;
}

export const useRemotes = create<RemotesState>(() => ({ opened: [], configured: null }));

/** The id of a machine that a person wrote down; null when it is no name of a machine. */
export function remoteHost(text: string): string | null {
  const name = text.trim().replace(/^ssh:(\/\/)?/, "");
  return parseSshTarget(name) === null ? null : `${SCHEME}${name}`;
}

export function isRemote(host: string | null): host is string {
  return host?.startsWith(SCHEME) === true;
}

/** `root@lab1` of `ssh:root@lab1` */
export function remoteName(host: string): string {
  return host.slice(SCHEME.length);
}

/** Asks which machines are open. That they could not be asked for leaves what was known. */
export async function loadOpened(): Promise<void> {
  const answer = await client.call("host.opened", {}).catch(() => null);
  if (answer !== null) useRemotes.setState({ opened: answer.machines });
}

export async function loadConfigured(): Promise<void> {
  const configured = await client
    .call("ssh.hosts", {})
    .catch((error: unknown) => ({ hosts: [], problem: errorWords(error) }));
  useRemotes.setState({ configured });
}

/** Ends the connection; the machine on screen gives way to this one. */
export async function disconnect(host: string): Promise<void> {
  if (useMachine.getState().host === host) await useMachine.getState().open("local");
  await client.call("host.disconnect", { host }).catch(() => undefined);
  await loadOpened();
}

// A machine that could be opened is offered again at the next start, the last one first.
useMachine.subscribe(({ host, machine }, before) => {
  if (!isRemote(host) || machine === null || before.machine !== null) return;
  const { remotes } = useView.getState();
  if (remotes[0] !== host) remember({ remotes: [host, ...remotes.filter((other) => other !== host)].slice(0, KEPT) });
});
