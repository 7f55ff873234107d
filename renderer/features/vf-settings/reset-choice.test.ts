import { expect, it } from "vitest";
import { sampleFunction } from "../../testing/machines.ts";
import { RESET_WORDS } from "../../words/reset.ts";
import { resetChoice, withoutChoice } from "./reset-choice.ts";

const choice = (...lists: readonly (readonly string[] | null)[]) => {
  const fns = lists.map((resetMethods, at) => sampleFunction(`0000:01:00.${at}`, { resetMethods }));
  const found = resetChoice(fns);
  const said = found.methods.map(({ id, isKernelsFirst }) => (isKernelsFirst ? `${id}, first` : id));
  return { ...found, said, why: withoutChoice(found, fns) };
};

it("offers what all of them can do, and says which is the kernel's first choice of each", () => {
  expect(choice(["flr", "bus"]).said).toEqual(["flr, first", "bus"]);
  expect(choice(["flr", "bus"], ["flr", "pm", "bus"]).said).toEqual(["flr, first", "bus"]);
  expect(choice(["flr", "bus"], ["bus"]).said).toEqual(["bus"]);
  expect(choice(["flr"], ["bus"])).toMatchObject({
    said: [],
    isUntold: false,
    why: RESET_WORDS.noneInCommon,
  });
});

it("leaves the choice to the kernel where the machine tells no methods, and nowhere else", () => {
  expect(choice(null, null)).toMatchObject({ said: [], isUntold: true, why: RESET_WORDS.kernelChooses });
  expect(choice(["flr"], null)).toMatchObject({ said: [], isUntold: false, why: RESET_WORDS.someUnknown });
  expect(choice([])).toMatchObject({ said: [], isUntold: false, why: RESET_WORDS.noMethod });
});
