/** What the desktop and the shell find of the installed packages: entry, metainfo, file types, manual, completion. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { type Check, mustHold } from "./check.ts";
import { Running, run, USER } from "./program.ts";
import { DESKTOP_ENTRY } from "./window.ts";

async function entries(): Promise<void> {
  const { status, out, err } = await run(["desktop-file-validate", DESKTOP_ENTRY]);
  mustHold(status === 0 && out + err === "", "the desktop entry must be valid", out + err);
  const infos = globSync("/usr/share/metainfo/*sriov*.xml");
  mustHold(infos.length === 1, "there must be one metainfo file", infos.join("\n"));
  const { out: verdict, status: isBad } = await run(["appstreamcli", "validate", "--no-net", ...infos]);
  const faults = verdict.split("\n").filter((line) => /^[EW]: /.test(line));
  // The project has no page of its own to name, which later versions of the validator warn of.
  const others = faults.filter((line) => !line.endsWith(": url-homepage-missing"));
  const isValid = others.length === 0 && (isBad === 0 || faults.length > 0);
  mustHold(isValid, "the metainfo must be valid", verdict);
  const icon = /^Icon=(.*)$/m.exec(readFileSync(DESKTOP_ENTRY, "utf8"))?.[1];
  const icons = globSync(`/usr/share/icons/hicolor/*/apps/${icon}.{png,svg}`);
  mustHold(icons.length > 0, `there must be an icon ${icon}`);
}

/** After the triggers of the packages: what a file manager asks for a file of ours. */
async function fileTypes(): Promise<void> {
  const named = /^MimeType=(.*)$/m.exec(readFileSync(DESKTOP_ENTRY, "utf8"))?.[1] ?? "";
  const types = named.split(";").filter((type) => type !== "");
  mustHold(types.length > 0, "the desktop entry must name the files that it opens");
  const own = types.filter((type) => /sriov|lspci/.test(type));
  const unknown = own.filter((type) => !existsSync(`/usr/share/mime/${type}.xml`));
  mustHold(
    own.length > 0 && unknown.length === 0,
    "types of our own must be in the database of file types",
    `${types.join(" ")}; missing: ${unknown.join(" ")}`,
  );
}

async function manual(): Promise<void> {
  const env = { MANPAGER: "cat", MANWIDTH: "100", LC_ALL: "C.UTF-8" };
  const { status, out, err } = await run(["man", "--warnings", "sriov-inspector"], { as: USER, env });
  mustHold(status === 0 && err === "", "the manual page must be shown without a complaint", err || out);
  for (const word of ["--browser", "--allow-changes", "--host", "show", "compare", "capabilities", "--format"]) {
    mustHold(out.includes(word), `the manual page must tell of ${word}`, out);
  }
}

/** As at a keyboard: a real bash on a terminal, and a TAB. */
async function completion(): Promise<void> {
  const start =
    "PS1=ready; PS2=; bind 'set enable-bracketed-paste off'; . /usr/share/bash-completion/bash_completion; echo is-up";
  const shell = new Running(["script", "-qfec", "bash --norc --noprofile -i", "/dev/null"], {
    as: USER,
    env: { TERM: "dumb" },
  });
  try {
    shell.child.stdin?.write(`${start}\n`);
    await shell.says(/is-up\r?\n[\s\S]*ready/);
    shell.child.stdin?.write("sriov-inspector show --for\t");
    await shell.says(/sriov-inspector show --format /);
  } finally {
    await shell.end("SIGKILL");
  }
}

export const DESKTOP_CHECKS: readonly Check[] = [
  { name: "desktop", about: "desktop entry, metainfo and icon are valid", work: entries },
  { name: "file types", about: "the desktop entry names types, and ours are in the database", work: fileTypes },
  { name: "manual", about: "man shows the page, with all commands", work: manual },
  { name: "completion", about: "TAB in bash makes --format of `sriov-inspector show --for`", work: completion },
];
