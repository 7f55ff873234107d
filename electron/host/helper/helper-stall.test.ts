/** Why a write hangs is told over the helper: who holds the function, where the writer waits, and who waits, too. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { HelperChannel } from "./helper-channel.ts";
import { HelperHost } from "./helper-host.ts";
import { fakeHelper } from "./testing/fake-helper.ts";
import { openTree } from "./testing/tree-helper.ts";

function realFile(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** The real process whose command line has this word. */
function processOf(word: string): number | undefined {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).find((pid) => realFile(`/proc/${pid}/cmdline`).split("\0").includes(word));
}

it("names who has a VF open and where the writer and others wait, while a write hangs", async () => {
  const folder = tempFolder();
  const built = buildTree(join(folder, "sys"), { ports: 1, pfs: 1, vfs: 2, vfDriver: "vfio-pci" });
  const [pf] = built.pfs;
  const [, vf] = built.vfs;
  if (!pf || !vf) throw new Error("nothing was built");
  const devices = join(built.root, "bus/pci/devices");
  const file = join(realpathSync(join(devices, pf)), "sriov_numvfs");
  unlinkSync(file);
  execFileSync("mkfifo", [file]);
  const tell = (pid: number, files: Readonly<Record<string, string>>, open: readonly string[] = []) => {
    mkdirSync(join(folder, "proc", `${pid}`, "fd"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "proc", `${pid}`, name), text);
    for (const [fd, target] of open.entries()) symlinkSync(target, join(folder, "proc", `${pid}`, "fd", `${fd}`));
  };
  const cmdline = "qemu\0-name\0guest=build-7,debug-threads=on\0";
  const group = basename(readlinkSync(join(devices, vf, "iommu_group")));
  tell(8_000_070, { stat: "8000070 (qemu (x) D) S 1 1", comm: "qemu (x) D\n", cmdline }, ["/dev/null"]);
  tell(8_000_071, { stat: "8000071 (modprobe) D 1 1", wchan: "__driver_attach" });
  tell(8_000_072, { stat: "8000072 (bystander) S 1 1", comm: "bystander\n", wchan: "0" }, ["/dev/zero"]);
  // What is open goes by its number alone: here devices that every machine has stand for others.
  const numbers = join(built.root, "dev/char");
  mkdirSync(numbers, { recursive: true });
  symlinkSync(`../../devices/virtual/vfio/${group}`, join(numbers, "1:3"));
  symlinkSync("../../devices/virtual/vfio/999999", join(numbers, "1:5"));

  const host = await openTree(built.root);
  const step = { verb: "sriov.numvfs", bdf: pf, value: 0 } as const;
  const hanging = host.perform(step);
  await expect.poll(() => processOf(`of=${file}`)).toBeDefined();
  // The far side's own processes, from the writer upwards, are where the made-up ones are.
  const writer = processOf(`of=${file}`) ?? 0;
  for (let pid = writer; pid > 1 && pid !== process.pid; ) {
    const stat = realFile(`/proc/${pid}/stat`);
    tell(pid, {
      stat: pid === writer ? stat.replace(/\) \S /, ") D ") : stat,
      wchan: pid === writer ? "vfio_unregister" : "0",
    });
    pid = Number(/\) \S (\d+)/.exec(stat)?.[1] ?? 0);
  }
  // The process that writes may be there before the host has heard of it.
  await expect
    .poll(() => host.lookAtStall(step))
    .toEqual({
      waitsIn: "vfio_unregister",
      holders: [{ bdf: vf, pid: 8_000_070, program: "qemu (x) D", guest: "build-7" }],
      alsoStuck: [{ pid: 8_000_071, program: "modprobe", waitsIn: "__driver_attach" }],
      kernelLog: [],
    });
  expect(readFileSync(file, "utf8")).toBe("0");
  expect(await hanging).toEqual({ ok: true });
});

it("tells of nothing, and does not fail, when the connection is gone", async () => {
  const { channel, hello } = await HelperChannel.open(fakeHelper(() => null));
  const host = new HelperHost(channel, hello, { kind: "ssh", connection: "ssh lab1" });
  await host.close();
  const nothing = { waitsIn: null, holders: [], alsoStuck: [], kernelLog: [] };
  expect(await host.lookAtStall({ verb: "bus.rescan" })).toEqual(nothing);
});
