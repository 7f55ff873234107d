/** What is copied for libvirt is what libvirt takes: its own schemas say so, by its own program. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cannotRun } from "../electron/host/places/testing/cannot-run.ts";
import type { FunctionInfo, VfSettings } from "../shared/machine/facts.ts";
import { fn, machineOf, pfWithVfs } from "../shared/operations/testing/facts.ts";
import { vfSettings } from "../shared/operations/testing/vf-settings.ts";
import { handOff } from "../shared/operations/texts/handoff.ts";
import type { LibvirtOptions } from "../shared/operations/texts/libvirt.ts";
import { findProgram } from "./run.ts";

const SCHEMAS = "/usr/share/libvirt/schemas";
const missing =
  findProgram("virt-xml-validate") === null || findProgram("xmllint") === null
    ? "virt-xml-validate and xmllint are not there (libvirt-clients, libxml2-utils)"
    : null;
const isSkipped = cannotRun("libvirt's schemas", missing);
/** Since 12.1. */
const knowsIommufd = missing === null && readFileSync(join(SCHEMAS, "basictypes.rng"), "utf8").includes('"iommufd"');

const place = mkdtempSync(join(tmpdir(), "libvirt-"));
afterAll(() => rmSync(place, { recursive: true }));

/** What virt-xml-validate finds wrong with a guest that has these devices; empty = nothing. */
function faults(devices: string): string {
  const file = join(place, "guest.xml");
  writeFileSync(
    file,
    [
      "<domain type='kvm'><name>build-07</name><memory>1048576</memory>",
      "<os><type arch='x86_64' machine='q35'>hvm</type></os>",
      `<devices>${devices}</devices></domain>`,
    ].join("\n"),
  );
  const { status, stderr } = spawnSync("virt-xml-validate", [file, "domain"], { encoding: "utf8" });
  return status === 0 ? "" : stderr || `ended with ${status}`;
}

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const NET = { kind: "net", name: "ens1f0", state: "up", address: null } as const;

/** The devices, as they stand in the XML and as the commands write them into files. */
function devicesOf(functions: readonly FunctionInfo[], options: LibvirtOptions = {}): readonly string[] {
  const machine = machineOf(functions);
  const bdfs = functions.filter(({ driver }) => driver === "vfio-pci").map(({ bdf }) => bdf);
  const { items } = handOff(machine, bdfs, options);
  const files = [...(items[0]?.text ?? "").matchAll(/<<'EOF'\n(.*?)\nEOF/gs)].map(([, xml = ""]) => xml);
  expect([items.slice(0, 2).map(({ kind }) => kind), files.length]).toEqual([["libvirt", "xml"], bdfs.length]);
  return [items[1]?.text ?? "", ...files];
}

/** VF 0 of a network card as its PF keeps it. */
function nic(kept: Partial<VfSettings> | null): [readonly FunctionInfo[], LibvirtOptions] {
  const functions = pfWithVfs({ pf: { children: [NET] }, vfs: [ON_VFIO, ON_VFIO] });
  return [functions, { settingsOf: () => (kept === null ? undefined : [vfSettings(0, kept), vfSettings(1)]) }];
}

const MAC = "02:00:00:00:00:10";
const CASES: readonly [string, ...Parameters<typeof devicesOf>][] = [
  ["VFs of a network card, with MAC address and VLAN", ...nic({ mac: MAC, vlan: 4095 })],
  ["VFs of a network card, with neither", ...nic({})],
  ["VFs of a network card whose settings are unknown", ...nic(null)],
  ["a VF with a VLAN priority", ...nic({ mac: MAC, vlan: 20, qos: 3 })],
  ["a disk and a graphics card", [fn("41:1f.7", { ...ON_VFIO, classCode: 0x010802 }), fn("c1:00.0", ON_VFIO)]],
  ["a function of another domain", [fn("ffff:01:00.0", ON_VFIO)]],
];

describe.skipIf(isSkipped)("libvirt's schemas take", () => {
  it.each(CASES)("%s", (_, functions, options) => {
    for (const devices of devicesOf(functions, options)) expect(faults(devices)).toBe("");
  });

  it("iommufd, as far as they know it", () => {
    const [functions, options] = nic({ mac: MAC, vlan: 20 });
    const asked = [
      ...devicesOf(functions, { ...options, iommufd: true }),
      ...devicesOf([fn("c1:00.0", ON_VFIO)], { iommufd: true }),
    ];
    for (const devices of asked) {
      expect(faults(knowsIommufd ? devices : devices.replaceAll("<driver iommufd='yes'/>", ""))).toBe("");
    }
  });

  it("nothing that is no device, nor an address that no card can have", () => {
    const [devices = ""] = devicesOf(...nic({ mac: MAC }));
    expect(faults(devices.replace("<mac ", "<nonsense "))).not.toBe("");
    expect(faults(devices.replace(MAC, "03:00:00:00:00:10"))).not.toBe("");
  });
});
