/** Electron's security list, checked in the runtime: what the page must not be able to do. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bareElectronPath, cleanEnvironment, expect, ROOT, test } from "../fixtures/app.ts";

/** What `evaluate` hands out: a page of the product with its window. */
const APP_URL = "app://inspector/index.html";

test("the page is the app's own, sandboxed and isolated, with two functions of the outside", async ({ app, page }) => {
  expect(page.url()).toBe(APP_URL);
  const inside = await page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { inspector: object }).inspector).sort(),
    require: typeof (globalThis as Record<string, unknown>).require,
    process: typeof (globalThis as Record<string, unknown>).process,
    module: typeof (globalThis as Record<string, unknown>).module,
    buffer: typeof (globalThis as Record<string, unknown>).Buffer,
    frozen: Object.isFrozen((window as unknown as { inspector: object }).inspector),
  }));
  expect(inside).toEqual({
    bridge: ["request", "subscribe"],
    require: "undefined",
    process: "undefined",
    module: "undefined",
    buffer: "undefined",
    frozen: true,
  });
  const preferences = await app.electron?.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test("the policy header allows nothing from elsewhere and no inline script", async ({ page }) => {
  const { status, policy } = await page.evaluate(async () => {
    const response = await fetch("/index.html");
    return { status: response.status, policy: response.headers.get("content-security-policy") };
  });
  expect(status).toBe(200);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ranInline = true";
    document.body.append(script);
    return "ranInline" in window;
  });
  expect(ran).toBe(false);
  // From a task of the page's own: what the test tool itself evaluates is exempt from the policy.
  const evaluated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(`ran: ${new Function("return 1")()}`);
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(evaluated).toBe("EvalError");
});

test("the scheme serves the built interface and nothing beside it", async ({ page }) => {
  const statuses = await page.evaluate(async () => {
    const paths = ["/../package.json", "/%2e%2e/package.json", "/etc/passwd", "/assets/", "//etc/passwd"];
    const found: number[] = [];
    for (const path of paths) found.push((await fetch(path).catch(() => ({ status: 0 }))).status);
    const posted = await fetch("/index.html", { method: "POST" }).catch(() => ({ status: 0 }));
    return [...found, posted.status];
  });
  for (const status of statuses) expect([0, 404]).toContain(status);
});

test("it cannot navigate away, open windows, or embed frames", async ({ app, page }) => {
  const before = await app.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await page.evaluate(() => {
    window.location.href = "https://example.invalid/";
  });
  expect(await page.evaluate(() => window.open("https://example.invalid/") === null)).toBe(true);
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "file:///etc/passwd";
    link.target = "_blank";
    link.textContent = "x";
    document.body.append(link);
    link.click();
    const frame = document.createElement("iframe");
    frame.src = "https://example.invalid/";
    document.body.append(frame);
  });
  // A round trip to the main process: whatever the page asked for has been decided by then.
  const after = await app.electron?.evaluate(({ BrowserWindow }) => ({
    windows: BrowserWindow.getAllWindows().length,
    url: BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  }));
  expect(after).toEqual({ windows: before, url: APP_URL });
});

test("every permission but writing to the clipboard and telling how a run ended is denied", async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ["geolocation", "camera", "microphone", "midi", "clipboard-read"];
    const found: Record<string, string> = {};
    for (const name of names) {
      const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => null);
      found[name] = status?.state ?? "unsupported";
    }
    return found;
  });
  for (const [name, state] of Object.entries(states)) expect([name, state]).not.toEqual([name, "granted"]);
  expect(await page.evaluate(() => Notification.permission)).toBe("granted");
});

test("calls that do not come from the app's main frame are refused", async ({ app }) => {
  const outcome = await app.electron?.evaluate(async ({ BrowserWindow, app: electronApp }) => {
    const own = BrowserWindow.getAllWindows()[0];
    const preload = `${electronApp.getAppPath()}/dist/preload/preload.cjs`;
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    });
    await foreign.loadURL("about:blank");
    const answer = await foreign.webContents
      .executeJavaScript(
        `window.inspector ? window.inspector.request({ v: 1, id: 1, method: "app.info", input: {} }).then(() => "answered", (e) => String(e.message)) : "no bridge"`,
      )
      .catch((error: Error) => error.message);
    foreign.destroy();
    return { answer: String(answer), stillThere: own !== undefined && !own.isDestroyed() };
  });
  expect(outcome?.answer).not.toContain("answered");
  expect(outcome?.stillThere).toBe(true);
});

test("input that is not of the contract is refused, whatever the page sends", async ({ page }) => {
  const replies = await page.evaluate(async () => {
    const { request } = (window as unknown as { inspector: { request(message: unknown): Promise<unknown> } }).inspector;
    const messages: unknown[] = [
      null,
      "x",
      { v: 1, id: 1, method: "__proto__", input: {} },
      { v: 1, id: 2, method: "config.read", input: { host: "local", bdf: "../../etc/shadow", wake: false } },
      { v: 1, id: 3, method: "operation.run", input: { host: "local", planId: "made-up" } },
      { v: 1, id: 4, method: "host.open", input: { host: "file:/etc/passwd" } },
    ];
    const answers: unknown[] = [];
    for (const message of messages) answers.push(await request(message));
    return answers;
  });
  for (const reply of replies) expect(reply).toMatchObject({ ok: false });
});

test("started as root it says in one sentence how to start it instead", ({ home }) => {
  // Root outside, or root of a user namespace of one's own: the same to the program.
  const asRoot = process.getuid?.() === 0 ? [] : ["unshare", "--user", "--map-root-user"];
  const [program = "", ...args] = [...asRoot, bareElectronPath(), "--no-sandbox", ROOT];
  const { status, stderr } = spawnSync(program, args, { env: cleanEnvironment(home), encoding: "utf8" });
  expect(stderr).toContain("window does not run as root: start it as your own user");
  expect(status).toBe(1);
});

test("packages are built with the fuses that close the side doors", () => {
  const text = readFileSync(join(ROOT, "tools/package/fuses.ts"), "utf8");
  for (const line of [
    "RunAsNode]: false",
    "EnableNodeOptionsEnvironmentVariable]: false",
    "EnableNodeCliInspectArguments]: false",
    "OnlyLoadAppFromAsar]: true",
    "GrantFileProtocolExtraPrivileges]: false",
    "EnableCookieEncryption]: true",
    "strictlyRequireAllFuses: true",
  ]) {
    expect(text).toContain(line);
  }
  expect(existsSync(join(ROOT, "dist/preload/preload.cjs"))).toBe(true);
});
