import { expect, it } from "vitest";
import { stallExplanation } from "./stall.ts";

const GENERAL = { cause: "It hangs.", evidence: [], remedy: "Wait." };
const nothing = { waitsIn: null, holders: [], alsoStuck: [], kernelLog: [] };
const guest = (name: string, pid: number) => ({ bdf: "0000:01:00.2", pid, program: "qemu", guest: name });

it.each([
  [[guest("web", 1)], "guest web (qemu, process 1) still has a function open"],
  [[guest("web", 1), guest("web", 1)], "guest web (qemu, process 1) still has a function open"],
  [
    [guest("web", 1), guest("db", 2)],
    "guest web (qemu, process 1) and guest db (qemu, process 2) still have a function open",
  ],
])("who holds it up is said in a sentence that fits their number", (holders, sentence) => {
  expect(stallExplanation(GENERAL, { ...nothing, holders }).cause).toContain(sentence);
});

it("without anybody who holds it open the general cause stands", () => {
  expect(stallExplanation(GENERAL, nothing).cause).toBe("It hangs.");
});
