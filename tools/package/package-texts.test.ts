import { expect, test } from "vitest";
import { documents } from "./package-texts.ts";

test("a package has the pages for users in both languages, side by side as in the project", () => {
  const paths = documents("/usr/share/doc/x").map(({ path }) => path);
  const pages = ["debugging", "operations-checks", "packages", "remote", "report-format"];
  for (const folder of ["docs", "docs/zh-CN"]) {
    const there = paths.filter((path) => path.startsWith(`/usr/share/doc/x/${folder}/`) && path.endsWith(".gz"));
    expect(there.filter((path) => !path.slice(`/usr/share/doc/x/${folder}/`.length).includes("/"))).toEqual(
      pages.map((page) => `/usr/share/doc/x/${folder}/${page}.md.gz`),
    );
  }
  expect(paths).toContain("/usr/share/doc/x/SECURITY.md.gz");
  expect(paths.filter((path) => path.includes("decisions"))).toEqual([]);
});
