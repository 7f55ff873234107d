import { afterEach, beforeEach, expect, test } from "vitest";
import { bdf, labMachine, sampleFunction } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";
import { plainWords } from "../../testing/strange.ts";
import { setLanguage } from "../../words/language.ts";

const lab = labMachine();
const NVME = sampleFunction("0000:09:00.0", { driver: "nvme", classCode: 0x010802, resetMethods: null });
await openStores({ local: { ...lab, functions: [...lab.functions, NVME] } });
const { NvmeVfsDialog } = await import("./NvmeVfsDialog.tsx");
const { PermanentDialog } = await import("./PermanentDialog.tsx");
const { ResetDialog } = await import("./ResetDialog.tsx");
const { VfSettingsDialog } = await import("./VfSettingsDialog.tsx");

beforeEach(() => setLanguage("xx"));
afterEach(() => setLanguage("en"));

const PF = bdf("0000:01:00.0");

test.each([
  ["settings of VFs", <VfSettingsDialog key="1" pf={PF} vfs={[0, 1]} />],
  ["controllers of VFs", <NvmeVfsDialog key="2" pf={NVME.bdf} vfs={[0]} />],
  ["a reset", <ResetDialog key="3" bdfs={[NVME.bdf]} />],
  ["nothing to make persistent", <PermanentDialog key="4" bdf={NVME.bdf} />],
])("the dialog for %s is messages to the last word", (_name, dialog) => {
  show(dialog);
  expect(screen.getByRole("dialog").textContent).toMatch(/\p{Letter}{3}/u);
  expect(plainWords(["Esc"])).toEqual([]);
});
