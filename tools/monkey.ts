/**
 * `npm run monkey`: plays with the product as a monkey does, until something does not hold. `-- --seed N` (1) chooses
 * what is played, `--actions N` (500) how much of it; `--seeds N` plays the next ones, too. `--only 3,17,40` plays these
 * actions alone, `--shrink` looks for few that still fail, and `--go-on` plays past a fault and tells of each.
 */
import { findChromium } from "./chromium.ts";
import { ensureDevelopmentBuild } from "./development-build.ts";
import { toolOptions } from "./options.ts";
import { localProgram, run } from "./run.ts";

interface Play {
  readonly seed: number;
  readonly actions: number;
  readonly only: readonly number[] | null;
}

/** @returns whether everything held */
async function plays(env: NodeJS.ProcessEnv, { seed, actions, only }: Play, isQuiet = false): Promise<boolean> {
  const own = { MONKEY_SEED: `${seed}`, MONKEY_ACTIONS: `${actions}`, MONKEY_ONLY: only?.join(",") ?? "" };
  const { status } = await run(localProgram("playwright"), ["test", "--project=monkey"], {
    env: { ...env, ...own },
    isQuiet,
  });
  return status === 0;
}

/** Leaves out as many as it can while it still fails: halves first, then smaller parts. */
async function shrink(env: NodeJS.ProcessEnv, { seed, actions }: Play): Promise<readonly number[]> {
  let left = Array.from({ length: actions }, (_, index) => index + 1);
  for (let part = left.length >> 1; part > 0; part >>= 1) {
    for (let at = 0; at < left.length; ) {
      const fewer = left.toSpliced(at, part);
      if (fewer.length > 0 && !(await plays(env, { seed, actions, only: fewer }, true))) {
        left = fewer;
        console.log(`${left.length} actions are enough`);
      } else at += part;
    }
  }
  return left;
}

const values = toolOptions({
  seed: { type: "string", default: "1" },
  seeds: { type: "string", default: "1" },
  actions: { type: "string", default: "500" },
  only: { type: "string" },
  shrink: { type: "boolean", default: false },
  "go-on": { type: "boolean", default: false },
});
const only = values.only?.split(",").map(Number) ?? null;
const [seed = Number.NaN, seeds = Number.NaN, actions = Number.NaN] = [values.seed, values.seeds, values.actions].map(
  Number,
);
const chromium = findChromium();
if (![seed, seeds, actions, ...(only ?? [])].every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error("--seed, --seeds, --actions and --only are whole numbers above 0.");
  process.exitCode = 2;
} else if (chromium === null) {
  console.error("There is no Chromium: install it, or name it by CHROMIUM_PATH.");
  process.exitCode = 1;
} else {
  const env = {
    CHROMIUM_PATH: chromium,
    MONKEY_PROGRAM: await ensureDevelopmentBuild(),
    MONKEY_GO_ON: values["go-on"] ? "yes" : "",
  };
  for (let next = seed; next < seed + seeds; next++) {
    const play = { seed: next, actions, only };
    if (await plays(env, play)) continue;
    process.exitCode = 1;
    if (values.shrink) {
      const few = await shrink(env, play);
      console.log(
        `Few actions that fail: npm run monkey -- --seed ${next} --actions ${actions} --only ${few.join(",")}`,
      );
    }
  }
}
