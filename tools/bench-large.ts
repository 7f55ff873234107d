/**
 * `npm run bench -- --large`: 100,000 of each kind of thing that a machine or a file can tell of, and 65,535 VFs in plans,
 * in this process. Beside the seconds stands how many times longer it takes than twice splitting the same text into words:
 * a ratio that grows with `--count` is a reading that is not linear.
 */
import { FileHost } from "../electron/host/file/file-host.ts";
import { answersOf, type Sent, type Tree, usageFromAnswers } from "../electron/host/usage/testing/sent.ts";
import { buildMachine } from "../shared/machine/machine.ts";
import { functionInfo, snapshot, sriov } from "../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../shared/machine/usage.ts";
import { unreadUsage } from "../shared/machine/usage-facts.ts";
import { planOperation } from "../shared/operations/plan/plan.ts";
import type { OperationRequest } from "../shared/operations/request/request.ts";
import { type Bdf, formatBdf } from "../shared/pci/bdf.ts";
import { WordsError } from "../shared/words/errors.ts";

const CARD = "0000:00:01.0";
const BASE: Tree = {
  "/sys/class/net/eth0": [`../../devices/pci0000:00/${CARD}/net/eth0`],
  [`/sys/devices/pci0000:00/${CARD}/net/eth0/flags`]: "0x1003",
  "/sys/class/block/sda": [`../../devices/pci0000:00/${CARD}/host0/block/sda`],
  [`/sys/devices/pci0000:00/${CARD}/host0/block/sda/dev`]: "8:0",
};

function list(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function tree(count: number, more: (index: number) => Tree): Tree {
  return Object.assign({}, BASE, ...Array.from({ length: count }, (_, index) => more(index)));
}

function ip(index: number): string {
  return `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
}

function at(index: number): Bdf {
  return formatBdf({ domain: index >> 16, bus: (index >> 8) & 0xff, device: (index >> 3) & 0x1f, function: index & 7 });
}

function linked(kind: string, name: string, files: Tree): Tree {
  const own = Object.entries(files).map(([file, what]) => [`/sys/devices/virtual/${kind}/${name}/${file}`, what]);
  return { [`/sys/class/${kind}/${name}`]: [`../../devices/virtual/${kind}/${name}`], ...Object.fromEntries(own) };
}

const USAGE: ReadonlyMap<string, (count: number) => Sent> = new Map([
  [
    "addresses",
    (count) => ({ tree: BASE, said: { addresses: list(count, (i) => `2: eth0    inet ${ip(i)}/8 scope`) } }),
  ],
  ["routes", (count) => ({ tree: BASE, said: { routes: list(count, (i) => `default dev eth0 table ${i}`) } })],
  [
    "interfaces",
    (count) => ({ tree: tree(count, (i) => linked("net", `v${i}`, { flags: "0x1003", lower_eth0: ["x"] })) }),
  ],
  [
    "interfaces in a chain, with a route each",
    (count) => ({
      tree: tree(count, (i) =>
        linked("net", `v${i}`, { flags: "0x1003", [`lower_${i === 0 ? "eth0" : `v${i - 1}`}`]: ["x"] }),
      ),
      said: { routes: list(count, (i) => `default dev v${i} table ${i}`) },
    }),
  ],
  [
    "block devices",
    (count) => ({ tree: tree(count, (i) => linked("block", `dm-${i}`, { dev: `253:${i}`, "slaves/sda": ["x"] })) }),
  ],
  [
    "mounts",
    (count) => ({
      tree: { ...BASE, "/proc/self/mountinfo": list(count, (i) => `${i} 1 8:0 / /m/${i} rw - ext4 /dev/sda rw`) },
    }),
  ],
  [
    "descriptors",
    (count) => ({
      tree: {
        ...BASE,
        "/proc/10/comm": "qemu",
        "/sys/dev/char/250:1": [`../../devices/pci0000:00/${CARD}/vfio-dev/vfio0`],
      },
      said: { open: list(count, (i) => `${10 + i} char/250:1`) },
    }),
  ],
]);

const REQUESTS: ReadonlyMap<string, (pf: Bdf, vfs: readonly Bdf[]) => OperationRequest> = new Map([
  ["VFs to vfio-pci, in one group", (_pf, vfs): OperationRequest => ({ kind: "assign", bdfs: vfs })],
  [
    "VFs that get settings",
    (pf, vfs): OperationRequest => ({
      kind: "vf.settings",
      pf,
      edits: [{ vfs: vfs.map((_, index) => index), settings: { msix: 4 } }],
    }),
  ],
  ["VFs that go", (pf): OperationRequest => ({ kind: "vfs.set", pf, count: 0, purpose: "host" })],
]);

async function seconds(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

async function tell(what: string, text: string, run: () => unknown): Promise<void> {
  const peer = await seconds(() => [text.split(/\s+/), text.split(/\s+/)]);
  const own = await seconds(run);
  console.log(`${what.padEnd(44)} ${own.toFixed(2).padStart(6)} s  ${(own / peer).toFixed(1).padStart(7)}`);
}

/** @param count of each kind of thing */
export async function benchLarge(count: number): Promise<void> {
  console.log(`${count} of each`.padEnd(44), "        ", "  ratio");
  const card = buildMachine(snapshot([functionInfo(CARD)]));
  for (const [what, sentOf] of USAGE) {
    const sent = sentOf(count);
    const answers = answersOf(sent);
    const text = [...answers.values()].join("\n");
    await tell(what, text, async () => resolveUsage(await usageFromAnswers(answers, sent), card));
  }
  const bytes = list(4, (i) => `${i}0: 86 80 34 12 06 04 10 00 00 00 00 02 00 00 00 00`);
  const dump = list(count, (i) => `${at(i)} Ethernet controller\n${bytes}\n`);
  await tell("functions in a dump", dump, async () => {
    const opening = FileHost.open("dump", dump);
    if (!opening.ok) throw new WordsError(opening.message);
    return buildMachine(
      snapshot((await opening.machines[0].host.scan()).functions.map((fn) => functionInfo(fn.bdf, fn))),
    );
  });
  const pf = at(0x10000);
  const vfs = Array.from({ length: Math.min(count, 65_535) }, (_, index) => at(0x10001 + index));
  const facts = { driver: "mlx5_core", modules: ["mlx5_core"], iommuGroup: "7", classCode: 0x020000 };
  const machine = buildMachine(
    snapshot([
      functionInfo(pf, {
        ...facts,
        sriov: sriov({ numVfs: vfs.length, vfTotalMsix: 64 }),
        virtfns: vfs.map((bdf, index) => ({ index, bdf })),
      }),
      ...vfs.map((bdf) => functionInfo(bdf, { ...facts, physfn: pf })),
    ]),
  );
  const text = JSON.stringify(machine.functions).replaceAll(/[",]+/g, " ");
  for (const [what, request] of REQUESTS) {
    const knowledge = { usage: unreadUsage("nobody was asked") };
    await tell(what, text, () => planOperation({ machine, request: request(pf, vfs), newId: () => "plan", knowledge }));
  }
}
