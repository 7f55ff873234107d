import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ComparisonSchema } from "../../../shared/compare/comparison.ts";
import { summaryText } from "../../../shared/compare/words.ts";
import type { CallName, Output } from "../../../shared/contract/contract.ts";
import type { EventMessage } from "../../../shared/contract/wire.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { Log } from "../log/log.ts";
import { parseLaunch } from "./launch-options.ts";
import { openProgram } from "./program.ts";

const DEMO = "demo:p22-048-018";

async function connect() {
  const launch = parseLaunch(["--demo", "p22-048-018"], "1", ["p22-048-018"]);
  if (launch.kind !== "run") throw new Error(launch.text);
  const program = await openProgram({
    launch: launch.options,
    version: "1",
    assets: join(import.meta.dirname, "../../../assets"),
    settingsDirectory: null,
    journalDirectory: null,
    log: new Log({ directory: tempFolder() }),
  });
  const events: EventMessage[] = [];
  const send = (message: EventMessage) => events.push(message);
  const page = program.connect({ shell: "browser", changes: { allowed: true }, send, save: null, show: null });
  onTestFinished(async () => {
    page.close();
    await program.close();
  });
  let id = 0;
  const ask = async <K extends CallName>(method: K, input: object): Promise<Output<K>> => {
    id += 1;
    const reply = await page.request({ v: 1, id, method, input });
    if (!reply.ok) throw new Error(`${reply.error.code}: ${english(reply.error.message)}`);
    return reply.output as Output<K>;
  };
  return { ask, events };
}

/** Two states of one card: its Max_Payload_Size and its Device Status differ. */
function twoStates(): string {
  const row = (at: number, bytes: Readonly<Record<number, string>>) => {
    const digits = Array.from({ length: 16 }, (_, index) => bytes[at + index] ?? "00").join(" ");
    return `${at.toString(16).padStart(2, "0")}: ${digits}`;
  };
  const state = (more: Readonly<Record<number, string>>) => {
    const head = { 0: "86", 1: "80", 2: "21", 3: "15", 6: "10", 11: "02", 52: "50", 80: "10", 82: "02" };
    const rows = Array.from({ length: 16 }, (_, at) => row(at * 16, { ...head, ...more }));
    return ["01:00.0 Ethernet controller: made up", ...rows].join("\n");
  };
  return `${state({})}\n\n${state({ 88: "20", 90: "01" })}\n`;
}

test("two states of one text are compared, and closed again where no page looks at them", async () => {
  const { ask } = await connect();
  const { host, others } = await ask("host.openText", { name: "states.txt", text: twoStates() });
  const found = await ask("machine.compare", { host, with: others[0] ?? "" });
  expect(ComparisonSchema.parse(structuredClone(found))).toEqual(found);
  expect(english(summaryText(found))).toBe("1 function differs; 1 volatile field differs");
  expect(found.functions[0]?.differences.map(({ name }) => name)).toEqual([
    "PCI Express › Device Control › Max_Payload_Size",
    "PCI Express › Device Status › Correctable Error Detected",
  ]);
  expect(found.names[0]).not.toBe(found.names[1]);
  expect((await ask("host.opened", {})).machines).toEqual([]);
});

test("a machine differs in nothing from itself, in all of its functions", async () => {
  const { ask } = await connect();
  const { snapshot } = await ask("host.open", { host: DEMO });
  const found = await ask("machine.compare", { host: DEMO, with: DEMO });
  expect(found.functions.filter(({ differ }) => differ > 0)).toEqual([]);
  expect(found.counts.compared).toBe(snapshot.functions.length);
});

test("a comparison tells how far it is, and can be given up", async () => {
  const { ask, events } = await connect();
  const comparing = ask("machine.compare", { host: DEMO, with: "demo:vmhost-07" });
  await ask("compare.cancel", {});
  await expect(comparing).rejects.toThrow("Cancelled.");
  await ask("machine.compare", { host: DEMO, with: "demo:vmhost-07" });
  const parts = events.flatMap(({ topic, payload }) =>
    topic === "compare.progress" ? [(payload as { part: number }).part] : [],
  );
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  expect(parts.length).toBeGreaterThan(2);
});

test("a machine behind ssh that is not connected is not reached", async () => {
  const { ask } = await connect();
  await expect(ask("machine.compare", { host: DEMO, with: "ssh:lab1" })).rejects.toThrow("Connect to it first");
});
