import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { say } from "../../../shared/words/say.ts";
import { reasonOf } from "./reason-tokens.ts";

const SCRIPT = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");

/** Every token that the helper writes, with a word for those that have one. */
function tokens(): string[] {
  const written = [...SCRIPT.matchAll(/(?:WHY|LACK)=['"]E[A-Z0-9]+ \[([^\]]+)\]/g)].map(([, token = ""]) => token);
  const plain = written.filter((token) => !token.includes("$"));
  const kinds = ["pid", "user", "net", "mnt"].flatMap((kind) => [`own-namespace ${kind}`, `first-namespace ${kind}`]);
  const files = ["proc/consoles", "proc/bus/input/devices", "proc/iomem"].map((file) => `file ${file}`);
  const tools = [...SCRIPT.matchAll(/^ +needs ([a-z-]+) /gm)].flatMap(([, what]) => [`lacks ${what}`, `root ${what}`]);
  const root = [...SCRIPT.matchAll(/^ +only_root ([a-z-]+) /gm)].map(([, what]) => `root ${what}`);
  return [...plain, ...kinds, ...files, ...tools, ...root];
}

it("every reason of the helper has a token, and each is said in both languages", () => {
  const reasons = [...SCRIPT.matchAll(/(?:WHY|LACK)=['"]E[A-Z0-9]+ (.)/g)].map(([, first]) => first);
  expect(new Set(reasons)).toEqual(new Set(["["]));
  expect(tokens().length).toBeGreaterThan(30);
  for (const token of tokens()) {
    const words = reasonOf(`[${token}] the words of the helper`);
    expect(say("en", words), token).not.toContain("the words of the helper");
    expect(say("zh", words), token).toMatch(/[\u4e00-\u9fff]/);
  }
});

it.each([
  ["[root open] only root sees it", "only root can see files opened by other users’ programs"],
  ["[lacks xfrm] ip xfrm is missing", "ip xfrm, which shows IPsec policies, is missing or failed (package iproute2)"],
  ["[own-namespace net] …", "this program runs in its own network namespace, for example in a container"],
  ["[file proc/iomem] …", "/proc/iomem could not be read"],
  ["[later-token 7] of a later helper", "of a later helper"],
  ["[root unheard-of] only root sees it", "only root sees it"],
  ["[file ../<b>] odd", "odd"],
  ["[too-many x] odd", "odd"],
  ["of an older helper", "of an older helper"],
])("%s", (text, said) => {
  expect(say("en", reasonOf(text))).toBe(said);
});

it("a kind of namespace is said in the reader's language", () => {
  expect(say("zh", reasonOf("[own-namespace net] …"))).toBe("本程序运行在独立的网络命名空间中（如容器内）");
  expect(say("zh", reasonOf("[first-namespace pid] …"))).toBe("无法读取机器的初始 PID 命名空间");
});
