import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { vpdRecords } from "../../shared/pci/capabilities/standard/vpd-content.ts";
import { english } from "../../shared/words/testing/english.ts";
import { FileHost } from "./file/file-host.ts";
import { LocalHost } from "./local/local-host.ts";
import { buildTree } from "./local/testing/build-tree.ts";
import { createDemoHost, DEMO_MACHINES } from "./simulated/machines/catalogue.ts";

const root = mkdtempSync(join(tmpdir(), "inspector-vpd-host-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
buildTree(root, { ports: 1, pfs: 1, vfs: 1 });

function demo() {
  const machine = DEMO_MACHINES.find(({ name }) => name === "p22-048-018");
  if (!machine) throw new Error("no demo machine");
  return createDemoHost(machine);
}

describe("product data", () => {
  it("of this machine comes from the kernel's file, where there is one", async () => {
    const host = new LocalHost({ root, modulesDir: null });
    const { functions } = await host.scan();
    const [fn] = functions;
    if (!fn) throw new Error("no function");
    expect(await host.vpd(fn.bdf)).toEqual({ state: "absent" });
    writeFileSync(join(root, "bus/pci/devices", fn.bdf, "vpd"), Buffer.from([0x82, 1, 0, 0x41, 0x78]));
    expect(await host.vpd(fn.bdf)).toEqual({ state: "read", hex: "8201004178" });
    writeFileSync(join(root, "bus/pci/devices", fn.bdf, "power_state"), "D3cold\n");
    expect(await host.vpd(fn.bdf)).toEqual({ state: "asleep" });
    await host.close();
  });

  it("of a demo card is made up and sound, and a VF has none", async () => {
    const host = demo();
    const { functions } = await host.scan();
    const pf = functions.find(({ sriov, vendor }) => sriov !== null && vendor === 0x15b3);
    const vf = functions.find(({ physfn }) => physfn !== null);
    if (!pf || !vf) throw new Error("no PF or no VF");
    const reading = await host.vpd(pf.bdf);
    if (reading.state !== "read") throw new Error(reading.state);
    const records = vpdRecords(Uint8Array.from(Buffer.from(reading.hex, "hex")));
    expect(records.some((record) => record.kind === "item" && record.keyword === "SN")).toBe(true);
    expect(records.find((record) => record.kind === "item" && record.keyword === "RV")).toMatchObject({ isBad: false });
    expect(records.at(-1)).toMatchObject({ kind: "end", isProper: true });
    expect(await host.vpd(vf.bdf)).toEqual({ state: "absent" });
  });

  it("ends when it is given up, and is in no file", async () => {
    const host = demo();
    const { functions } = await host.scan();
    const pf = functions.find(({ sriov }) => sriov !== null);
    if (!pf) throw new Error("no PF");
    expect(await host.vpd(pf.bdf, { signal: AbortSignal.abort() })).toMatchObject({ problem: { code: "ECANCELED" } });
    const file = FileHost.open("dump", `${pf.bdf} x\n00: b3 15 21 10\n`);
    if (!file.ok) throw new Error(english(file.message));
    expect(await file.machines[0].host.vpd()).toEqual({ state: "absent" });
  });
});
