import { expect, it } from "vitest";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { isLeftUnknown, leftStore } from "./left-store.ts";
import { openSettings } from "./settings.ts";

const [A, B] = ["0000:01:00.0" as Bdf, "0000:02:00.0" as Bdf];

it("keeps what is left unread over restarts, by machine, with the card that was meant", () => {
  const folder = tempFolder();
  leftStore(openSettings(folder), []).keep("local", [{ bdf: A, card: "8086:1521 none" }]);
  const again = leftStore(openSettings(folder), []);
  expect(again.of("local")).toEqual([{ bdf: A, card: "8086:1521 none" }]);
  expect(again.of("ssh:lab1")).toEqual([]);
  again.keep("local", []);
  expect(leftStore(openSettings(folder), []).of("local")).toEqual([]);
});

it("takes what the command line names for this run alone, whatever card is there", () => {
  const folder = tempFolder();
  const store = leftStore(openSettings(folder), [B]);
  expect(store.of("local")).toEqual([{ bdf: B, card: null }]);
  store.keep("local", [...store.of("local"), { bdf: A, card: "8086:1521 none" }]);
  expect(leftStore(openSettings(folder), []).of("local")).toEqual([{ bdf: A, card: "8086:1521 none" }]);
});

it("reads a damaged setting as none", () => {
  const settings = openSettings(null);
  settings.set({ leftUnread: { local: "0000:01:00.0" } });
  expect(leftStore(settings, []).of("local")).toEqual([]);
});

it("says when it cannot be read which ones are", () => {
  const settings = openSettings(null);
  expect(isLeftUnknown(settings)).toBe(false);
  settings.set({ leftUnread: { local: [{ bdf: "0000:01:00.0", card: null }] } });
  expect(isLeftUnknown(settings)).toBe(false);
  settings.set({ leftUnread: { local: "0000:01:00.0" } });
  expect(isLeftUnknown(settings)).toBe(true);
});
