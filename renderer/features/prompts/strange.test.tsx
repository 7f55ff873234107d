import { afterEach, beforeEach, expect, test } from "vitest";
import { labMachine } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";
import { plainWords } from "../../testing/strange.ts";
import { setLanguage } from "../../words/language.ts";

await openStores({ local: labMachine() });
const { usePrompts } = await import("../../stores/prompts.ts");
const { PromptDialog } = await import("./PromptDialog.tsx");

beforeEach(() => setLanguage("xx"));
afterEach(() => setLanguage("en"));

test.each([
  ["secret", "password"],
  ["secret", "passphrase"],
  ["confirm", "fingerprint"],
  ["confirm", "?"],
  ["notice", "?"],
] as const)("around ssh's own %s about %s all is messages", (kind, text) => {
  usePrompts.setState({ questions: [{ id: "1", host: "ssh:a", kind, text, again: true }] });
  show(<PromptDialog />);
  expect(screen.getByRole("dialog").textContent).toMatch(/\p{Letter}{3}/u);
  expect(plainWords([text, "Esc"])).toEqual([]);
});
