/** The example service, run by a systemd of the test's own: as root's, and as a user's. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  noSystemdMachine,
  openSystemdMachine,
  type SystemdMachine,
} from "../../electron/host/helper/testing/systemd-machine.ts";
import { cannotRun } from "../../electron/host/places/testing/cannot-run.ts";
import { ensureBuilt, ROOT } from "../build.ts";

const EXAMPLE = readFileSync(join(ROOT, "packaging/sriov-inspector.service"), "utf8");
/** As its text says that root has it. */
const OF_ROOT = EXAMPLE.replace(/^#(?=[A-Z]\w+=)/gm, "");
/** The checkout within that machine, where PrivateTmp does not hide it. */
const PRODUCT = "/run/product";
const NODE = `${PRODUCT}/node_modules/node/bin/node`;
const UNITS = "/run/units";
/** An ordinary user whom every machine has. */
const USER = 1;
const HOME = "/run/home";
const RUNTIME = `/run/user/${USER}`;
const AS_USER = [
  ...["setpriv", `--reuid=${USER}`, `--regid=${USER}`, "--clear-groups"],
  ...["env", `HOME=${HOME}`, `XDG_RUNTIME_DIR=${RUNTIME}`],
];
const LINK = /^http:\/\/127\.0\.0\.1:\d+\/#[0-9a-f]{64}\n$/;

/** What the systemd of a user needs to run. */
const USER_MANAGER = `[Unit]
DefaultDependencies=no
[Service]
Type=notify
User=${USER}
Delegate=yes
Environment=XDG_RUNTIME_DIR=${RUNTIME} HOME=${HOME} SYSTEMD_UNIT_PATH=${HOME}
ExecStart=/lib/systemd/systemd --user --unit=basic.target --log-target=null
`;

/** The unit with another command, and a file for what it prints. */
function unit(text: string, command: string): string {
  // A dollar sign is systemd's own, too.
  const start = `ExecStart=${command.replaceAll("$", "$$$$")}`;
  return text
    .replace(/^ExecStart=.*$/m, () => `${start}\nStandardOutput=append:%t/said\nStandardError=append:%t/said`)
    .replace("[Unit]\n", "[Unit]\nDefaultDependencies=no\n");
}

/** The same, of a command that ends. */
function once(text: string, command: string): string {
  return unit(text, command).replace("Restart=on-failure", "Type=oneshot");
}

/** Names what of the bus could be written. */
const WRITES = 'for at in /sys/bus/pci/rescan /sys/bus/pci/devices/*/remove; do [ ! -w "$at" ] || echo "$at"; done';

const BROWSER = `${NODE} ${PRODUCT}/dist/app/web.js --browser`;

describe.skipIf(cannotRun("the example service", noSystemdMachine()))("the example service", () => {
  let machine: SystemdMachine;

  function inside(command: readonly string[], input = "") {
    const [program = "", ...words] = [...machine.inside, ...command];
    const { status, stdout, stderr } = spawnSync(program, words, { input, encoding: "utf8" });
    return { status, stdout, stderr };
  }

  function must(...command: readonly string[]): string {
    const { status, stdout, stderr } = inside(command);
    expect({ command, status, stderr }).toMatchObject({ command, status: 0 });
    return stdout;
  }

  function write(path: string, text: string): void {
    inside(["sh", "-c", 'cat >"$1"', "sh", path], text);
  }

  beforeAll(async () => {
    await ensureBuilt();
    machine = await openSystemdMachine();
    must("mkdir", "-p", PRODUCT, HOME, RUNTIME);
    must("mount", "--bind", ROOT, PRODUCT);
    must("chown", `${USER}:${USER}`, HOME, RUNTIME);
    must("chmod", "700", HOME, RUNTIME);
    write(`${UNITS}/looking.service`, unit(OF_ROOT, BROWSER));
    const show = `${NODE} ${PRODUCT}/dist/app/cli.js show --format json --out /run/read.json`;
    write(`${UNITS}/reading.service`, once(OF_ROOT, show));
    write(`${UNITS}/writing.service`, once(OF_ROOT, `/bin/sh -c '${WRITES}'`));
    write(`${UNITS}/user.service`, USER_MANAGER);
    write(`${HOME}/basic.target`, "[Unit]\nDefaultDependencies=no\n");
    write(`${HOME}/looking.service`, unit(EXAMPLE, BROWSER));
    must("systemctl", "daemon-reload");
  });
  afterAll(async () => {
    await machine?.close();
  });

  /** Starts it, opens what it serves, and stops it. @param as who asks */
  async function serves(as: readonly string[], runtime: string, ...systemctl: readonly string[]): Promise<void> {
    must(...as, ...systemctl, "start", "looking");
    const link = () => inside([...as, NODE, `${PRODUCT}/dist/app/web.js`, "--link"]).stdout;
    await expect.poll(link).toMatch(LINK);
    const said = () => must("cat", `${runtime}/said`);
    await expect.poll(said).toContain("ends it.\n");
    expect(said()).toContain(`The one-time link is in ${runtime}/sriov-inspector/`);
    expect(said()).not.toMatch(/[0-9a-f]{64}/);
    expect(must("stat", "--format=%a", `${runtime}/sriov-inspector`)).toBe("700\n");
    const page = await fetch(link().split("#")[0] ?? "");
    expect(page.status).toBe(200);
    must(...as, ...systemctl, "stop", "looking");
    expect(must(...as, ...systemctl, "show", "--property=Result", "looking")).toBe("Result=success\n");
    expect(must("ls", `${runtime}/sriov-inspector`)).toBe("");
  }

  test("systemd understands every line", () => {
    const { stderr } = inside(["systemd-analyze", "--man=no", "verify", `${UNITS}/reading.service`]);
    expect(stderr.split("\n").filter((line) => line.includes("reading.service"))).toEqual([]);
  });

  test("of root: its link stands in root's folder and in no log, and it ends when asked", async () => {
    await serves([], "/run", "systemctl");
  });

  test("of an ordinary user: the same", async () => {
    must("systemctl", "start", "user");
    await serves(AS_USER, RUNTIME, "systemctl", "--user");
  });

  test("of root: it reads what root reads, and can change nothing", () => {
    must("systemctl", "start", "reading");
    const free = must(NODE, `${PRODUCT}/dist/app/cli.js`, "show", "--format", "json");
    // The service sees mounts of its own: of the disk's users it names others.
    const facts = (text: string) =>
      text
        .replace(/^ "createdAt".*$/m, "")
        .replace(/"privileged":\w+/, "")
        .replace(/^ "usedBy": \{\n[\s\S]*?^ \},\n/m, "");
    expect(facts(must("cat", "/run/read.json"))).toBe(facts(free));
    expect(must("sh", "-c", WRITES)).toContain("/sys/bus/pci/rescan\n");
    must("systemctl", "start", "writing");
    expect(must("cat", "/run/said")).not.toContain("/sys/bus/");
  });
});
