import { expect, it } from "vitest";
import { CHECKS } from "../../shared/operations/checks/checks.ts";
import { TRIED_WORLDS } from "./worlds/catalogue.ts";

it("a check that a world of the lab bears out is told there, where the kernel is asked as well", () => {
  const asked = TRIED_WORLDS.flatMap(({ tried = [] }) => tried.filter(({ raw }) => raw !== undefined));
  const told = asked.flatMap(({ says = [] }) => says.map((said) => said.replace(/^\w+: /, "")));
  const claimed = CHECKS.flatMap((check) => ("noCase" in check && check.noCase === "lab world" ? [check.id] : []));
  expect(claimed).not.toEqual([]);
  expect(claimed.filter((id) => !told.includes(id))).toEqual([]);
});
