import { expect, test } from "vitest";
import { REFUSED, refuseHostNames, refuseNames } from "./refuse-names.ts";
import { functionInfo, HOST, pfWithVfs } from "./testing/sample-machine.ts";

test("a function whose names a kernel made is left as it is", () => {
  for (const fn of pfWithVfs("01:00.0", 2)) expect(refuseNames(fn)).toBe(fn);
});

test("a driver that was refused is not known, which is not the same as none", () => {
  const fn = refuseNames(functionInfo("01:00.0", { driver: "igb\nreboot" }));
  expect(fn).toMatchObject({ driver: null, driverUnknown: true });
  expect(fn.problems).toMatchObject([{ attribute: "driver", code: "EINVAL" }]);
});

test("that there is an interface is still known when its name was refused", () => {
  const children = [{ kind: "net" as const, name: "a/b", state: "up", address: null }];
  const fn = refuseNames(functionInfo("01:00.0", { children }));
  expect(fn.children).toEqual([{ kind: "net", name: REFUSED, state: "up", address: null }]);
  expect(fn.problems).toHaveLength(1);
});

test("every name is judged, and each refusal is said", () => {
  const bad = "x\n: > pwned";
  const fn = refuseNames(
    functionInfo("01:00.0", {
      driver: bad,
      driverOverride: bad,
      hostBridge: bad,
      modules: [bad, "igb"],
      iommuGroup: bad,
      slot: bad,
      resetMethods: ["flr", bad],
      children: [{ kind: "block", name: bad, state: bad, address: bad }],
    }),
  );
  expect(fn).toMatchObject({ driver: null, driverOverride: null, hostBridge: null, iommuGroup: null });
  expect(fn).toMatchObject({ slot: null, modules: ["igb"], resetMethods: ["flr"] });
  expect(fn.problems).toHaveLength(10);
  expect(JSON.stringify({ ...fn, problems: [] })).not.toContain("pwned");
});

test("a machine's list of drivers leaves out what is none", () => {
  expect(refuseHostNames(HOST)).toEqual({ host: HOST, problems: [] });
  const { host, problems } = refuseHostNames({ ...HOST, drivers: ["igb", "a\nb"], iommus: ["dmar0", ""] });
  expect(host).toMatchObject({ drivers: ["igb"], iommus: ["dmar0"] });
  expect(problems.map(({ attribute }) => attribute)).toEqual(["drivers", "iommu"]);
});
