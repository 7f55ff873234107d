import "../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import { useConnection } from "../stores/connection.ts";
import { useView } from "../stores/view.ts";
import { bridge } from "../testing/window.ts";
import { chooseLanguage, followLanguage } from "./language.ts";
import { start } from "./start.ts";

followLanguage();
const shown = () => document.documentElement.lang;
const plain = { ...(await appInfo()) };

async function appInfo() {
  await start();
  const { info } = useConnection.getState();
  if (info === null) throw new Error("the program has not said what it is");
  return info;
}

beforeEach(() => {
  bridge.answer("app.info", () => plain);
  useView.setState({ language: "system" });
  useConnection.setState({ info: plain });
});

test("the window's program says the system's languages, by which its menu is drawn", () => {
  expect(shown()).toBe("en");
  useConnection.setState({ info: { ...plain, systemLanguages: ["zh_CN.UTF-8", "en"] } });
  expect(shown()).toBe("zh-CN");
});

test("the language of a start is shown and not kept, until another is chosen", async () => {
  bridge.answer("app.info", () => ({ ...plain, language: "zh" }));
  const before = bridge.calls.length;
  await start();
  expect(shown()).toBe("zh-CN");
  const kept = () => bridge.calls.slice(before).filter(({ method }) => method === "settings.set");
  expect(kept()).toEqual([]);
  chooseLanguage("en");
  expect(shown()).toBe("en");
  expect(kept()).toEqual([{ method: "settings.set", input: { language: "en" } }]);
});
