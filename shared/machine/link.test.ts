import { describe, expect, test } from "vitest";
import { inEnglish } from "../words/testing/english.ts";
import type { FunctionInfo, LinkFacts } from "./facts.ts";
import { hasDegradedLink, type LinkJudgement, linkOf as linkOfInWords, namesDegradedLink } from "./link.ts";
import { buildMachine } from "./machine.ts";
import { bdf, functionInfo, labServer, pfWithVfs, snapshot } from "./testing/sample-machine.ts";

const linkOf = (...of: Parameters<typeof linkOfInWords>) => inEnglish(linkOfInWords(...of));

function link(speed: number | null, width: number | null, maxSpeed: number | null, maxWidth: number | null): LinkFacts {
  return { speed, width, maxSpeed, maxWidth };
}

/** The judgement of the function at `at`. */
function judged(functions: readonly FunctionInfo[], at: string): LinkJudgement | null {
  const machine = buildMachine(snapshot(functions));
  const fn = machine.byBdf.get(bdf(at));
  return fn ? linkOf(machine, fn) : null;
}

function alone(facts: LinkFacts, rest: Partial<FunctionInfo> = {}): LinkJudgement | null {
  return judged([functionInfo("05:00.0", { link: facts, ...rest })], "05:00.0");
}

/** A root port with a card below it. */
function pair(port: LinkFacts, card: LinkFacts): FunctionInfo[] {
  return [
    functionInfo("00:01.0", { classCode: 0x060400, bridge: { secondary: 5, subordinate: 5 }, link: port }),
    functionInfo("05:00.0", { link: card }),
  ];
}

describe("links", () => {
  test.each([
    [link(16, 16, 16, 16), "16 GT/s x16", "full"],
    [link(2.5, 16, 32, 16), "2.5 GT/s x16 (max 32 GT/s)", "degraded"],
    [link(16, 8, 16, 16), "16 GT/s x8 (max x16)", "degraded"],
    [link(8, 4, 16, 16), "8 GT/s x4 (max 16 GT/s x16)", "degraded"],
    [link(2.5, 0, 16, 16), "down (max 16 GT/s x16)", "down"],
    [link(null, null, null, null), "unknown", "unknown"],
    [link(null, 16, 16, 16), "x16 (max 16 GT/s)", "unknown"],
    [link(8, 4, null, 255), "8 GT/s x4", "unknown"],
  ])("%o reads %j and is %s", (facts, text, state) => {
    expect(alone(facts)).toMatchObject({ text, state });
  });

  test("a link whose other end is still to come is not called degraded", () => {
    const [port] = pair(link(16, 8, 16, 16), link(16, 8, 16, 8));
    const part = buildMachine({ ...snapshot(port ? [port] : []), partOf: 2 });
    const [fn] = part.functions;
    expect(fn && linkOf(part, fn)).toMatchObject({ state: "unknown" });
    expect(fn && namesDegradedLink(part, fn)).toBe(false);
    expect(judged(port ? [port] : [], "00:01.0")).toMatchObject({ state: "degraded" });
  });

  test("a link that is all the other end offers is limited, not degraded, seen from either end", () => {
    const gen4port = pair(link(16, 16, 16, 16), link(16, 16, 32, 16));
    expect(judged(gen4port, "05:00.0")).toMatchObject({ state: "limited", text: "16 GT/s x16 (max 32 GT/s)" });
    expect(judged(gen4port, "05:00.0")?.notes.join()).toContain("0000:00:01.0");
    expect(judged(gen4port, "00:01.0")).toMatchObject({ state: "full" });
    const x8card = pair(link(16, 8, 16, 16), link(16, 8, 16, 8));
    expect(judged(x8card, "00:01.0")).toMatchObject({ state: "limited", text: "16 GT/s x8 (max x16)" });
  });

  test("a link below what both ends can do is degraded at both", () => {
    const slow = pair(link(8, 16, 16, 16), link(8, 16, 32, 16));
    expect(judged(slow, "05:00.0")).toMatchObject({ state: "degraded", speedDegraded: true, widthDegraded: false });
    expect(judged(slow, "00:01.0")).toMatchObject({ state: "degraded", speedDegraded: true });
  });

  test("a switch's upstream port is judged against the port above it, not the ports below", () => {
    const port = (at: string, parent: string | null, facts: LinkFacts) =>
      functionInfo(at, { classCode: 0x060400, parent: parent === null ? null : bdf(parent), link: facts });
    const functions = [
      port("00:01.0", null, link(16, 16, 16, 16)),
      port("01:00.0", "00:01.0", link(16, 16, 32, 16)),
      port("02:00.0", "01:00.0", link(8, 4, 32, 16)),
      functionInfo("03:00.0", { parent: bdf("02:00.0"), link: link(8, 4, 8, 4) }),
    ];
    expect(judged(functions, "01:00.0")?.state).toBe("limited");
    expect(judged(functions, "02:00.0")?.state).toBe("limited");
  });

  test("a degraded link is one link, whatever stands at its ends", () => {
    const slow = link(8, 16, 16, 16);
    const port = functionInfo("00:01.0", { classCode: 0x060400, link: slow });
    const card = [0, 1, 2].map((fn) => functionInfo(`01:00.${fn}`, { parent: bdf("00:01.0"), link: slow }));
    const named = (functions: readonly FunctionInfo[]) => {
      const machine = buildMachine(snapshot(functions));
      expect(machine.functions.filter((fn) => hasDegradedLink(machine, fn))).toHaveLength(functions.length);
      return machine.functions.filter((fn) => namesDegradedLink(machine, fn)).map((fn) => fn.bdf);
    };
    expect(named([port, ...card])).toEqual(["0000:01:00.0"]);
    // Nothing below tells of it, or nothing above.
    expect(named([port])).toEqual(["0000:00:01.0"]);
    expect(named(card.slice(0, 1))).toEqual(["0000:01:00.0"]);
  });

  test("a VF shows its PF's link and says so, but is not counted as degraded itself", () => {
    const machine = buildMachine(snapshot(pfWithVfs("01:00.0", 1, { link: link(8, 16, 16, 16) })));
    const [pf, vf] = machine.functions;
    if (!pf || !vf) throw new Error("no VF");
    expect(linkOf(machine, vf)).toMatchObject({ text: "8 GT/s x16 (max 16 GT/s)", ofPf: pf.bdf });
    expect(linkOf(machine, vf)?.notes[0]).toContain("VFs have no link");
    expect(hasDegradedLink(machine, pf)).toBe(true);
    expect(hasDegradedLink(machine, vf)).toBe(false);
  });

  test("tells that an idle GPU lowers its link, and says nothing of the kind for a network card", () => {
    const machine = buildMachine(labServer());
    const gpu = machine.byBdf.get(bdf("41:00.0"));
    expect(gpu && linkOf(machine, gpu)?.notes.join()).toContain("idle");
    expect(alone(link(8, 16, 16, 16), { classCode: 0x020000 })?.notes).toEqual([]);
  });

  test("a function without a link has none", () => {
    expect(judged([functionInfo("05:00.0")], "05:00.0")).toBeNull();
  });
});
