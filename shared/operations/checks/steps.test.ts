import { describe, expect, it } from "vitest";
import { refuseNames } from "../../machine/refuse-names.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const VF = at("01:00.2");

function verdict(vf: Parameters<typeof pfWithVfs>[0], request: OperationRequest) {
  const machine = machineOf(pfWithVfs(vf).map(refuseNames));
  const { checks } = planInEnglish({ machine, request, newId: ids() });
  return checks.filter(({ id }) => id === "facts-unread").map(({ level, title }) => `${level} ${title}`);
}

const GUARD = [`guard Not everything that uses ${VF} could be read.`];

describe("a function of which it was not read who has it", () => {
  const problems = [{ attribute: "driver", code: "EACCES", message: "driver could not be read." }];
  it.each([
    ["a driver that could not be read", { driver: null, driverUnknown: true, problems } as const],
    [
      "a class that could not be read",
      {
        classCode: null,
        problems: [{ attribute: "class", code: "EIO", message: "class could not be read." }],
      } as const,
    ],
    ["a driver's name that no kernel makes", { driver: "igb\nreboot" }],
    [
      "an interface's name that no kernel makes",
      { children: [{ kind: "net", name: "a b", state: "up", address: null }] } as const,
    ],
  ])("guards every plan that reaches it: %s", (_, vf) => {
    expect(verdict({ vfs: [vf] }, { kind: "assign", bdfs: [VF] })).toEqual(GUARD);
    expect(verdict({ vfs: [vf] }, { kind: "vfs.set", pf: at("01:00.0"), count: 0, purpose: "host" })).toEqual(GUARD);
  });

  it("guards nothing else, and neither does what does not tell who has a function", () => {
    const odd = { problems: [{ attribute: "revision", code: "EINVAL", message: "revision makes no sense." }] };
    expect(verdict({ vfs: [odd] }, { kind: "assign", bdfs: [VF] })).toEqual([]);
    expect(verdict({ vfs: [{}, { problems }] }, { kind: "assign", bdfs: [VF] })).toEqual([]);
  });
});
