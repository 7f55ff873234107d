/**
 * The machine on screen: opened by id, kept up to date by patches. Messages are taken in as they come; what is drawn is
 * built of them in slices, so that it may lag behind for a moment where there are many functions.
 */

import { create } from "zustand";
import type { Live } from "../../shared/contract/contract.ts";
import { applyPatch, patchFit } from "../../shared/machine/diff.ts";
import type { MachineSnapshot } from "../../shared/machine/facts.ts";
import { prepareFilters } from "../../shared/machine/filters.ts";
import { growInParts } from "../../shared/machine/forest.ts";
import { buildInParts, type Machine } from "../../shared/machine/machine.ts";
import { prepareSearch } from "../../shared/machine/search.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { atOnce, eachInParts, type InParts } from "../../shared/pci/parts.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { type Departed, departedAfter, NONE_DEPARTED, withDeparted } from "../model/departed.ts";
import { inPageSlices } from "../model/page-slices.ts";
import { followAccess } from "./access.ts";
import { client, useConnection } from "./connection.ts";
import { leaveMachine, returnToMachine } from "./followed.ts";
import { forgetMachineView, GROUPINGS, useView } from "./view.ts";

interface MachineState {
  /** The machine that is shown or being opened. */
  readonly host: string | null;
  /** With `partOf` in its snapshot while not all of its functions are there. */
  readonly machine: Machine | null;
  /** With the departed functions still at their places, for drawing only. */
  readonly drawn: Machine | null;
  /** Functions that have arrived, of all, while some are to come; null = none are. */
  readonly arriving: { readonly done: number; readonly of: number } | null;
  readonly live: Live["state"];
  /** Why it is lost. */
  readonly lostBecause: Words | null;
  /** Since when, in milliseconds since 1970; null = it is not. */
  readonly lostSince: number | null;
  readonly opening: boolean;
  /** A look that was asked for is under way. */
  readonly refreshing: boolean;
  /** Why it could not be opened or looked at, in one sentence. */
  readonly error: Words | null;
  /** Functions that left since the last look that somebody asked for. */
  readonly departed: Departed;
  open(host: string): Promise<void>;
  /** Looks now; the rows of departed functions go. */
  refresh(): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  dismissError(): void;
}

/** What another way of grouping draws, made ready so that choosing one is at once. */
function* otherForests(machine: Machine): InParts<void> {
  for (const grouping of GROUPINGS) yield* growInParts(machine, grouping);
}

/** With other rights more or less can be read of every function, so each is one that has changed. */
function asMayBeRead(before: MachineSnapshot, after: MachineSnapshot): MachineSnapshot {
  if (before.identity.privileged === after.identity.privileged) return after;
  return { ...after, functions: after.functions.map((fn) => ({ ...fn })) };
}

function asLive({ state, reason, since }: Live): Pick<MachineState, "live" | "lostBecause" | "lostSince"> {
  return { live: state, lostBecause: reason, lostSince: since ?? null };
}

/** As many functions are drawn at once, within a few milliseconds. */
const FEW = 2_000;

interface Built extends Pick<MachineState, "departed"> {
  readonly machine: Machine;
  readonly drawn: Machine;
}

export const useMachine = create<MachineState>((set, get) => {
  /** All that has arrived. */
  let arrived: MachineSnapshot | null = null;
  /** Functions that patches have taken away and that are still on screen. */
  let removed: Bdf[] = [];
  /** What is on screen is of an earlier opening: it stays until all has arrived again. */
  let isOld = false;
  /** Counts what is built; null = nothing is being built. */
  let building: number | null = null;
  let builds = 0;

  /** All that takes its time before it can be drawn. */
  function* drawable(snapshot: MachineSnapshot): InParts<Built> {
    const { grouping } = useView.getState();
    const machine = yield* buildInParts(snapshot);
    const { machine: before, departed: already } = get();
    const departed = before === null || isOld ? NONE_DEPARTED : departedAfter(already, before, removed, machine);
    const drawn = departed.size === 0 ? machine : yield* buildInParts(withDeparted(snapshot, departed));
    yield* growInParts(drawn, grouping);
    yield 1;
    prepareFilters(machine);
    if (snapshot.partOf === undefined) yield* eachInParts(machine.functions, prepareSearch);
    yield 1;
    return { machine, drawn, departed };
  }

  /** Is it time to draw what has arrived? A list that grows is drawn when it is twice as long: that costs twice the last. */
  const isDue = ({ functions, partOf }: MachineSnapshot): boolean => {
    const { machine } = get();
    if (partOf === undefined || machine === null) return true;
    return !isOld && functions.length >= 2 * machine.functions.length;
  };

  const draw = (): void => {
    const snapshot = arrived;
    if (building !== null || snapshot === null || snapshot === get().machine?.snapshot || !isDue(snapshot)) return;
    const done = (built: Built): void => {
      building = null;
      isOld = false;
      removed = removed.filter((bdf) => built.machine.byBdf.has(bdf));
      set(built);
      draw();
      if (building !== null || snapshot.functions.length <= FEW || snapshot.partOf !== undefined) return;
      inPageSlices(
        otherForests(built.drawn),
        () => get().drawn === built.drawn,
        () => undefined,
      );
    };
    if (snapshot.functions.length <= FEW) {
      done(atOnce(drawable(snapshot)));
      return;
    }
    builds += 1;
    const own = builds;
    building = own;
    inPageSlices(drawable(snapshot), () => building === own, done);
  };

  const arrive = (snapshot: MachineSnapshot): void => {
    arrived = snapshot;
    const { functions, partOf } = snapshot;
    if (partOf !== undefined) set({ arriving: { done: functions.length, of: partOf } });
    else if (get().arriving !== null) set({ arriving: null });
    draw();
  };

  const forget = (): void => {
    [arrived, removed, isOld, building] = [null, [], false, null];
  };

  client.on("machine.changed", ({ host, patch }) => {
    if (host !== get().host || arrived === null) return;
    const fit = patchFit(arrived, patch);
    if (fit === "old") return;
    if (fit === "gap") {
      // A patch went missing (a reconnection): take the whole machine again.
      void get().open(host);
      return;
    }
    removed = removed.concat(patch.removed);
    arrive(asMayBeRead(arrived, applyPatch(arrived, patch)));
  });
  client.on("live.changed", (live) => {
    if (live.host === get().host) set(asLive(live));
  });
  useConnection.subscribe(({ socket }, before) => {
    // The other side forgets a page that is cut off: join the machine again.
    const { host } = get();
    if (socket === "open" && before.socket !== "open" && host !== null) void get().open(host);
  });

  return {
    host: null,
    machine: null,
    drawn: null,
    arriving: null,
    live: "live",
    lostBecause: null,
    lostSince: null,
    opening: false,
    refreshing: false,
    error: null,
    departed: NONE_DEPARTED,
    async open(host) {
      const before = get().host;
      const name = get().machine?.snapshot.identity.name ?? before ?? "";
      const same = before === host;
      returnToMachine(host);
      if (!same) {
        forgetMachineView();
        forget();
        set({ machine: null, drawn: null, arriving: null, departed: NONE_DEPARTED });
      }
      followAccess(host);
      set({ host, opening: true, error: null });
      try {
        const { snapshot, live } = await client.call("host.open", { host });
        // A slow machine may answer after the user has moved on.
        if (get().host === host) {
          forget();
          isOld = true;
          set({
            ...asLive(live),
            opening: false,
            error: null,
          });
          arrive(snapshot);
        }
      } catch (error) {
        if (get().host === host) set({ opening: false, error: errorWords(error) });
      }
      if (before !== null && before !== get().host) await leaveMachine(before, name);
    },
    async refresh() {
      const { host } = get();
      if (host === null || get().refreshing) return;
      set({ refreshing: true });
      try {
        await client.call("machine.refresh", { host });
        if (get().host === host) {
          [removed, building] = [[], null];
          set(({ machine }) => ({ error: null, drawn: machine, departed: NONE_DEPARTED }));
          draw();
        }
      } catch (error) {
        if (get().host === host) set({ error: errorWords(error) });
      } finally {
        set({ refreshing: false });
      }
    },
    async setPaused(paused) {
      const { host } = get();
      if (host === null) return;
      try {
        const live = await client.call("live.set", { host, paused });
        if (get().host === host) set(asLive(live));
      } catch (error) {
        set({ error: errorWords(error) });
      }
    },
    dismissError() {
      set({ error: null });
    },
  };
});
