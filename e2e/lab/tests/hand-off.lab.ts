/** Guests started with the text for QEMU: their firmware finds the functions, and the kernel refuses as the notes say. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MemoryJournal } from "../../../electron/services/journal/journal.ts";
import { MachineOperations } from "../../../electron/services/runner/operations.ts";
import { MachineSession } from "../../../electron/services/session/machine-session.ts";
import { nameless } from "../../../shared/machine/blank.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import { type HandOffOptions, handOff } from "../../../shared/operations/texts/handoff.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { Ssh } from "../machine/ssh.ts";
import { at } from "../worlds/world.ts";
import { bootedLab } from "./booted.ts";
import { type Guest, startGuest, startLinux } from "./guest.ts";
import { expectDone, runPlan } from "./run-plan.ts";
import { rootHost } from "./seen.ts";

const place = bootedLab();
const ssh = await Ssh.open(place.ssh);
const session = new MachineSession("ssh:lab", rootHost(place.ssh), nameless);
const operations = new MachineOperations(session, (options) => new MemoryJournal(options));

const VFS = [at("01:10.0"), at("01:10.2"), at("01:10.4")] as const;
const PF = at("02:00.0");
const VF_OF_PF = at("02:10.0");
const PF_ID = "8086:10c9";
const VF_ID = "8086:10ca";
/** The tokens that users choose. */
const TOKEN = "a8f3f3a4-6f0e-4d5c-9b0a-2f1f3c8a7d10";
const OTHER_TOKEN = "0b1d9a52-7f61-4f39-8f0e-6a4a5d0c9e21";

beforeAll(() => session.start());
afterAll(async () => {
  await operations.close();
  await session.close();
  ssh.close();
});

/** The text for QEMU, with a token as its note says. */
function textFor(bdfs: readonly Bdf[], token = TOKEN, options: HandOffOptions = {}): string {
  const { notReady, items } = handOff(session.machine, bdfs, options);
  expect(notReady).toEqual([]);
  const text = items.find(({ kind }) => kind === "qemu")?.text ?? "";
  return text.replaceAll("UUID", token);
}

/** Identities of the functions that its firmware has found, sorted. */
async function found({ qmp }: Guest): Promise<readonly string[]> {
  const text = await qmp.monitor("info pci");
  return [...text.matchAll(/Ethernet controller: PCI device (\S+)/g)].map(([, id = ""]) => id).sort();
}

async function kernelLog(): Promise<string> {
  return await ssh.run("dmesg");
}

const UNBIND = (bdf: Bdf) => `echo ${bdf} > /sys/bus/pci/devices/${bdf}/driver/unbind`;

describe("VFs of a PF that the host keeps", () => {
  it("two are in one guest, each below a root port of its own", async () => {
    const [first, second] = VFS;
    const guest = await startGuest(ssh, textFor([first, second]));
    await expect.poll(() => found(guest)).toEqual([VF_ID, VF_ID]);
    await guest.end();
  });

  it("two are in one guest through iommufd, where the kernel has the nodes that the note names", async () => {
    const [first, second] = VFS;
    const nodes = await ssh.run("ls -d /dev/iommu /dev/vfio/devices || true");
    const started = startGuest(ssh, textFor([first, second], TOKEN, { iommufd: true }));
    if (!nodes.includes("/dev/iommu") || !nodes.includes("/dev/vfio/devices")) {
      // QEMU knows the options, and the kernel has not what they open (Debian builds none).
      await expect(started).rejects.toThrow(
        /^no guest: (?!.*invalid (?:object|parameter)).*(?:iommu|vfio\/devices|vfio-dev)/s,
      );
      return;
    }
    const guest = await started;
    await expect.poll(() => found(guest)).toEqual([VF_ID, VF_ID]);
    const held = await ssh.run("ls -l /proc/[0-9]*/fd 2>/dev/null | grep -E ' /dev/(iommu|vfio/)' || true");
    expect(held.match(/\/dev\/vfio\/devices\/vfio\d+/g)).toHaveLength(2);
    expect(held).toContain("/dev/iommu");
    await guest.end();
  });

  it("one on pcie.0 goes back when the guest ends, and no sooner", async () => {
    const [, , third] = VFS;
    const bare = textFor([third])
      .replace(/-device pcie-root-port\S* \\\n/, "")
      .replace(/bus=hostport0/, "bus=pcie.0");
    const guest = await startGuest(ssh, bare);
    await expect.poll(() => found(guest)).toEqual([VF_ID]);
    let isUnbound = false;
    const unbound = ssh.run(UNBIND(third)).then(() => {
      isUnbound = true;
    });
    // The kernel asks QEMU for it, which cannot have the guest let it go.
    await expect.poll(guest.complaint).toContain("'pcie.0' does not support hotplugging");
    expect([await found(guest), isUnbound]).toEqual([[VF_ID], false]);
    await guest.end();
    await unbound;
  });
});

/** The product's plan to give it back, as the machine is now. */
async function planBack(bdf: Bdf): Promise<Plan> {
  await session.refresh();
  return await operations.plan({ kind: "giveBack", bdfs: [bdf] });
}

describe("a guest that drives its VFs and runs on", () => {
  it("lets one go that is taken out, and one that the host asks for", async () => {
    const [first, second] = VFS;
    const guest = await startLinux(ssh, textFor([first, second]));
    await expect.poll(guest.driven).toBe(2);
    expect(await planBack(first)).toMatchObject({ verdict: "guarded", stop: { bdf: first } });

    await guest.qmp.unplug("hostdev0");
    await expect.poll(guest.driven).toBe(1);
    // For it to find its driver; what is on vfio-pci stays there.
    await ssh.run("modprobe igbvf");
    const back = await planBack(first);
    expect(back, JSON.stringify(back.checks, null, 2)).toMatchObject({ verdict: "ready", stop: null });
    expectDone(await runPlan(operations, back));
    expect(session.machine.byBdf.get(first)).toMatchObject({ driver: "igbvf", driverOverride: null });

    await ssh.run(UNBIND(second));
    await expect.poll(guest.driven).toBe(0);
    expect(await guest.qmp.run("query-status")).toMatchObject({ status: "running" });
    await guest.end();
  });
});

describe("a PF on vfio-pci and its VFs", () => {
  it("a VF is refused until the PF's user has set its token", async () => {
    await expect(startGuest(ssh, textFor([VF_OF_PF]))).rejects.toThrow("no guest");
    expect(await kernelLog()).toContain(`${VF_OF_PF}: Incorrect VF token provided for device`);
  });

  it("both start in one guest, in whatever order they were chosen", async () => {
    const guest = await startGuest(ssh, textFor([VF_OF_PF, PF]));
    await expect.poll(() => found(guest)).toEqual([PF_ID, VF_ID]);
    await guest.end();
  });

  it("without the token, or with another, there is no guest", async () => {
    const guest = await startGuest(ssh, textFor([PF]));
    const without = textFor([VF_OF_PF]).replace(/,vf-token=[^,\s]+/, "");
    await expect(startGuest(ssh, without)).rejects.toThrow("no guest");
    expect(await kernelLog()).toContain(`${VF_OF_PF}: VF token required to access device`);
    await expect(startGuest(ssh, textFor([VF_OF_PF], OTHER_TOKEN))).rejects.toThrow("no guest");
    await guest.end();
  });

  it("each starts in a guest of its own, with one token, the PF's first", async () => {
    const first = await startGuest(ssh, textFor([PF]));
    const second = await startGuest(ssh, textFor([VF_OF_PF]));
    await expect.poll(() => found(first)).toEqual([PF_ID]);
    await expect.poll(() => found(second)).toEqual([VF_ID]);
    await second.end();
    await first.end();
  });
});
