import { describe, expect, it } from "vitest";
import type { LinkFacts } from "../../../../shared/machine/facts.ts";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { bdf, sampleFunction, samplePort, sampleSnapshot } from "../../../testing/machines.ts";
import { hopsOf } from "./hops.ts";

function link(speed: number, width: number): LinkFacts {
  return { speed, width, maxSpeed: speed, maxWidth: width };
}

/** Root port → switch (upstream, downstream) → PF with a VF. */
const machine = buildMachine(
  sampleSnapshot([
    samplePort("0000:00:01.0", 1, { link: link(16, 8) }),
    samplePort("0000:01:00.0", 2, { link: link(16, 8), parent: bdf("0000:00:01.0") }),
    samplePort("0000:02:00.0", 3, { link: link(32, 16), parent: bdf("0000:01:00.0") }),
    sampleFunction("0000:03:00.0", { link: link(32, 16), parent: bdf("0000:02:00.0") }),
    sampleFunction("0000:03:00.1", { physfn: bdf("0000:03:00.0"), parent: bdf("0000:02:00.0") }),
    sampleFunction("0000:00:1f.0"),
  ]),
);
function hops(address: string) {
  const fn = machine.byBdf.get(bdf(address));
  if (!fn) throw new Error(address);
  return hopsOf(machine, fn).map((hop) => [hop.below.bdf, hop.above.bdf, hop.link?.text ?? null, hop.narrowest]);
}

describe("the way to the root complex", () => {
  it("has a link from port to port, none inside a switch, and its narrowest marked", () => {
    expect(hops("0000:03:00.0")).toEqual([
      ["0000:03:00.0", "0000:02:00.0", "32 GT/s x16", false],
      ["0000:02:00.0", "0000:01:00.0", null, false],
      ["0000:01:00.0", "0000:00:01.0", "16 GT/s x8", true],
    ]);
  });

  it("is no switch where nothing is known of a link", () => {
    const [hop] = hopsOf(
      buildMachine(
        sampleSnapshot([
          samplePort("0000:00:01.0", 1, { link: link(16, 8) }),
          sampleFunction("0000:01:00.0", { leftUnread: true as const, parent: bdf("0000:00:01.0") }),
        ]),
      ),
      sampleFunction("0000:01:00.0", { leftUnread: true as const, parent: bdf("0000:00:01.0") }),
    );
    expect(hop).toMatchObject({ link: null, isInside: false });
  });

  it("is the bus of a bridge, and no switch, where what is below is no port", () => {
    const display = sampleFunction("0000:02:00.0", { parent: bdf("0000:01:00.0") });
    const onBus = buildMachine(
      sampleSnapshot([
        samplePort("0000:00:01.0", 1),
        samplePort("0000:01:00.0", 2, { parent: bdf("0000:00:01.0") }),
        display,
      ]),
    );
    expect(hopsOf(onBus, display)[0]).toMatchObject({ link: null, isInside: false });
  });

  it("has no narrowest link where all carry the same", () => {
    expect(hops("0000:01:00.0")).toEqual([["0000:01:00.0", "0000:00:01.0", "16 GT/s x8", false]]);
  });

  it("of a VF is its PF's", () => {
    expect(hops("0000:03:00.1")).toEqual(hops("0000:03:00.0"));
  });

  it("is empty for what sits in the root complex", () => {
    expect(hops("0000:00:1f.0")).toEqual([]);
  });
});
