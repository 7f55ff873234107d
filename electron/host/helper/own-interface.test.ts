/**
 * By which interface a PF's VFs are set: this machine and the helper's script choose the one that the rule chooses
 * (shared/machine/interfaces.ts), and where it cannot be told, neither writes.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { interfacesOf } from "../../../shared/machine/interfaces.ts";
import { LocalHost } from "../local/local-host.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { linkBusybox, openTree, userlands } from "./testing/tree-helper.ts";

/**
 * An interface by its phys_port_name and dev_port; null = it has none; `refused` = the driver says that it has none
 * (EOPNOTSUPP), as that of lo does; `unreadable` = there is a folder in its place.
 */
type Net = readonly [name: string, portName: string | null, devPort?: number, between?: string];
type Case = readonly [title: string, nets: readonly Net[], chosen: string | "ENODEV" | "ENOTUNIQ"];

const CASES: readonly Case[] = [
  ["one, without a name of a port (igb)", [["eno1", null, 0]], "eno1"],
  ["one whose driver refuses to name a port", [["eno2", "refused", 0]], "eno2"],
  ["one of virtio, which has a device of its own in between", [["eth0", "refused", 0, "virtio3"]], "eth0"],
  [
    "a DPU's: port, host PF, VF and subfunction",
    [
      ["en3f0pf0sf0", "pf0sf0"],
      ["p0", "p0"],
      ["pf0hpf", "pf0"],
      ["pf0vf0", "pf0vf0"],
    ],
    "p0",
  ],
  [
    "a renamed port among representors that sort before it",
    [
      ["aaa", "pf0vf0"],
      ["abc", "c1pf0vf0"],
      ["zzz", "p0"],
    ],
    "zzz",
  ],
  [
    "two ports of one function (ConnectX-3)",
    [
      ["enp3s0d1", null, 1],
      ["enp3s1", null, 0],
    ],
    "enp3s1",
  ],
  [
    "two ports with names, the second first (nfp)",
    [
      ["a", "p10"],
      ["b", "p9"],
      ["c", "n0"],
      ["d", "pf0s1"],
    ],
    "b",
  ],
  [
    "mlx5 before 5.1: representors that are numbers",
    [
      ["eth0", "0"],
      ["eth1", "1"],
      ["eth2", null],
    ],
    "eth2",
  ],
  [
    "ice before 6.10 and sfc",
    [
      ["a", "pf0vfr1"],
      ["b", "p0pf0vf1"],
      ["c", "p0if1pf0"],
      ["d", null],
    ],
    "d",
  ],
  [
    "a split port, on a line card",
    [
      ["a", "pf1vf0"],
      ["b", "l2p1s1"],
    ],
    "b",
  ],
  [
    "representors alone: the port is in another network namespace",
    [
      ["a", "pf0vf0"],
      ["b", "pf0"],
    ],
    "ENODEV",
  ],
  ["none at all", [], "ENODEV"],
  [
    "two that nothing tells apart",
    [
      ["a", null, 0],
      ["b", null, 0],
    ],
    "ENOTUNIQ",
  ],
  ["one whose name could not be read", [["a", "unreadable"]], "ENOTUNIQ"],
  [
    "a name of no known form beside one without",
    [
      ["a", "uplink"],
      ["b", null],
    ],
    "ENOTUNIQ",
  ],
  [
    "a port beside one that could not be read",
    [
      ["a", "unreadable"],
      ["b", "p0"],
    ],
    "b",
  ],
  [
    "the same port twice",
    [
      ["a", "p0"],
      ["b", "p0"],
    ],
    "ENOTUNIQ",
  ],
];

/** A machine with a PF for each case, whose interfaces have its number behind their names. */
function tree() {
  const { root, pfs } = buildTree(tempFolder(), { ports: CASES.length, pfs: 1, vfs: 1, vfDriver: null });
  for (const [at, [, nets]] of CASES.entries()) {
    const fn = realpathSync(join(root, "bus/pci/devices", pfs[at] ?? ""));
    for (const name of readdirSync(join(fn, "net"))) unlinkSync(join(root, "class/net", name));
    rmSync(join(fn, "net"), { recursive: true });
    for (const [name, portName, devPort, between = ""] of nets) {
      const folder = join(fn, between, "net", `${name}-${at}`);
      mkdirSync(folder, { recursive: true });
      symlinkSync(relative(join(realpathSync(root), "class/net"), folder), join(root, "class/net", `${name}-${at}`));
      writeFileSync(join(folder, "type"), "1\n");
      writeFileSync(join(folder, "phys_switch_id"), "0c42a1\n");
      if (portName === "unreadable") mkdirSync(join(folder, "phys_port_name"));
      else if (portName === "refused") symlinkSync("/sys/class/net/lo/phys_port_name", join(folder, "phys_port_name"));
      else if (portName !== null) writeFileSync(join(folder, "phys_port_name"), `${portName}\n`);
      if (devPort !== undefined) writeFileSync(join(folder, "dev_port"), `${devPort}\n`);
    }
  }
  return { root, pfs };
}

const tools = mkdtempSync(join(tmpdir(), "busybox-"));
afterAll(() => rmSync(tools, { recursive: true }));

const chosenOf = (at: number) => {
  const chosen = CASES[at]?.[2] ?? "";
  return chosen.startsWith("E") ? null : `${chosen}-${at}`;
};

const USERLANDS = userlands(linkBusybox(tools));

describe.each(USERLANDS)("the interface of a PF, in $name", (userland) => {
  it("is the same by the rule, on this machine and by the script, which refuses where it cannot be told", async () => {
    const { root, pfs } = tree();
    const log = join(root, "asked");
    const helper = await openTree(root, { userland, programs: `ip() { printf '%s\n' "$*" >>${log}; }` });
    // What is read goes by the same lines as what is written, so one shell is enough for it.
    const isRead = userland === USERLANDS[0];
    const askedHere: string[] = [];
    const ip = async (words: readonly string[]) => {
      askedHere.push(words.at(-1) ?? "");
      return null;
    };
    const local = new LocalHost({ root, modulesDir: null, ip });
    onTestFinished(() => local.close());
    const here = (await local.scan(pfs)).functions;
    const there = (await helper.scan(pfs)).functions;
    expect(there.map(({ children }) => children)).toEqual(here.map(({ children }) => children));
    for (const [at, [title, , chosen]] of CASES.entries()) {
      const pf = pfs[at];
      const fn = here.find(({ bdf }) => bdf === pf);
      if (pf === undefined || fn === undefined) throw new Error(`${title}: no PF`);
      expect(interfacesOf(fn).settings?.name ?? null, title).toBe(chosenOf(at));
      const step = { verb: "vf.network", bdf: pf, vf: 0, settings: [{ set: "trust", on: true }] } as const;
      const written = await helper.perform(step);
      expect(written.ok ? "" : written.failure.code, title).toBe(chosenOf(at) === null ? chosen : "");
      if (!isRead) continue;
      await helper.detail(pf);
      await local.detail(pf);
    }
    const names = CASES.flatMap((_, at) => chosenOf(at) ?? []);
    expect(readFileSync(log, "utf8").trim().split("\n")).toEqual(
      names.flatMap((name) => [
        `link set dev ${name} vf 0 trust on`,
        ...(isRead ? [`-j -d link show dev ${name}`] : []),
      ]),
    );
    expect(askedHere).toEqual(isRead ? names : []);
  });
});
