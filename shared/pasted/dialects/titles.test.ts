import { describe, expect, test } from "vitest";
import { english } from "../../words/testing/english.ts";
import { PASTED_LINE_WORDS } from "../../words/texts/pasted-line.ts";
import { readPasted } from "../read.ts";
import { functionsIn } from "../testing/functions-in.ts";
import { titleFacts } from "./title-facts.ts";

const WHOLE = "Acme Corporation Widget Controller";

describe("a title", () => {
  test.each([
    ["0200: 8086:1521 (rev 01)", { class: 0x0200, vendor: 0x8086, device: 0x1521, revision: 1 }],
    ["Class 0604: 8086:352a", { class: 0x0604, vendor: 0x8086, device: 0x352a }],
    ["Class 0604: 8086:352a pcieport", { class: 0x0604, vendor: 0x8086, device: 0x352a, driver: "pcieport" }],
    [`Ethernet controller: ${WHOLE}`, { names: { classLabel: "Ethernet controller", whole: WHOLE } }],
    [
      `Ethernet controller [0200]: ${WHOLE} [8086:1521] (rev 01) (prog-if 00 [Normal decode])`,
      {
        names: { classLabel: "Ethernet controller", whole: WHOLE, progIf: "Normal decode" },
        class: 0x0200,
        vendor: 0x8086,
        device: 0x1521,
        revision: 1,
        progIf: 0,
      },
    ],
    [
      "VGA compatible controller [0300]: Acme AB12 [Widget (big): 9000] [10de:2204] (rev a1)",
      {
        names: { classLabel: "VGA compatible controller", whole: "Acme AB12 [Widget (big): 9000]" },
        class: 0x0300,
        vendor: 0x10de,
        device: 0x2204,
        revision: 0xa1,
      },
    ],
    [
      "Contrôleur Ethernet: Société Générale d'Électronique Carte (modèle 2)",
      { names: { classLabel: "Contrôleur Ethernet", whole: "Société Générale d'Électronique Carte (modèle 2)" } },
    ],
    ["Class [ff00]: Device [1234:5678]", { class: 0xff00, vendor: 0x1234, device: 0x5678 }],
    ["Class ff00: Device 1234:5678", { class: 0xff00, vendor: 0x1234, device: 0x5678 }],
    [
      "Network controller [0242]: Acme Corporation Device [8086:0042]",
      {
        names: { classLabel: "Network controller", vendor: "Acme Corporation" },
        class: 0x242,
        vendor: 0x8086,
        device: 0x42,
      },
    ],
    [
      "Network controller: Acme Corporation Device 0042",
      { names: { classLabel: "Network controller", vendor: "Acme Corporation" }, device: 0x42 },
    ],
    [
      "Network controller: Acme Corporation: Unknown device 0042 (rev 02)",
      { names: { classLabel: "Network controller", vendor: "Acme Corporation" }, device: 0x42, revision: 2 },
    ],
    ["Unknown class [ff00]: Unknown device 1234:5678", { class: 0xff00, vendor: 0x1234, device: 0x5678 }],
    // ff is what a function reads that does not answer.
    [`Bridge: ${WHOLE} (rev ff) (prog-if ff)`, { names: { classLabel: "Bridge", whole: WHOLE }, readsAllOnes: true }],
    [`Bridge: ${WHOLE} (rev ff)`, { names: { classLabel: "Bridge", whole: WHOLE }, readsAllOnes: true }],
    // ffff is nobody's id.
    ["Class 0200: Device ffff:ffff", { class: 0x0200 }],
    ["Bridge [0680]: Illegal Vendor ID Device [ffff:ffff]", { names: { classLabel: "Bridge" }, class: 0x0680 }],
    ["Bridge: Illegal Vendor ID Device ffff", { names: { classLabel: "Bridge" } }],
    ['"Bridge" "Illegal Vendor ID [ffff]" "Device [ffff]" "" ""', { names: { classLabel: "Bridge" } }],
    // A name can leave no room for ids.
    [
      "Bridge [0680]: Acme Thermal & RAS Registers [8086... (rev 02)",
      {
        names: { classLabel: "Bridge", whole: "Acme Thermal & RAS Registers" },
        class: 0x0680,
        vendor: 0x8086,
        revision: 2,
      },
    ],
    [
      '"Ethernet controller [0200]" "Acme \\"A\\" Corporation [8086]" "Widget [1521]" -r01 -p00 "Other [1028]" "Board [0998]"',
      {
        names: {
          classLabel: "Ethernet controller",
          vendor: 'Acme "A" Corporation',
          device: "Widget",
          subsystem: "Other Board",
        },
        class: 0x0200,
        vendor: 0x8086,
        device: 0x1521,
        revision: 1,
        progIf: 0,
        subsystemVendor: 0x1028,
        subsystemDevice: 0x998,
      },
    ],
    ['"0200" "8086" "1521" "" ""', { class: 0x0200, vendor: 0x8086, device: 0x1521 }],
    [
      '"Class 0200" "8086" "1521" "8086" "00a2" "igb"',
      { class: 0x0200, vendor: 0x8086, device: 0x1521, subsystemVendor: 0x8086, subsystemDevice: 0xa2, driver: "igb" },
    ],
  ])("%s tells what stands in it", (rest, facts) => {
    expect(titleFacts(rest)).toEqual(facts);
  });

  test.each(["is the card that fails: see below", "works", "and 01:00.1", '"just a quote"'])(
    "that is prose (%s) is no function",
    (rest) => {
      expect(titleFacts(rest)).toBeNull();
      expect(readPasted(`01:00.0 ${rest}\n`).ok).toBe(false);
    },
  );

  test("in front of which stands a path (-PP) is of the last function, below the one before", () => {
    const functions = functionsIn(
      "0001:00:01.0 Bridge: A\n0001:00:01.0/01:00.0 Bridge: B\n0001:00:01.0/01:00.0/02:03.1 Bridge: C\n",
    );
    expect(functions.map(({ bdf, text }) => [bdf, text.parent])).toEqual([
      ["0001:00:01.0", undefined],
      ["0001:01:00.0", "0001:00:01.0"],
      ["0001:02:03.1", "0001:01:00.0"],
    ]);
  });

  test("whose path has no buses (-P) takes them from what the bridges say, in words or bytes", () => {
    const bridge = "00: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00\n10: 00 00 00 00 00 00 00 00 01 02 05 00";
    const text = [
      "00:01.0 Bridge: A",
      "\tBus: primary=00, secondary=01, subordinate=05, sec-latency=0",
      "00:01.0/00.0 Bridge: B",
      bridge,
      "00:01.0/00.0/1f.3 Network: C",
    ].join("\n");
    expect(functionsIn(text).map(({ bdf, text: told }) => [bdf, told.parent])).toEqual([
      ["0000:00:01.0", undefined],
      ["0000:01:00.0", undefined],
      ["0000:02:1f.3", undefined],
    ]);
  });

  test("whose path says no more than the buses do tells no bridge above", () => {
    const text = "00:01.0 Bridge: A\n\tBus: primary=00, secondary=01, subordinate=05\n00:01.0/01:00.0 Network: B\n";
    expect(functionsIn(text)[1]?.text.parent).toBeUndefined();
  });

  test("whose path has a bus that nobody says is told, and what follows it is nobody's", () => {
    const pasted = readPasted("00:01.0 Bridge: A\n00:01.0/00.0 Network: B\n\tKernel driver in use: igb\n");
    if (!pasted.ok) throw new Error(english(pasted.message));
    expect(pasted.machines[0].functions.map(({ bdf, text }) => [bdf, text.driver])).toEqual([
      ["0000:00:01.0", undefined],
    ]);
    expect(pasted.notUnderstood).toEqual([{ line: 2, why: PASTED_LINE_WORDS.busNotGiven({ bridge: "0000:00:01.0" }) }]);
  });
});

test("functions of one address with other names are of two machines", () => {
  const pasted = readPasted("01:00.0 Network: Acme Widget\n\n01:00.0 Display: Other Gadget\n");
  expect(pasted.ok && pasted.machines.length).toBe(2);
});

test("a name that a terminal cut off is of the same machine, and the whole one counts", () => {
  const [whole, cut] = ["01:00.0 Network: Acme Widget 9000\n", "01:00.0 Network: Acme Wid\n"];
  for (const text of [`${whole}\n${cut}`, `${cut}\n${whole}`]) {
    expect(functionsIn(text).map((fn) => fn.text.names?.whole)).toEqual(["Acme Widget 9000"]);
  }
});
