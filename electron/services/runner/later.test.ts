import { describe, expect, it } from "vitest";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import type { StepFault } from "../../host/simulated/simulated-host.ts";
import { entryOf, PF, VF0 } from "../testing/requests.ts";
import { openLab, stateOf } from "../testing/runner-lab.ts";
import { LATER_MS } from "./later.ts";

const VF_IN_RESET: StepFault = {
  kind: "fail",
  code: "EAGAIN",
  kernelLog: [`mlx5_core ${PF}: VF 0 still in reset. Try again.`],
};
const VLAN: Step = { verb: "vf.network", bdf: PF, vf: 0, settings: [{ set: "vlan", vlan: 7, qos: 0 }] };
/** VFs are made again, and then VF 0 gets the VLAN that it had. */
const REQUEST = { kind: "vfs.set", pf: PF, count: 2, purpose: "host" } as const;

/** A machine whose VF 0 has a VLAN. */
async function withVlan(onStatus?: (status: OperationStatus) => void) {
  const lab = await openLab({ machine: p22(), ...(onStatus ? { onStatus } : {}) });
  await lab.host.perform(VLAN);
  await lab.session.refresh();
  return lab;
}

const isSetting = (step: Step) => step.verb === "vf.network";
const settingsOf = ({ steps }: Pick<OperationStatus, "steps">) =>
  steps.filter(({ label }) => english(label).includes("VLAN"));

describe("an answer that means later", () => {
  it("has the step sent off again until it goes through: nothing is taken back, and how often is kept", async () => {
    const lab = await withVlan();
    let left = 3;
    lab.fault = (_, step) => (isSetting(step) && left-- > 0 ? VF_IN_RESET : null);
    const status = await lab.run(REQUEST);
    expect(status.state).toBe("done");
    expect(settingsOf(status)).toMatchObject([{ state: "done", failure: null, tries: 4 }]);
    expect(status.explanation).toBeNull();
    expect(settingsOf(await entryOf(lab, status))).toMatchObject([{ tries: 4 }]);
    const detail = await lab.host.detail(PF);
    expect(detail.vfSettings?.find(({ vf }) => vf === 0)?.vlan).toBe(7);
  });

  it("is told while the step waits: why, how often it was tried, and that it goes on", async () => {
    const lab = await withVlan();
    let left = 2;
    lab.fault = (_, step) => (isSetting(step) && left-- > 0 ? VF_IN_RESET : null);
    await lab.run(REQUEST);
    const waiting = lab.told.filter((status) => status.state === "running" && status.explanation !== null);
    expect(waiting.map((status) => settingsOf(status)[0]?.tries)).toEqual([1, 2]);
    expect(inEnglish(waiting[0]?.explanation)).toMatchObject({
      rule: "vf-setting-in-reset",
      remedy: expect.stringMatching(/^Retrying/),
    });
    expect(waiting[0]?.explanation?.action).toBeUndefined();
  });

  it("fails the step after its time, with how often it was tried and an offer to plan again", async () => {
    const lab = await withVlan();
    const before = stateOf(lab.session.machine);
    let isBack = false;
    lab.fault = (_, step) => {
      // The way back begins with the VFs that were made.
      isBack ||= step.verb === "sriov.numvfs" && step.value === 0 && lab.clock.monotonic() > LATER_MS / 2;
      return isSetting(step) && !isBack ? VF_IN_RESET : null;
    };
    const began = lab.clock.monotonic();
    const status = await lab.run(REQUEST);
    expect(status.state).toBe("failed");
    expect(lab.clock.monotonic() - began).toBeGreaterThan(LATER_MS / 2);
    const [setting] = settingsOf(status);
    expect(setting?.tries).toBeGreaterThan(3);
    expect(english(status.explanation?.cause)).toContain(`Tried ${setting?.tries} times in`);
    expect(inEnglish(status.explanation?.action)).toEqual({ kind: "retry", label: "Plan again" });
    expect(stateOf(lab.session.machine)).toEqual(before);
  });

  it("is not waited for any more by whoever cancels: what was done is taken back", async () => {
    const lab = await withVlan((status) => {
      if (settingsOf(status)[0]?.tries === 2) lab.runner.cancel(status.operationId);
    });
    const before = stateOf(lab.session.machine);
    let tries = 0;
    lab.fault = (_, step) => (isSetting(step) && tries++ < 5 ? VF_IN_RESET : null);
    const status = await lab.run(REQUEST);
    expect(status).toMatchObject({ state: "cancelled", explanation: null });
    expect(settingsOf(status)).toMatchObject([{ state: "failed", tries: 2 }]);
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
  });

  it("is waited for on the way back as well", async () => {
    const lab = await withVlan();
    const before = stateOf(lab.session.machine);
    let settings = 0;
    lab.fault = (_, step) => {
      if (!isSetting(step)) return null;
      settings++;
      if (settings === 1) return { kind: "fail", code: "EINVAL", kernelLog: [] };
      return settings < 4 ? VF_IN_RESET : null;
    };
    const status = await lab.run(REQUEST);
    expect(status.state).toBe("failed");
    expect(status.steps.map(({ state }) => state)).not.toContain("undo failed");
    expect(stateOf(lab.session.machine)).toEqual(before);
    const detail = await lab.host.detail(PF);
    expect(detail.vfSettings?.find(({ vf }) => vf === 0)?.vlan).toBe(7);
  });

  it.each([
    [REQUEST, "sriov.numvfs"],
    [{ kind: "assign", bdfs: [VF0] }, "driver.unbind"],
    [{ kind: "assign", bdfs: [VF0] }, "driver.probe"],
  ] as const)(
    "is none where VFs are on already, or somebody holds what is asked for: %j, %s",
    async (request, verb) => {
      const lab = await withVlan();
      let times = 0;
      lab.fault = (_, step) => {
        if (step.verb !== verb || ("value" in step && step.value === 0) || times++ > 0) return null;
        return { kind: "fail", code: "EBUSY", kernelLog: [] };
      };
      const status = await lab.run(request);
      expect(times).toBeGreaterThan(0);
      expect(status.state).toBe("failed");
      expect(status.steps.some(({ tries }) => tries !== undefined)).toBe(false);
    },
  );
});
