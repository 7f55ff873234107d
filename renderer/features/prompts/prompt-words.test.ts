import { expect, test } from "vitest";
import { promptWords } from "./prompt-words.ts";

test("a host key is not mistaken for any other yes or no", () => {
  const hostKey =
    "The authenticity of host 'lab1' can't be established.\nED25519 key fingerprint is SHA256:x.\nAre you sure you want to continue connecting (yes/no/[fingerprint])?";
  expect(promptWords({ kind: "confirm", text: hostKey }).accept).toBe("Trust and connect");
  expect(promptWords({ kind: "confirm", text: "Allow use of key /home/me/.ssh/id?" }).accept).toBe("Allow");
});

test("a password, a passphrase and a PIN are asked for by their names, and a touch needs no answer", () => {
  expect(promptWords({ kind: "secret", text: "me@lab1's password: " }).label).toBe("Password");
  expect(promptWords({ kind: "secret", text: "Enter passphrase for key '/home/me/.ssh/id':" }).label).toBe(
    "Passphrase",
  );
  expect(promptWords({ kind: "secret", text: "Enter PIN for ED25519-SK key:" }).label).toBe("PIN");
  expect(promptWords({ kind: "secret", text: "Verification code: " }).label).toBe("Answer");
  expect(promptWords({ kind: "notice", text: "Confirm user presence for key" }).accept).toBeNull();
});
