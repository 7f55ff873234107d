import { expect, it } from "vitest";
import { debianArchives } from "./sources.ts";

it("finds the main archive in one-line sources and leaves repositories beside it out", () => {
  const text = [
    "# deb http://old.example/debian bookworm main",
    "deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] http://archive.example/debian/ bookworm main contrib",
    "deb-src http://archive.example/debian bookworm main",
    "deb http://archive.example/debian bookworm-updates main",
    "deb http://security.example/debian-security bookworm-security main",
  ].join("\n");
  const files = [{ name: "/etc/apt/sources.list", text }];
  expect(debianArchives(files)).toEqual(["http://archive.example/debian"]);
  expect(debianArchives(files, "security")).toEqual(["http://security.example/debian-security"]);
});

it("finds it in deb822 stanzas, comments and other people's repositories among them", () => {
  const text = [
    "Types: deb",
    "# http://snapshot.example/archive",
    "URIs: http://archive.example/debian",
    "Suites: trixie trixie-updates",
    "Components: main",
    "",
    "Types: deb",
    "URIs: http://vendor.example/node",
    "Suites: nodistro",
    "",
    "Types: deb",
    "Enabled: no",
    "URIs: http://disabled.example/debian",
    "Suites: trixie",
  ].join("\n");
  expect(debianArchives([{ name: "debian.sources", text }])).toEqual(["http://archive.example/debian"]);
});

it("finds none where the machine is of another family", () => {
  const text = "deb http://archive.example/ubuntu noble main universe\n";
  expect(debianArchives([{ name: "sources.list", text }])).toEqual([]);
});
