import { expect, it } from "vitest";
import { ordinaryUser } from "./ordinary-user.ts";

const SYSTEM = ["root:x:0:0:root:/root:/bin/bash", "bin:x:2:3::/bin:/bin/false", "daemon:x:1:1::/:/bin/false"];
const NOBODY = "nobody:x:65534:65534:nobody:/nonexistent:/bin/false";

it("is a person where there is one", () => {
  expect(ordinaryUser([...SYSTEM, "ann:x:1002:100::/home/ann:/bin/sh", NOBODY].join("\n"))).toEqual({
    uid: 1002,
    gid: 100,
  });
});

it("is a user of the system's own in a container that has nobody else", () => {
  expect(ordinaryUser([...SYSTEM, NOBODY, ""].join("\n"))).toEqual({ uid: 1, gid: 1 });
  expect(ordinaryUser("root:x:0:0::/:/bin/sh\n")).toEqual({ uid: 1000, gid: 1000 });
});
