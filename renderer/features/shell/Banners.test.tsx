import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { labMachine } from "../../testing/machines.ts";
import { openStores } from "../../testing/stores.ts";

await openStores({ local: labMachine() });
const { useMachine } = await import("../../stores/machine.ts");
const { Banners } = await import("./Banners.tsx");

/** Static markup has what a store began with. */
function drawn({ crashed = false as boolean | null, problems = 0 } = {}): string {
  const lab = labMachine();
  const snapshot = {
    ...lab,
    host: { ...lab.host, crashed },
    problems: Array.from({ length: problems }, (_, at) => ({
      attribute: "a",
      code: "EIO",
      message: `Part ${at} is missing.`,
    })),
  };
  Object.assign(useMachine.getInitialState(), { machine: buildMachine(snapshot) });
  return renderToStaticMarkup(<Banners />);
}
beforeEach(() => void Object.assign(useMachine.getInitialState(), { machine: null }));

it("a kernel that has crashed is told as long as the machine is open, and what to do", () => {
  const html = drawn({ crashed: true });
  expect(html).toMatch(/role="alert".*kernel has crashed since it was started.*restart this machine\./);
  expect(html).not.toContain("Dismiss");
  for (const crashed of [false, null]) expect(drawn({ crashed })).not.toContain("crashed");
});

it("what could not be read of the machine as a whole is told, the first of many by name", () => {
  expect(drawn({ problems: 1 })).toMatch(/role="status".*Part 0 is missing\./);
  const html = drawn({ crashed: true, problems: 4 });
  expect(html.match(/role="/g)).toHaveLength(4);
  expect(html).toContain("2 more notes: a report has them.");
});
