import { expect, test } from "vitest";
import { functionsIn } from "../testing/functions-in.ts";

const placed = (text: string) =>
  functionsIn(text).map(({ bdf, text: told }) => [
    bdf,
    told.parent ?? null,
    told.bridge ? [told.bridge.secondary, told.bridge.subordinate] : null,
    told.names?.whole ?? null,
  ]);

test("a tree with several roots, bridges below bridges and a bus of VFs places every function", () => {
  const tree = String.raw`
-+-[0001:80]-+-00.0  Acme Hub
 |           \-01.0-[81-82]--+-[0001:82]---00.0  Acme VF
 |                           \-[0001:81]-+-00.0  Acme Widget
 |                                       \-00.1  Acme Widget
 \-[0000:00]-+-00.0  Acme [old] (host)
             +-1c.0-[01]--
             +-1d.0-[02-04]----00.0-[03-04]--+-01.0-[03]--
             |                               \-02.0-[04]----00.0  Acme Gadget
             \-1f.3  Acme Sound
`;
  expect(placed(tree)).toEqual([
    ["0001:80:00.0", null, null, "Acme Hub"],
    ["0001:80:01.0", null, [0x81, 0x82], null],
    ["0001:82:00.0", "0001:80:01.0", null, "Acme VF"],
    ["0001:81:00.0", "0001:80:01.0", null, "Acme Widget"],
    ["0001:81:00.1", "0001:80:01.0", null, "Acme Widget"],
    ["0000:00:00.0", null, null, "Acme [old] (host)"],
    ["0000:00:1c.0", null, [1, 1], null],
    ["0000:00:1d.0", null, [2, 4], null],
    ["0000:02:00.0", "0000:00:1d.0", [3, 4], null],
    ["0000:03:01.0", "0000:02:00.0", [3, 3], null],
    ["0000:03:02.0", "0000:02:00.0", [4, 4], null],
    ["0000:04:00.0", "0000:03:02.0", null, "Acme Gadget"],
    ["0000:00:1f.3", null, null, "Acme Sound"],
  ]);
});

test("a tree without names (-t), indented and with ids (-tvnn) is read as well", () => {
  expect(placed("  -[0000:00]-+-00.0\n             \\-01.0-[01]----00.0\n")).toEqual([
    ["0000:00:00.0", null, null, null],
    ["0000:00:01.0", null, [1, 1], null],
    ["0000:01:00.0", "0000:00:01.0", null, null],
  ]);
  const [fn] = functionsIn("-[0000:00]---00.0  Acme Widget [8086:1521]\n");
  expect(fn?.text).toMatchObject({ vendor: 0x8086, device: 0x1521, names: { whole: "Acme Widget" } });
});

test("a bridge without buses is one of its functions", () => {
  expect(placed("-[0000:00]-+-00.2--\n           \\-01.0\n").map(([bdf]) => bdf)).toEqual([
    "0000:00:00.2",
    "0000:00:01.0",
  ]);
});

test("a tree beside a list is of the same machine", () => {
  const list = "00:01.0 PCI bridge: Acme Port\n01:00.0 Ethernet controller: Acme Widget\n";
  const tree = "-[0000:00]---01.0-[01]----00.0  Acme Widget\n";
  expect(placed(`${list}\n${tree}`)).toEqual(placed(`${tree}\n${list}`));
  expect(placed(`${list}\n${tree}`)[1]).toEqual(["0000:01:00.0", "0000:00:01.0", null, "Acme Widget"]);
});

test("lines that only look like branches are none without a tree above", () => {
  const [fn] = functionsIn("01:00.0 Bridge: Acme\n+-02.0  Acme\n");
  expect(fn?.text.names).toEqual({ classLabel: "Bridge", whole: "Acme" });
});
