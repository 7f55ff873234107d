#!/usr/bin/env node
// Sends the words on to the command line or to browser mode, which is what there is without a window.
const OLDEST = [20, 11];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const words = process.argv.slice(2);
// As the program reads it; one that is too old for it is told before it is loaded.
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
const isChinese = /^zh(?:[_.@-]|$)/i.test(locale);
const isCommand = ["show", "compare", "capabilities", "help"].includes(words[0]);
const isBrowser = words.some((word) => ["--browser", "--link", "--help", "-h", "--version", "-V"].includes(word));

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    isChinese
      ? `SR-IOV Inspector 需要 Node ${OLDEST.join(".")} 或更高版本，当前为 ${process.versions.node}。请安装更高版本。`
      : `SR-IOV Inspector needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}. Install a newer version.`,
  );
  process.exitCode = 1;
} else if (isCommand) {
  await import("../dist/app/cli.js");
} else {
  if (!isBrowser && process.platform === "linux") {
    console.error(
      isChinese
        ? "npm 包不含窗口，已改用浏览器模式。如需窗口，请安装 sriov-inspector 软件包（.deb 或 .rpm）。"
        : "The npm package has no window; this is browser mode. For the window, install the package sriov-inspector (.deb or .rpm).",
    );
  }
  await import("../dist/app/web.js");
}
