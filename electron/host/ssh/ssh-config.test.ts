import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { configuredHosts } from "./ssh-config.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "ssh-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test("names are offered in their order; patterns, exceptions and what ssh must not be given are not", () => {
  const folder = folderWith({
    config: [
      "Host gate lab-* !lab-9",
      "  hostname = gate.example.org",
      "# Host comment",
      'Host "lab1"  lab2',
      "\tHostName 10.0.0.1",
      "Host -oProxyCommand=x ?",
      "Match host lab3",
      "  HostName not-this",
      "Host *",
      "  User root",
    ].join("\n"),
  });
  expect(configuredHosts(null, folder)).toEqual([
    { name: "gate", hostName: "gate.example.org" },
    { name: "lab1", hostName: "10.0.0.1" },
    { name: "lab2", hostName: "10.0.0.1" },
  ]);
});

test("further files are followed by pattern, and one that includes itself comes to an end", () => {
  const folder = folderWith({
    config: "Include conf.d/*.conf missing/*\nInclude config\nHost last\n",
    "conf.d/b.conf": "Host b\n",
    "conf.d/a.conf": "Host a\n",
    "conf.d/.hidden.conf": "Host hidden\n",
    "conf.d/other": "Host other\n",
  });
  expect(configuredHosts(null, folder).map(({ name }) => name)).toEqual(["a", "b", "last"]);
});

test("a file that is named is read instead, and what it includes is still the person's", () => {
  const folder = folderWith({
    config: "Host own\n",
    more: "Host included\n",
    "elsewhere/file": "Include more\nHost named\n",
  });
  expect(configuredHosts(join(folder, "elsewhere/file"), folder).map(({ name }) => name)).toEqual([
    "included",
    "named",
  ]);
});

test("without a configuration there are no names", () => {
  expect(configuredHosts(null, "/nowhere")).toEqual([]);
});
