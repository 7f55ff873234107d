import { expect, it } from "vitest";
import { errnoIn } from "./strerror.ts";

it.each([
  ["dd: error writing '/sys/x': Device or resource busy", "EBUSY"],
  ["dd: error writing '/sys/x': Numerical result out of range", "ERANGE"],
  ["dd: failed to open '/sys/x': Permission denied", "EACCES"],
  ["dd: error writing '/sys/x': Cannot allocate memory\n", "ENOMEM"],
  ["RTNETLINK answers: Operation not supported", "EOPNOTSUPP"],
  ["dd: error writing '/sys/x': Unknown error 524", "EOPNOTSUPP"],
  ["dd: error writing '/sys/x': Resource busy", "EBUSY"],
  ["something else", null],
])("%j says %s", (complaint, code) => {
  expect(errnoIn(complaint)).toBe(code);
});
