/** Functions that the user leaves unread in the window are left so by the command line as well. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { at } from "../../shared/operations/testing/facts.ts";
import { cardOf } from "../host/left-unread.ts";
import { tempFolder } from "../host/local/testing/temp-folder.ts";
import { createDemoHost, DEMO_MACHINES } from "../host/simulated/machines/catalogue.ts";
import { leftStore } from "../services/program/left-store.ts";
import { openSettings } from "../services/program/settings.ts";
import { compareText } from "./compare-text.ts";
import { FORMATS, type ProgramPlace, type ShowOptions } from "./show-options.ts";
import { showText } from "./show-text.ts";

const HOST = "demo:p22-048-018";
const PF = at("01:00.0");
const OTHER = at("01:00.1");
const ASSETS = join(import.meta.dirname, "../../assets");

/** @param card what the user meant when the function was left unread */
function placeWith(card: string): ProgramPlace {
  const settings = tempFolder();
  leftStore(openSettings(settings), []).keep(HOST, [{ bdf: PF, card }]);
  return { assets: ASSETS, version: "0.0.0", settings };
}

async function show(options: Partial<ShowOptions>, place: ProgramPlace): Promise<string> {
  const texts: string[] = [];
  const defaults: ShowOptions = {
    host: HOST,
    format: "json",
    numeric: true,
    hex: false,
    redact: false,
    language: "en",
    wake: false,
  };
  await showText((text) => texts.push(text), { ...defaults, ...options }, place);
  return texts.join("");
}

function leftIn(json: string): string[] {
  const { functions } = JSON.parse(json) as { functions: { bdf: string; leftUnread?: true }[] };
  return functions.filter(({ leftUnread }) => leftUnread).map(({ bdf }) => bdf);
}

const [ofDemo] = DEMO_MACHINES.filter(({ name }) => HOST === `demo:${name}`);
if (ofDemo === undefined) throw new Error(`no ${HOST}`);
const [pf] = (await createDemoHost(ofDemo).scan([PF])).functions;
if (pf === undefined) throw new Error(`no ${PF}`);
const CARD = cardOf(pf);
const NOTHING_LEFT: ProgramPlace = { assets: ASSETS, version: "0.0.0" };

it("in every format, beside what --skip names", async () => {
  const place = placeWith(CARD);
  expect(leftIn(await show({}, place))).toEqual([PF]);
  expect(leftIn(await show({ skip: [OTHER] }, place))).toEqual([PF, OTHER]);
  for (const format of FORMATS) {
    const without = await show({ format, slot: PF }, NOTHING_LEFT);
    if (format !== "tree") expect(await show({ format, slot: PF }, place)).not.toBe(without);
  }
  expect(await show({ format: "lspci", slot: PF }, place)).not.toContain("Capabilities:");
});

it("but not where another card is at its address, on another machine, or in a file", async () => {
  const place = placeWith("8086:ffff none");
  expect(leftIn(await show({}, place))).toEqual([]);
  expect(await show({ format: "lspci", slot: PF }, place)).toContain("Capabilities:");
  expect(leftIn(await show({ host: "demo:p194-162-015" }, placeWith(CARD)))).toEqual([]);
});

it("when machines are compared", async () => {
  const options = { format: "text", volatile: true, redact: false, wake: false } as const;
  const report = JSON.parse(await show({}, NOTHING_LEFT)) as { functions: { bdf: string; link: object | null }[] };
  const slower = report.functions.map((fn) => (fn.bdf === PF ? { ...fn, link: { ...fn.link, speed: 2.5 } } : fn));
  const file = join(tempFolder(), "slower.json");
  writeFileSync(file, JSON.stringify({ ...report, functions: slower }));
  const isSame = async (place: ProgramPlace) => (await compareText([HOST, file], options, place)).same;
  expect(await isSame(NOTHING_LEFT)).toBe(false);
  // What was not read is no difference.
  expect(await isSame(placeWith(CARD))).toBe(true);
});

it("also by the settings of a later version; where those cannot be read, only what --skip names is safe", async () => {
  const place = placeWith(CARD);
  const file = join(place.settings ?? "", "settings.json");
  const stored = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...stored, version: 99 }));
  expect(leftIn(await show({}, place))).toEqual([PF]);
  writeFileSync(file, JSON.stringify({ version: 99, leftUnread: { everywhere: [PF] } }));
  await expect(show({}, place)).rejects.toThrow(
    `${file} could not be read, so it is unknown which functions you excluded from reading: name them with --skip.`,
  );
  expect(leftIn(await show({ skip: [OTHER] }, place))).toEqual([OTHER]);
});
