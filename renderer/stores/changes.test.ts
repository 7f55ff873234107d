import { beforeEach, describe, expect, it } from "vitest";
import { changesBetween } from "../model/config-changes.ts";
import { decodeReading } from "../model/decoded-config.ts";
import { pfReading } from "../testing/config-bytes.ts";
import { labMachine, sampleFunction } from "../testing/machines.ts";
import { openStores } from "../testing/stores.ts";

await openStores({ local: labMachine() });
const { clearChanges, noteReading, useChanges } = await import("./changes.ts");

const fn = sampleFunction("0000:01:00.0");
const config = (options: Parameters<typeof pfReading>[0] = {}) => decodeReading(pfReading(options), fn);
const known = () => useChanges.getState().byFunction.get(`local ${fn.bdf}`);

beforeEach(() => useChanges.setState({ byFunction: new Map() }));

describe("changes from one reading to the next", () => {
  it("are the fields and bytes that differ, with what they were", () => {
    const { fields, bytes } = changesBetween(config(), config({ enabled: true }), 5);
    expect(fields.get("sriov@180.ctl.enable")).toEqual({ raw: 0, shown: "no", at: 5 });
    expect([...fields.keys()].every((path) => path.startsWith("sriov@180.ctl."))).toBe(true);
    expect([...bytes]).toEqual([[0x188, 0]]);
  });

  it("are none where bytes could not be read before", () => {
    const { fields, bytes } = changesBetween(config({ known: 64 }), config({ enabled: true }), 5);
    expect([fields.size, bytes.size]).toEqual([0, 0]);
  });

  it("stay until they are cleared, the latest value before being told", () => {
    noteReading("local", fn, config(), config({ enabled: true }), 1);
    noteReading("local", fn, config({ enabled: true }), config({ enabled: true }), 2);
    expect(known()?.at).toBe(1);
    noteReading("local", fn, config({ enabled: true }), config({ num: 4 }), 3);
    expect(known()?.fields.get("sriov@180.ctl.enable")).toMatchObject({ raw: 1, at: 3 });
    expect(known()?.fields.has("sriov@180.num.value") || known()?.bytes.has(0x190)).toBe(true);
    clearChanges("local", fn);
    expect(known()).toBeUndefined();
  });

  it("are forgotten with the device, and nobody's answer is no change", () => {
    noteReading("local", fn, config(), config({ enabled: true }), 1);
    const gone = decodeReading({ state: "read", hex: "ff".repeat(256), known: [[0, 256]], size: 256 }, fn);
    noteReading("local", fn, config({ enabled: true }), gone, 2);
    expect(known()?.at).toBe(1);
    const other = decodeReading({ state: "read", hex: `8680${"00".repeat(254)}`, known: [[0, 256]], size: 256 }, fn);
    noteReading("local", fn, config(), other, 3);
    expect(known()).toBeUndefined();
  });
});
