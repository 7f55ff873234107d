import { expect, test } from "vitest";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { promptWords } from "./prompt-words.ts";

const asked = (...question: Parameters<typeof promptWords>) => inEnglish(promptWords(...question));

test("a host key is not mistaken for any other yes or no", () => {
  const hostKey =
    "The authenticity of host 'lab1' can't be established.\nED25519 key fingerprint is SHA256:x.\nAre you sure you want to continue connecting (yes/no/[fingerprint])?";
  expect(asked({ kind: "confirm", text: hostKey }).accept).toBe("Trust and connect");
  expect(asked({ kind: "confirm", text: "Allow use of key /home/me/.ssh/id?" }).accept).toBe("Allow");
});

test("a password, a passphrase and a PIN are asked for by their names, and a touch needs no answer", () => {
  expect(asked({ kind: "secret", text: "me@lab1's password: " }).label).toBe("Password");
  expect(asked({ kind: "secret", text: "Enter passphrase for key '/home/me/.ssh/id':" }).label).toBe("Passphrase");
  expect(asked({ kind: "secret", text: "Enter PIN for ED25519-SK key:" }).label).toBe("PIN");
  expect(asked({ kind: "secret", text: "Verification code: " }).label).toBe("Answer");
  expect(asked({ kind: "notice", text: "Confirm user presence for key" }).accept).toBeNull();
});
