import { expect, it } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { bdf } from "../../testing/machines.ts";
import { protectedText } from "./usage-view.ts";

it("a protected use is a sentence, of one function and of several", () => {
  const [first, second] = [bdf("0000:41:00.2"), bdf("0000:41:00.3")];
  const texts = ["is held by guest build-7 (qemu-system-x86, pid 4711)"];
  expect(english(protectedText({ bdfs: [first], texts }))).toBe(`0000:41:00.2 ${texts[0]}.`);
  expect(english(protectedText({ bdfs: [first, second], texts }))).toBe(
    `Each of 0000:41:00.2 and 0000:41:00.3 ${texts[0]}.`,
  );
});
