#!/usr/bin/env node
// Sends the words on to the command line or to browser mode, which is what there is without a window.
const OLDEST = [20, 11];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const words = process.argv.slice(2);
const isCommand = ["show", "compare", "capabilities", "help"].includes(words[0]);
const isBrowser = words.some((word) => ["--browser", "--link", "--help", "-h", "--version", "-V"].includes(word));

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `SR-IOV Inspector needs Node ${OLDEST.join(".")} or newer, and this is ${process.versions.node}: install a newer one.`,
  );
  process.exitCode = 1;
} else if (isCommand) {
  await import("../dist/app/cli.js");
} else {
  if (!isBrowser && process.platform === "linux") {
    console.error(
      "The npm package has no window, so this is browser mode: for the window install the package sriov-inspector (.deb or .rpm).",
    );
  }
  await import("../dist/app/web.js");
}
