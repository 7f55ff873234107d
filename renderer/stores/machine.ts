/** The machine on screen: opened by id, kept up to date by patches. */
import { create } from "zustand";
import type { Live } from "../../shared/contract/contract.ts";
import { errorText } from "../../shared/error-text.ts";
import { applyPatch, patchFit } from "../../shared/machine/diff.ts";
import type { MachineSnapshot } from "../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../shared/machine/machine.ts";
import { type Departed, departedAfter, NONE_DEPARTED } from "../model/departed.ts";
import { followAccess } from "./access.ts";
import { client, useConnection } from "./connection.ts";
import { forgetMachineView } from "./view.ts";

interface MachineState {
  /** The machine that is shown or being opened. */
  readonly host: string | null;
  readonly machine: Machine | null;
  readonly live: Live["state"];
  /** Why it is lost. */
  readonly lostBecause: string | null;
  readonly opening: boolean;
  /** A look that was asked for is under way. */
  readonly refreshing: boolean;
  /** Why it could not be opened or looked at, in one sentence. */
  readonly error: string | null;
  /** Functions that left since the last look that somebody asked for. */
  readonly departed: Departed;
  open(host: string): Promise<void>;
  /** Looks now; the rows of departed functions go. */
  refresh(): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  dismissError(): void;
}

/** With other rights more or less can be read of every function, so each is one that has changed. */
function asMayBeRead(before: MachineSnapshot, after: MachineSnapshot): MachineSnapshot {
  if (before.identity.privileged === after.identity.privileged) return after;
  return { ...after, functions: after.functions.map((fn) => ({ ...fn })) };
}

export const useMachine = create<MachineState>((set, get) => {
  const take = (host: string, snapshot: MachineSnapshot, live: Live): void => {
    // A slow machine may answer after the user has moved on.
    if (get().host !== host) return;
    set({
      machine: buildMachine(snapshot),
      live: live.state,
      lostBecause: live.reason,
      opening: false,
      error: null,
      departed: NONE_DEPARTED,
    });
  };

  client.on("machine.changed", ({ host, patch }) => {
    const { machine, departed } = get();
    if (host !== get().host || machine === null) return;
    const fit = patchFit(machine.snapshot, patch);
    if (fit === "old") return;
    if (fit === "gap") {
      // A patch went missing (a reconnection): take the whole machine again.
      void get().open(host);
      return;
    }
    const after = buildMachine(asMayBeRead(machine.snapshot, applyPatch(machine.snapshot, patch)));
    set({ machine: after, departed: departedAfter(departed, machine, patch, after) });
  });
  client.on("live.changed", ({ host, state, reason }) => {
    if (host === get().host) set({ live: state, lostBecause: reason });
  });
  useConnection.subscribe(({ socket }, before) => {
    // The other side forgets a page that is cut off: join the machine again.
    const { host } = get();
    if (socket === "open" && before.socket !== "open" && host !== null) void get().open(host);
  });

  return {
    host: null,
    machine: null,
    live: "live",
    lostBecause: null,
    opening: false,
    refreshing: false,
    error: null,
    departed: NONE_DEPARTED,
    async open(host) {
      const before = get().host;
      const same = before === host;
      if (!same) forgetMachineView();
      followAccess(host);
      set({ host, opening: true, error: null, ...(same ? {} : { machine: null, departed: NONE_DEPARTED }) });
      try {
        const { snapshot, live } = await client.call("host.open", { host });
        take(host, snapshot, live);
      } catch (error) {
        if (get().host === host) set({ opening: false, error: errorText(error) });
      }
      // What is not on screen need not be watched; that it could not be said changes nothing here.
      if (before !== null && before !== get().host)
        await client.call("host.close", { host: before }).catch(() => undefined);
    },
    async refresh() {
      const { host, live, lostBecause } = get();
      if (host === null || get().refreshing) return;
      set({ refreshing: true });
      try {
        const snapshot = await client.call("machine.refresh", { host });
        take(host, snapshot, { host, state: live, reason: lostBecause });
      } catch (error) {
        if (get().host === host) set({ error: errorText(error) });
      } finally {
        set({ refreshing: false });
      }
    },
    async setPaused(paused) {
      const { host } = get();
      if (host === null) return;
      try {
        const live = await client.call("live.set", { host, paused });
        if (get().host === host) set({ live: live.state, lostBecause: live.reason });
      } catch (error) {
        set({ error: errorText(error) });
      }
    },
    dismissError() {
      set({ error: null });
    },
  };
});
