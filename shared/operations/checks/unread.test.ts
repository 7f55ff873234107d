/** What could not be read of a PF is not taken for what it lacks. */

import { expect, it } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import type { FunctionInfo, ReadProblem } from "../../machine/facts.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs, sriov } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const PF = at("01:00.0");
const NET = [{ kind: "net", name: "eth0", state: "up", address: null }] as const;
const SETTINGS: OperationRequest = { kind: "vf.settings", pf: PF, edits: [{ vfs: [1], settings: { vlan: 7 } }] };

const denied = (attribute: string): ReadProblem => ({
  attribute,
  code: "EACCES",
  message: `${attribute} could not be read: permission denied (EACCES).`,
});

/** What a check says of a PF with two VFs, of whose second only the number is known. */
function told(id: string, request: OperationRequest, pf: Partial<FunctionInfo>): string | null {
  const [port, card, vf] = pfWithVfs({ pf: { children: NET, ...pf }, vfs: [{}] });
  const machine = machineOf([port, card, vf].filter((each) => each !== undefined));
  return english(planInEnglish({ machine, request, newId: ids() }).checks.find((check) => check.id === id)?.title);
}

it("a VF whose link was not read is not one that is missing", () => {
  const two = { sriov: sriov({ totalVfs: 8, numVfs: 2 }) };
  expect(told("vf-exists", SETTINGS, { ...two, problems: [denied("virtfn1")] })).toBe(
    "The address of VF 1 of 0000:01:00.0 could not be read.",
  );
  expect(told("vf-exists", SETTINGS, {})).toBe("0000:01:00.0 has no VF 1.");
  const reset: OperationRequest = { kind: "device.reset", bdfs: [PF], method: null };
  expect(told("reset-vfs", reset, { ...two, resetMethods: ["flr"] })).toMatch(
    /^The 2 VFs of 0000:01:00\.0 lose their state/,
  );
  expect(told("reset-vfs", reset, { resetMethods: ["flr"] })).toMatch(/^The VF of 0000:01:00\.0 loses its state/);
});

it("interfaces that were not read are not none", () => {
  const none = { children: [] };
  expect(told("vf-setting-interface", SETTINGS, { ...none, problems: [denied("net")] })).toMatch(
    /^The network interfaces of 0000:01:00\.0 could not be read/,
  );
  expect(told("vf-setting-interface", SETTINGS, none)).toMatch(/has no network interface/);
});

it("a number of VFs that was not read is told before VFs are made", () => {
  const set = (count: number): OperationRequest => ({ kind: "vfs.set", pf: PF, count, purpose: "host" });
  const unread = { sriov: sriov({ totalVfs: null, numVfs: 1 }), problems: [denied("sriov_totalvfs")] };
  expect(told("total-vfs", set(4), unread)).toBe("The maximum number of VFs of 0000:01:00.0 could not be read.");
  expect(told("total-vfs", set(0), unread)).toBeNull();
  expect(told("total-vfs", set(4), {})).toBeNull();
});

it("a function that was not read is not one without SR-IOV", () => {
  const set: OperationRequest = { kind: "vfs.set", pf: PF, count: 1, purpose: "host" };
  for (const attribute of ["folder", "physfn"])
    expect(told("is-pf", set, { sriov: null, virtfns: [], problems: [denied(attribute)] })).toBe(
      "Whether 0000:01:00.0 has SR-IOV could not be read.",
    );
  expect(told("is-pf", set, { sriov: null, virtfns: [] })).toBe("0000:01:00.0 has no SR-IOV.");
});

it("a switch for drivers that was not read is not missing", () => {
  const request: OperationRequest = { kind: "autoprobe.set", pf: PF, value: false };
  const unknown = { sriov: sriov({ driversAutoprobe: null }) };
  expect(told("is-pf", request, { ...unknown, problems: [denied("sriov_drivers_autoprobe")] })).toMatch(
    /^The driver autoprobe setting for VFs of 0000:01:00\.0 could not be read/,
  );
  expect(told("is-pf", request, unknown)).toMatch(/has no driver autoprobe setting/);
});
