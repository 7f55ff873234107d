/**
 * Browser mode on a machine that others use as well. Each attack runs as a second ordinary user, who can connect to the
 * port, send anything, take the port once it is free, and look around; and what is killed or hangs does no harm either.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "../../electron/host/ssh/testing/free-port.ts";
import { openedPage } from "../../electron/web/testing/page.ts";
import { cleanEnvironment, expect, ROOT, type ServedProgram, startServer, test } from "../fixtures/app.ts";
import { asAnotherUser } from "../fixtures/stranger.ts";
import { stuckTree } from "../fixtures/stuck-tree.ts";
import { dialog, openRun, pill, planAssign, startPlan } from "../pages/plan.ts";
import { tree } from "../pages/tree.ts";

const DEMO = ["--demo", "p22-048-018"];
const live = (page: Page, word: string) =>
  page.getByRole("button", { name: `Live updates: ${word}`, includeHidden: true });
const portOf = (server: ServedProgram): number => Number(new URL(server.link).port);

/** The process that listens: the only child of the program that is Node. */
function listenerOf(program: number | null | undefined): number {
  const children = readFileSync(`/proc/${program}/task/${program}/children`, "utf8");
  for (const pid of children.trim().split(" ").map(Number)) {
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("web.js")) return pid;
  }
  throw new Error("nothing listens");
}

function status(pid: number, field: string): string {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return new RegExp(`^${field}:\\s*(.*)$`, "m").exec(text)?.[1] ?? "";
}

function isListening(port: number): boolean {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .some((line) => line.trim().split(/\s+/)[1]?.endsWith(suffix) && / 0A /.test(line));
}

const ended = (pid: number): boolean => !existsSync(`/proc/${pid}`) || status(pid, "State").startsWith("Z");

/** Starts a plan whose second step does not come back. */
async function startStuckPlan(page: Page, vf: string): Promise<void> {
  await page.getByRole("button", { name: "Expand all" }).click();
  await planAssign(page, vf);
  // A tree of files does not tell who uses the machine.
  await startPlan(page, vf);
  await openRun(page);
  await expect(dialog(page)).toContainText("It keeps running if you close this dialog.");
}

/** Accepts sockets on the port like the program would, says yes to everything, and keeps what it is given. */
const IMPOSTOR = `
const server = http.createServer((q, r) => { console.log("GET " + q.url + JSON.stringify(q.headers)); r.end("mine"); });
server.on("upgrade", (q, s) => {
  console.log("UPGRADE " + JSON.stringify(q.headers));
  s.on("error", () => {});
  const accept = crypto.createHash("sha1").update(q.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest("base64");
  s.write("HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: " + accept +
    "\\r\\nSec-WebSocket-Protocol: " + q.headers["sec-websocket-protocol"].split(",")[0] + "\\r\\n\\r\\n");
  const say = (o) => { const b = Buffer.from(JSON.stringify(o)); const h = b.length < 126 ? Buffer.from([0x81, b.length]) : Buffer.from([0x81, 126, b.length >> 8, b.length & 255]); s.write(Buffer.concat([h, b])); };
  s.on("data", (d) => {
    if ((d[0] & 15) !== 1) return;
    let at = 2, length = d[1] & 127;
    if (length === 126) { length = d.readUInt16BE(2); at = 4; }
    const mask = d.subarray(at, at + 4), body = d.subarray(at + 4, at + 4 + length).map((b, i) => b ^ mask[i % 4]);
    console.log("FRAME " + Buffer.from(body).toString());
    say({ program: "proof", nonce: "0".repeat(64), proof: "0".repeat(64) });
    say({ program: "admitted" });
    say({ hello: 1, session: "0".repeat(64) });
    say({ v: 1, topic: "prompt.asked", payload: { id: "1", host: "ssh:lab1", kind: "secret", text: "root's password", again: false } });
    console.log("ANSWERED");
  });
});
server.listen(Number(process.argv[1]), "127.0.0.1", () => console.log("LISTENING"));
`;

test("resets, floods and nonsense of another user end nothing, also while an operation runs", async ({ app, page }) => {
  const port = new URL(page.url()).port;
  await page.getByRole("button", { name: "Expand all" }).click();
  const attack = asAnotherUser(
    `const port = Number(process.argv[1]);
     const head = "GET /socket HTTP/1.1\\r\\nHost: 127.0.0.1:" + port + "\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n";
     const texts = ["", "GET /", head, head + "\\r\\n", head + "Sec-WebSocket-Key: x\\r\\n\\r\\n", "\\x00\\xff".repeat(9000)];
     let left = 600;
     const one = () => {
       if (left <= 0) return;
       const text = texts[--left % texts.length];
       const s = net.connect(port, "127.0.0.1", () => { connects++; s.write(text, () => { s.resetAndDestroy(); }); });
       s.on("error", () => {}); s.on("close", one);
     };
     for (let i = 0; i < 40; i++) one();
     let connects = 0;
     process.on("exit", () => console.log(connects > 300 ? "DONE" : "only " + connects));`,
    [port],
  );
  await planAssign(page, "0000:01:00.2");
  await startPlan(page);
  await expect(pill(page)).toHaveAttribute("data-state", "done");
  await attack.ended;
  expect(attack.output()).toBe("DONE\n");
  await expect(live(page, "Live")).toBeVisible();
  expect(app.output()).not.toMatch(/ended/);
});

test("who takes the port afterwards gets no key and no answer, and the page says so", async ({
  home,
  sharedBrowser,
}) => {
  const server = await startServer([...DEMO, "--allow-changes", "--port", String(await freePort())], home);
  const context = await sharedBrowser?.newContext();
  const page = await context?.newPage();
  if (!context || !page) throw new Error("no browser");
  await page.goto(server.link);
  await expect(tree(page)).toBeVisible();
  const key = await page.evaluate(() => sessionStorage.getItem("sriov-inspector.session"));
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  await server.close();
  const impostor = asAnotherUser(IMPOSTOR, [String(portOf(server))]);
  try {
    await impostor.said("LISTENING");
    await impostor.said("ANSWERED");
    await expect(page.getByText("another program responds at this address")).toBeVisible();
    await expect(live(page, "Lost")).toBeVisible();
    await expect(dialog(page)).toHaveCount(0);
    // The page keeps trying, and says no more than the first time.
    const frames = () => impostor.output().match(/^FRAME .*$/gm) ?? [];
    await expect.poll(() => frames().length).toBeGreaterThan(2);
    for (const frame of frames()) expect(Object.keys(JSON.parse(frame.slice(6)))).toEqual(["page", "key", "nonce"]);
    expect(impostor.output()).not.toContain(key ?? "");
    expect(impostor.output()).not.toContain(new URL(server.link).hash.slice(1));
  } finally {
    impostor.end();
    await context.close();
  }
});

test("a new link opens in the old tab", async ({ home, sharedBrowser }) => {
  const port = await freePort();
  const first = await startServer([...DEMO, "--port", String(port)], home);
  const context = await sharedBrowser?.newContext();
  const page = await context?.newPage();
  if (!context || !page) throw new Error("no browser");
  await page.goto(first.link);
  await expect(tree(page)).toBeVisible();
  await first.close();
  await expect(live(page, "Lost")).toBeVisible();
  const second = await startServer([...DEMO, "--port", String(port)], home);
  try {
    await expect(page.getByText("another program responds at this address")).toBeVisible();
    // As by hand: only the fragment of the address changes.
    await page.evaluate((link) => {
      location.href = link;
    }, second.link);
    await expect(live(page, "Live")).toBeVisible();
    expect(new URL(page.url()).hash).toBe("");
    await page.reload();
    await expect(live(page, "Live")).toBeVisible();
  } finally {
    await context.close();
    await second.close();
  }
});

test("the link is for its user alone: in no output, readable by nobody else, printed when asked for", async ({
  home,
}) => {
  const server = await startServer(DEMO, home);
  try {
    expect(server.output()).not.toMatch(/[0-9a-f]{64}/);
    const file = /one-time link is in (\S+);/.exec(server.output())?.[1] ?? "";
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    const reader = asAnotherUser(
      `for (const f of [process.argv[1], "/proc/" + process.argv[2] + "/environ", "/proc/" + process.argv[3] + "/environ"])
         try { fs.readFileSync(f); console.log("READ " + f); } catch (e) { console.log(e.code); }`,
      [file, String(server.child.pid), String(listenerOf(server.child.pid))],
    );
    await reader.ended;
    expect(reader.output()).toBe("EACCES\nEACCES\nEACCES\n");
    const printed = execFileSync(process.execPath, [join(ROOT, "dist/app/web.js"), "--link"], {
      encoding: "utf8",
      env: cleanEnvironment(home),
    });
    expect(printed).toContain(server.nextLink());
  } finally {
    await server.close();
  }
});

test("the process that listens has a user and a session of its own, no terminal and no debugger", async ({ home }) => {
  const server = await startServer(DEMO, home);
  try {
    const pid = listenerOf(server.child.pid);
    const uid = Number(status(pid, "Uid").split(/\s+/)[0]);
    expect(uid).not.toBe(0);
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, , , session, terminal] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    expect(session).toBe(pid);
    expect(terminal).toBe(0);
    // Whoever may signal it, an attacker with its own number included.
    const attack = asAnotherUser(
      `for (const s of ["SIGUSR1", "SIGUSR2", "SIGHUP", "SIGINT", "SIGTERM"]) process.kill(Number(process.argv[1]), s);
       const s = net.connect(Number(process.argv[2]), "127.0.0.1", () => { console.log("SERVED"); s.end(); });`,
      [String(pid), String(portOf(server))],
      uid,
    );
    await attack.said("SERVED");
    await attack.ended;
    expect(ended(pid)).toBe(false);
    expect(isListening(9229)).toBe(false);
    process.kill(server.child.pid ?? 0, "SIGUSR1");
    const page = await fetch(`http://127.0.0.1:${portOf(server)}/`);
    expect(page.status).toBe(200);
    expect(isListening(9229)).toBe(false);
  } finally {
    await server.close();
  }
});

test("the process that listens is killed: it is said, open tabs come back, what runs goes on", async ({
  app,
  page,
}) => {
  const listener = listenerOf(app.pid);
  process.kill(listener, "SIGKILL");
  await expect.poll(() => app.output()).toMatch(/web server process exited \(SIGKILL\)/);
  await expect.poll(() => app.output()).toMatch(/web server is running again/);
  const log = readFileSync(join(app.home, "state/sriov-inspector/inspector.log"), "utf8");
  expect(log).toMatch(/ warn relay: The web server process exited \(SIGKILL\)[\s\S]*running again/);
  await expect(live(page, "Live")).toBeVisible();
  expect(listenerOf(app.pid)).not.toBe(listener);
  await page.reload();
  await expect(live(page, "Live")).toBeVisible();
});

test("an operation that is running goes on when the process that listens is killed", async ({
  home,
  sharedBrowser,
}) => {
  const { root, vf, unbind } = stuckTree(home);
  const server = await startServer(["--sysfs-root", root, "--allow-changes"], home);
  const page = await sharedBrowser?.newPage();
  if (!page) throw new Error("no browser");
  try {
    await page.goto(server.link);
    await startStuckPlan(page, vf);
    process.kill(listenerOf(server.child.pid), "SIGKILL");
    await expect.poll(() => server.output()).toMatch(/Operations continue/);
    await expect(page.getByRole("button", { name: /^Live updates: Live/, includeHidden: true })).toBeVisible();
    await expect(dialog(page)).toContainText("It keeps running if you close this dialog.");
    // The write comes back; what it was to bring about does not come true here, and that is told.
    execFileSync("cat", [unbind]);
    await expect(dialog(page)).not.toContainText("It keeps running if you close this dialog.");
    await expect(dialog(page).getByTestId("run-state")).toContainText(/fail/i);
  } finally {
    await page.close();
    await server.close();
  }
});

test("nobody can have the port while the process that listens is started again", async ({ home, sharedBrowser }) => {
  const port = await freePort();
  const server = await startServer([...DEMO, "--port", String(port)], home);
  const page = await sharedBrowser?.newPage();
  if (!page) throw new Error("no browser");
  await page.goto(server.link);
  await expect(live(page, "Live")).toBeVisible();
  // He tries without a pause, and would see what the tab remembers.
  const impostor = asAnotherUser(
    `const port = Number(process.argv[1]);
     let tries = 0;
     const s = net.createServer((c) => c.on("error", () => {}));
     s.on("error", () => { if (++tries === 1) console.log("TRYING"); setImmediate(take); });
     s.on("listening", () => console.log("TAKEN"));
     const take = () => s.listen(port, "127.0.0.1");
     take();`,
    [String(port)],
  );
  try {
    await impostor.said("TRYING");
    for (const round of [1, 2, 3]) {
      process.kill(listenerOf(server.child.pid), "SIGKILL");
      await expect.poll(() => server.output().match(/server is running again/g)?.length).toBe(round);
      await page.reload();
      await expect(live(page, "Live")).toBeVisible();
    }
    expect(impostor.output()).toBe("TRYING\n");
  } finally {
    impostor.end();
    await page.close();
    await server.close();
  }
});

test("a program that hangs is told as that, and back as soon as it answers", async ({ app, page }) => {
  await expect(live(page, "Live")).toBeVisible();
  if (app.pid === null) throw new Error("it runs elsewhere");
  process.kill(app.pid, "SIGSTOP");
  try {
    await expect(live(page, "Not responding")).toBeVisible();
    await expect(page.getByText("The inspector is not responding")).toBeVisible();
  } finally {
    process.kill(app.pid, "SIGCONT");
  }
  await expect(live(page, "Live")).toBeVisible();
  await expect(page.getByText("The inspector is not responding")).toBeHidden();
});

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  test(`${signal} ends everything, also where the process that listens hangs`, async ({ home }) => {
    const server = await startServer(DEMO, home);
    const listener = listenerOf(server.child.pid);
    process.kill(listener, "SIGSTOP");
    const exit = new Promise<number | null>((resolve) => server.child.once("exit", (code) => resolve(code)));
    server.child.kill(signal);
    expect(await exit).toBe(0);
    await expect.poll(() => ended(listener)).toBe(true);
    expect(isListening(portOf(server))).toBe(false);
  });
}

test("a write that hangs does not keep the program: it ends, and the journal knows what was under way", async ({
  home,
  sharedBrowser,
}) => {
  const { root, vf, unbind } = stuckTree(home);
  const launch = ["--sysfs-root", root, "--allow-changes"];
  const server = await startServer(launch, home);
  const page = await sharedBrowser?.newPage();
  if (!page) throw new Error("no browser");
  await page.goto(server.link);
  await startStuckPlan(page, vf);
  const exit = new Promise<number | null>((resolve) => server.child.once("exit", (code) => resolve(code)));
  server.child.kill("SIGTERM");
  // Not in good order, and it says so.
  expect(await exit).toBe(1);
  expect(server.output()).toContain("Something still hangs");
  expect(isListening(portOf(server))).toBe(false);
  const second = await startServer(launch, home);
  try {
    await page.goto("about:blank");
    await page.goto(second.link);
    await expect(page.getByTestId("under-way")).toContainText(`Still running: Bind ${vf} to vfio-pci`);
    execFileSync("cat", [unbind]);
  } finally {
    await page.close();
    await second.close();
  }
});

test("ssh that still connects ends with the program", async ({ home }) => {
  const port = await freePort();
  const config = join(home, "ssh-config");
  const proof = join(home, "connecting");
  // It would wait for hours, and does not listen to a polite signal.
  writeFileSync(config, `Host slow\n  ProxyCommand sh -c 'trap "" TERM; echo $$ > ${proof}; sleep 9000'\n`);
  const server = await startServer(["--host", "ssh:slow", "--ssh-config", config, "--port", String(port)], home);
  const page = await openedPage({ port, secret: new URL(server.link).hash.slice(1) });
  page.socket.on("error", () => undefined);
  page.socket.send(JSON.stringify({ v: 1, id: 1, method: "host.open", input: { host: "ssh:slow" } }));
  await expect.poll(() => existsSync(proof) && readFileSync(proof, "utf8").trim() !== "").toBe(true);
  const ssh = Number(readFileSync(proof, "utf8"));
  expect(ended(ssh)).toBe(false);
  await server.close();
  await expect.poll(() => ended(ssh)).toBe(true);
});

test("on a terminal the link is printed, and closing the terminal ends everything", async ({ home }) => {
  const command = `exec ${process.execPath} ${join(ROOT, "dist/app/web.js")} ${DEMO.join(" ")}`;
  // A terminal of its own, as a window has one.
  const terminal = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: ROOT,
    env: cleanEnvironment(home),
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await expect.poll(() => output).toMatch(/is at http:\/\/127\.0\.0\.1:\d+\/#[0-9a-f]{64}/);
  const port = Number(/:(\d+)\/#/.exec(output)?.[1]);
  expect(isListening(port)).toBe(true);
  terminal.kill("SIGKILL");
  await expect.poll(() => isListening(port)).toBe(false);
});

test("what is killed from outside takes everything along", async ({ home }) => {
  const server = await startServer(DEMO, home);
  const listener = listenerOf(server.child.pid);
  server.child.kill("SIGKILL");
  await expect.poll(() => ended(listener)).toBe(true);
  expect(isListening(portOf(server))).toBe(false);
});
