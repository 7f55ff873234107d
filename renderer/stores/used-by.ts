/** Who uses each function of the machine on screen, kept up to date: a guest that starts changes nothing that a scan sees. */
import { useEffect, useMemo } from "react";
import type { Machine } from "../../shared/machine/machine.ts";
import { type UsedByIndex, usedByIndex } from "../../shared/machine/used-by.ts";
import type { Words } from "../../shared/words/message.ts";
import { notKnownOf } from "../model/not-known.ts";
import { HEADER_WORDS } from "../words/header.ts";
import { OVERVIEW_WORDS } from "../words/overview.ts";
import { useMachine } from "./machine.ts";
import { askUsage, type UsageSeen, usageAge, usageNow, useUsage, useUsageNow, useUsageProblem } from "./usage.ts";

/** An answer that is older is asked for again while somebody looks; the program itself spares machines that are slow. */
const OLD_MS = 15_000;

function askIfOld(): void {
  const { host, live, machine } = useMachine.getState();
  if (host === null || document.hidden || live !== "live" || machine?.snapshot.identity.kind === "file") return;
  if (usageAge(host) >= OLD_MS) void askUsage(host);
}

/** Those who look: one clock is enough for all of them. */
let watching = 0;
let clock = 0;

function watch(): () => void {
  watching++;
  if (watching === 1) {
    // Often enough that an answer is hardly older than it may be.
    clock = window.setInterval(askIfOld, OLD_MS / 3);
    document.addEventListener("visibilitychange", askIfOld);
  }
  return () => {
    watching--;
    if (watching > 0) return;
    window.clearInterval(clock);
    document.removeEventListener("visibilitychange", askIfOld);
  };
}

let latest: { readonly machine: Machine; readonly usage: UsageSeen | null; readonly index: UsedByIndex } | null = null;

/** One for all who look at the machine on screen: what one has asked of it, the others need not find out again. */
function indexOf(machine: Machine, usage: UsageSeen | null): UsedByIndex {
  if (latest?.machine !== machine || latest.usage !== usage) {
    latest = { machine, usage, index: usedByIndex(machine, usage) };
  }
  return latest.index;
}

/** The same for what a person does once; what is not known yet is not waited for. */
export function usedByNow(machine: Machine): UsedByIndex {
  return indexOf(machine, usageNow(useMachine.getState().host));
}

/** The index of a machine; another one only where the machine or who uses it has changed. */
export function useUsedBy(machine: Machine): UsedByIndex {
  const usage = useUsage(machine);
  useEffect(watch, []);
  return useMemo(() => indexOf(machine, usage), [machine, usage]);
}

/** Why it is not known who uses a function of the machine on screen, where it is not: in a sentence. */
export function useWhyUseUnknown(): Words {
  const usage = useUsageNow();
  const problem = useUsageProblem();
  if (problem !== null) return OVERVIEW_WORDS.usageFailed({ why: problem });
  if (usage === null) return OVERVIEW_WORDS.usageReading;
  return notKnownOf(usage.unread)?.summary ?? HEADER_WORDS.notRead;
}
