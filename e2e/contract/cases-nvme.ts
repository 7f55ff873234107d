/** Secondary controllers of an NVMe PF: made usable for VFs, and taken back. */
import { expect } from "vitest";
import type { NvmeVf } from "../../shared/machine/facts.ts";
import { foretold } from "./foretold.ts";
import { type Bench, type ContractCase, given, type NvmeOffer } from "./world.ts";

/** The first VF of the offer, made, and left by the driver that found nothing to talk to. */
async function firstVf(bench: Bench): Promise<NvmeOffer> {
  const offer = given(bench.world.nvme);
  await bench.numVfs(offer.pf, 1);
  await bench.driverIs(offer.firstVf, null);
  return offer;
}

/** What the PF tells of its first VF. */
async function told(bench: Bench, { pf }: NvmeOffer): Promise<NvmeVf | undefined> {
  const { nvmeVfs } = await bench.host.detail(pf);
  return nvmeVfs?.state === "read" ? nvmeVfs.vfs.find(({ vf }) => vf === 0) : undefined;
}

const hasNamespace = async (bench: Bench, { firstVf }: NvmeOffer): Promise<boolean> =>
  (await bench.get(firstVf)).children.some(({ kind, name }) => kind === "block" && /^nvme\d+(?:c\d+)?n1$/.test(name));

export const NVME_CASES: readonly ContractCase[] = [
  {
    title: "a VF of an NVMe controller is online with a namespace, and offline again",
    needs: ({ nvme }) => nvme !== undefined,
    async run(bench) {
      const offer = await firstVf(bench);
      const { pf, firstVf: vf, controller, queues, interrupts } = offer;
      const at = { bdf: pf, vf: 0, controller };
      const wish = { kind: "nvme.vfs", pf, vfs: [0], online: true } as const;
      expect(await told(bench, offer)).toEqual({ vf: 0, controller, online: false, queues: 0, interrupts: 0 });
      expect(await foretold(bench, wish)).toEqual(["fact: nvme-lasts"]);
      // Without resources it does not come online, and none has more than there are.
      expect(await foretold(bench, { ...wish, queues: 1 })).toEqual(["blocker: nvme-least"]);
      expect(await bench.refused({ verb: "nvme.state", ...at, online: true })).toBe("EIO");
      expect(await foretold(bench, { ...wish, queues: 1000 })).toContain("blocker: nvme-pool");
      expect(await bench.refused({ verb: "nvme.resources", ...at, resource: "queues", count: 1000 })).toBe("EIO");

      await bench.done({ verb: "nvme.resources", ...at, resource: "queues", count: queues });
      await bench.done({ verb: "nvme.resources", ...at, resource: "interrupts", count: interrupts });
      await bench.done({ verb: "nvme.state", ...at, online: true });
      expect(await told(bench, offer)).toEqual({ vf: 0, controller, online: true, queues, interrupts });
      await bench.done({ verb: "driver.probe", bdf: vf });
      await bench.driverIs(vf, "nvme");
      await bench.eventually(`${vf} has a namespace`, () => hasNamespace(bench, offer));
      // What an online controller has stays as it is.
      expect(await bench.refused({ verb: "nvme.resources", ...at, resource: "queues", count: queues })).toBe("EIO");

      await bench.done({ verb: "driver.unbind", bdf: vf, from: "nvme" });
      await bench.done({ verb: "nvme.state", ...at, online: false });
      expect(await told(bench, offer)).toEqual({ vf: 0, controller, online: false, queues: 0, interrupts: 0 });
      await bench.done({ verb: "driver.probe", bdf: vf });
      await bench.driverIs(vf, null);
    },
  },
  {
    title: "controllers of an NVMe PF's VFs go offline with the VFs, and with a reset of the PF",
    needs: ({ nvme }) => nvme !== undefined,
    async run(bench) {
      const offer = await firstVf(bench);
      const { pf, controller, queues, interrupts } = offer;
      const at = { bdf: pf, vf: 0, controller };
      const online = async () => {
        await bench.done({ verb: "nvme.resources", ...at, resource: "queues", count: queues });
        await bench.done({ verb: "nvme.resources", ...at, resource: "interrupts", count: interrupts });
        await bench.done({ verb: "nvme.state", ...at, online: true });
      };
      const isOffline = async () => {
        const now = await told(bench, offer);
        return now?.online === false && now.queues === 0 && now.interrupts === 0;
      };
      await online();
      await bench.done({ verb: "device.reset", bdf: pf });
      // The PF's own controller comes back first.
      await bench.eventually(`the controller of VF 0 of ${pf} is offline`, isOffline);
      await online();
      const removal = await foretold(bench, { kind: "vfs.set", pf, count: 0, purpose: "host" });
      expect(removal).toContain("warning: nvme-go-offline");
      await bench.numVfs(pf, 0);
      await bench.eventually(`the controller of VF 0 of ${pf} is offline`, isOffline);
      expect(await foretold(bench, { kind: "nvme.vfs", pf, vfs: [0], online: true })).toEqual([
        "blocker: nvme-online-needs-vf",
      ]);
    },
  },
];
