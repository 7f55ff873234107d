import { expect, it } from "vitest";
import { labMachine } from "../testing/machines.ts";
import { openStores } from "../testing/stores.ts";

const bridge = await openStores({ local: labMachine(), "file:1": labMachine() });
const { partsOf, cancelOpening, closeFile, looksLikeMachine, openFiles, openText, useOpening } = await import(
  "./files.ts"
);
const SOURCE = { kind: "file", at: null, by: "file" } as const;
const { useMachine } = await import("./machine.ts");
const { loadInfo, useConnection } = await import("./connection.ts");

it("takes a dump for one, with or without names and domains, and nothing else", () => {
  expect(looksLikeMachine("01:00.0 Ethernet controller: x\r\n00: b3 15 21 10 46 05 10 00\r\n")).toBe(true);
  expect(looksLikeMachine("0000:01:00.0\n00: b3 15 21 10\n100: 0e 00 01 18\n")).toBe(true);
  expect(looksLikeMachine('{ "format": 1, "functions": [] }')).toBe(true);
  expect(looksLikeMachine("see 01:00.0 for the card")).toBe(false);
  expect(looksLikeMachine("00: b3 15 21 10 46")).toBe(false);
  expect(looksLikeMachine("")).toBe(false);
});

it("the machines of a file are those that began with the same one", () => {
  const file = (host: string, first: string) => ({
    host,
    first,
    name: host,
    file: "a.txt",
    part: null,
    source: SOURCE,
  });
  const files = [file("file:1", "file:1"), file("file:2", "file:1"), file("file:3", "file:3")];
  expect(partsOf(files, "file:2").map(({ host }) => host)).toEqual(["file:1", "file:2"]);
  expect(partsOf(files, "file:3")).toHaveLength(1);
  expect(partsOf(files, "local")).toEqual([]);
  expect(partsOf(files, null)).toEqual([]);
});

/** Opens a text whose answer comes when the test says so. */
function opening() {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  bridge.answer("host.openText", () => answered.then(() => ({ host: "file:1", others: [] })));
  bridge.answer("text.cancel", () => ({}));
  return { opened: openText("long.txt", "text"), answer };
}

it("a text that is being opened is told with how much of it is read, until it is open", async () => {
  const { opened, answer } = opening();
  expect(useOpening.getState().opening).toEqual({ name: "long.txt", part: 0 });
  bridge.send("text.progress", { part: 0.4 });
  expect(useOpening.getState().opening).toEqual({ name: "long.txt", part: 0.4 });
  answer();
  expect(await opened).toBeNull();
  expect(useOpening.getState().opening).toBeNull();
  expect(useMachine.getState().host).toBe("file:1");
});

it("each file that is chosen goes to the program as its bytes, whatever they are", async () => {
  bridge.answer("host.openText", () => ({ host: "file:1", others: [] }));
  const bytes = new Uint8Array([0x1f, 0x8b, 0xff]);
  await openFiles([new File([bytes], "a.gz", { lastModified: 5 }), new File(["text"], "b.txt", { lastModified: -1 })]);
  const opened = bridge.calls.filter(({ method }) => method === "host.openText");
  expect(opened.slice(-2).map(({ input }) => input)).toEqual([
    { name: "a.gz", bytes: "H4v/", modified: 5 },
    { name: "b.txt", bytes: "dGV4dA==" },
  ]);
});

it("a second text of one name gets a number, so that the two can be told apart", async () => {
  await loadInfo();
  const { info } = useConnection.getState();
  if (info === null) throw new Error("the program has not answered");
  const file = {
    host: "file:1",
    first: "file:1",
    name: "pasted text",
    file: "pasted text",
    part: null,
    source: SOURCE,
  };
  useConnection.setState({ info: { ...info, files: [file] } });
  bridge.answer("host.openText", () => ({ host: "file:1", others: [] }));
  await openText("pasted text", "01:00.0");
  expect(bridge.calls).toContainEqual({
    method: "host.openText",
    input: { name: "pasted text (2)", text: "01:00.0" },
  });
  useConnection.setState({ info });
});

it("a text that was cancelled is not opened, and nothing is said to be wrong with it", async () => {
  await useMachine.getState().open("local");
  const { opened, answer } = opening();
  cancelOpening();
  expect(bridge.calls.at(-1)?.method).toBe("text.cancel");
  expect(useOpening.getState().opening).toBeNull();
  bridge.send("text.progress", { part: 0.5 });
  answer();
  expect(await opened).toBeNull();
  expect(useOpening.getState().opening).toBeNull();
  expect(useMachine.getState().host).toBe("local");
});

it("a file that is closed gives way to another machine before it goes", async () => {
  bridge.answer("host.disconnect", () => ({}));
  await useMachine.getState().open("file:1");
  await closeFile("file:1");
  expect(useMachine.getState().host).toBe("local");
  const closed = bridge.calls.filter(({ method }) => method === "host.disconnect");
  expect(closed.map(({ input }) => input)).toEqual([{ host: "file:1" }]);
});
