import { describe, expect, it } from "vitest";
import type { FieldAnswerData, FieldGroup } from "../../../shared/contract/fields.ts";
import { nameless } from "../../../shared/machine/blank.ts";
import { createDemoHost, DEMO_MACHINES } from "../../host/simulated/machines/catalogue.ts";
import { MachineSession } from "../session/machine-session.ts";
import { FieldSearch } from "./field-search.ts";

async function world() {
  const demo = DEMO_MACHINES.find(({ name }) => name === "p22-048-018");
  if (!demo) throw new Error("no demo machine");
  const host = createDemoHost(demo);
  const session = new MachineSession("demo:test", host, nameless);
  await session.start();
  const read: string[] = [];
  const config = host.config.bind(host);
  host.config = (bdf, options) => {
    read.push(`${bdf} ${options.wake}`);
    return config(bdf, options);
  };
  const fields = new FieldSearch(session);
  const search = (query: string, signal = new AbortController().signal, onProgress = () => undefined) =>
    fields.search({ query, groups: 50, each: 200 }, signal, onProgress);
  return { session, fields, search, read };
}
function names(answer: FieldAnswerData): string[] {
  return answer.groups.map(({ capability, register, name }) =>
    [capability, register, name].filter(Boolean).join(" / "),
  );
}
function group(answer: FieldAnswerData, name: string): FieldGroup {
  const found = answer.groups.find((each) => each.name === name);
  if (!found) throw new Error(`${name} is not among ${names(answer).join(", ")}`);
  return found;
}

describe("a search through the registers of a machine", () => {
  it("finds a field by the specification's name, with every function that has it", async () => {
    const { search, session } = await world();
    const answer = await search("first vf offset");
    expect(names(answer)).toEqual(["SR-IOV / First VF Offset"]);
    const [found] = answer.groups;
    expect(found?.functions).toBe(session.snapshot.functions.filter(({ sriov }) => sriov !== null).length);
    expect(found?.hits[0]).toMatchObject({ bdf: "0000:01:00.0", raw: "0x0002" });
  });

  it("finds it by what lspci calls it, and however the words are joined", async () => {
    const { search } = await world();
    expect(names(await search("LnkSta speed"))).toContain("PCI Express / Link Status / Current Link Speed");
    expect(names(await search("MaxPayload")).some((name) => name.includes("Max_Payload_Size"))).toBe(true);
    expect(names(await search("ASPM"))[0]).toMatch(/ASPM/i);
  });

  it("finds a value by its number, in hexadecimal and decimal", async () => {
    const { search } = await world();
    const hex = await search("vendor id 0x15b3");
    expect(group(hex, "Vendor ID").hits.every(({ raw }) => raw === "0x15b3")).toBe(true);
    const decimal = await search("vendor id 5555");
    expect(group(decimal, "Vendor ID").functions).toBe(group(hex, "Vendor ID").functions);
    expect((await search("vendor id 0x15b4")).groups).toEqual([]);
  });

  it("finds a value by its meaning, and says which values there are", async () => {
    const { search } = await world();
    const answer = await search("device/port type");
    const found = group(answer, "Device/Port Type");
    expect(found.values.length).toBeGreaterThan(1);
    expect(found.values.reduce((sum, { functions }) => sum + functions, 0)).toBe(found.functions);
    const rootPorts = await search('"device/port type" "root port"');
    expect(group(rootPorts, "Device/Port Type").values).toHaveLength(1);
  });

  it("finds a capability once, not each of its fields", async () => {
    const { search } = await world();
    const answer = await search("alternative routing-id");
    expect(answer.groups.length).toBeGreaterThan(0);
    expect(answer.groups.every(({ hits }) => hits.every(({ path }) => path.startsWith("ari@")))).toBe(true);
    expect(answer.groups[0]?.hits[0]?.path).toMatch(/^ari@[0-9a-f]+$/);
  });

  it("finds a field by its Chinese explanation, whole or in parts, and says which", async () => {
    const { search } = await world();
    const whole = await search("路由 ID");
    expect(names(whole)).toContain("SR-IOV / First VF Offset");
    expect(group(whole, "First VF Offset").help).toContain("Routing ID of the first VF");
    expect(names(await search("sr-iov 路由"))).toContain("SR-IOV / VF Stride");
    for (const apart of ["链路速率", "链路的速率"]) {
      expect(names(await search(apart))).toContain("PCI Express / Link Capabilities / Max Link Speed");
    }
    expect(names(await search("链路"))).not.toContain("SR-IOV / VF Stride");
    expect((await search("没有这样的解释")).groups).toEqual([]);
  });

  it("keeps to an address", async () => {
    const { search } = await world();
    const answer = await search("01:00.0 vendor id");
    expect(answer.searched).toBe(1);
    expect(group(answer, "Vendor ID").hits.map(({ bdf }) => bdf)).toEqual(["0000:01:00.0"]);
  });

  it("answers no more than it was asked for and counts all", async () => {
    const { fields, session } = await world();
    const query = { query: "vendor id", groups: 1, each: 3 };
    const answer = await fields.search(query, new AbortController().signal, () => undefined);
    expect(answer.groups).toHaveLength(1);
    expect(answer.groups[0]?.hits).toHaveLength(3);
    expect(answer.found.hits).toBeGreaterThanOrEqual(session.snapshot.functions.length - 8);
  });

  it("wakes nobody and reads a function once, until it changes or is looked at again", async () => {
    const { search, session, fields, read } = await world();
    const answer = await search("vendor id");
    expect(read.every((each) => each.endsWith("false"))).toBe(true);
    expect(answer.left.asleep).toBe(
      session.snapshot.functions.filter(({ powerState }) => powerState === "D3cold").length,
    );
    expect(read).toHaveLength(session.snapshot.functions.length);
    read.length = 0;
    await search("device id");
    expect(read).toEqual([]);
    const [first] = session.snapshot.functions;
    if (first) fields.forget(first.bdf);
    await search("device id");
    expect(read).toEqual([`${first?.bdf} false`]);
    fields.forget();
    read.length = 0;
    await search("device id");
    expect(read).toHaveLength(session.snapshot.functions.length);
  });

  it("is over when a newer one comes", async () => {
    const { search } = await world();
    const newer = new AbortController();
    const older = search("vendor id", newer.signal);
    newer.abort();
    expect((await older).state).toBe("superseded");
    expect((await search("vendor id")).state).toBe("done");
  });

  it("of nothing finds nothing", async () => {
    const { search, read } = await world();
    expect((await search("  ")).groups).toEqual([]);
    expect(read).toEqual([]);
  });
});
