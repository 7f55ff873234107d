import { describe, expect, it } from "vitest";
import type { FunctionInfo, LinkFacts } from "../../../../shared/machine/facts.ts";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { pfSpace } from "../../../testing/config-bytes.ts";
import { bdf, sampleFamily, sampleFunction, samplePort, sampleSnapshot } from "../../../testing/machines.ts";
import { linkVerdict } from "./verdict.ts";

function link(speed: number | null, width: number | null, maxSpeed = speed, maxWidth = width): LinkFacts {
  return { speed, width, maxSpeed, maxWidth };
}

const CARD = "0000:01:00.0";
const port = (facts: LinkFacts) => samplePort("0000:00:01.0", 1, { link: facts });
const card = (facts: Partial<FunctionInfo>) => sampleFunction(CARD, { parent: bdf("0000:00:01.0"), ...facts });

/** What is said of the last of these functions. */
function verdict(...functions: readonly FunctionInfo[]) {
  const machine = buildMachine(sampleSnapshot(functions));
  const last = functions.at(-1);
  return inEnglish(last === undefined ? null : linkVerdict(machine, last, null));
}

describe("a link in one line", () => {
  it("is quiet where it is all that it can be", () => {
    const full = link(16, 16);
    expect(verdict(port(full), card({ link: full }))).toEqual({
      text: "16 GT/s x16",
      tip: "As fast and as wide as it can be.",
      state: "fine",
    });
  });

  it("names the end that limits it", () => {
    const told = verdict(port(link(8, 8)), card({ link: link(8, 8, 16, 16) }));
    expect(told).toMatchObject({ text: "8 GT/s x8 of 16 GT/s x16: 00:01.0 limits it", state: "fine" });
    expect(told?.tip).toContain("0000:00:01.0, supports no more");
  });

  it("is degraded where both ends could do more", () => {
    const slow = link(2.5, 16, 32, 16);
    const told = verdict(port(slow), card({ link: slow }));
    expect(told).toMatchObject({ text: "2.5 GT/s x16 of 32 GT/s x16: degraded", state: "degraded" });
    expect(told?.tip).toContain("below what both ends support");
  });

  it("names the link further up that carries less", () => {
    const told = verdict(
      samplePort("0000:00:01.0", 1, { link: link(16, 4) }),
      samplePort("0000:01:00.0", 2, { link: link(16, 4), parent: bdf("0000:00:01.0") }),
      samplePort("0000:02:00.0", 3, { link: link(32, 16), parent: bdf("0000:01:00.0") }),
      sampleFunction("0000:03:00.0", { link: link(32, 16), parent: bdf("0000:02:00.0") }),
    );
    expect(told?.text).toBe("32 GT/s x16, but 16 GT/s x4 below 00:01.0");
    expect(told?.tip).toContain("between 0000:01:00.0 and 0000:00:01.0");
  });

  it("of a VF is its PF's", () => {
    const [pf, vf] = sampleFamily(CARD, 1) as [FunctionInfo, FunctionInfo];
    expect(verdict(pf, vf)).toMatchObject({ text: "16 GT/s x16" });
    expect(verdict(pf, vf)?.tip).toContain("the link of the PF");
  });

  it("is down on an empty slot", () => {
    expect(verdict(port(link(2.5, 0, 16, 16)))?.text).toBe("link down");
  });

  it("is none only where somebody read that there is none", () => {
    expect(verdict(card({ link: null }))).toBeNull();
    expect(verdict(card({ link: null, asleep: true }))).toMatchObject({ text: "link unknown" });
    expect(verdict(card({ link: null, leftUnread: true }))?.tip).toBe("Its link is not read, by your setting.");
    const [pf, vf] = sampleFamily(CARD, 1, { link: null, asleep: true }) as [FunctionInfo, FunctionInfo];
    expect(verdict({ ...pf, link: null }, vf)?.text).toBe("link unknown");
  });

  it("is read from registers where the kernel was not asked", () => {
    const asleep = card({ link: null, asleep: true });
    const told = linkVerdict(buildMachine(sampleSnapshot([asleep])), asleep, pfSpace());
    expect(inEnglish(told)?.text).toMatch(/^2\.5 GT\/s x\d+ of /);
  });

  it("with neither speed nor width is unknown", () => {
    expect(verdict(card({ link: link(null, null) }))?.text).toBe("link unknown");
  });
});
