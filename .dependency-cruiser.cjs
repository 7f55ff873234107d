/** The architecture as rules: which floor may import which. See ARCHITECTURE.md. */
const notTest = "\\.test\\.tsx?$";

/**
 * Floors, lowest first: what stands on one imports only what stands below it. Folders on the same floor do not know each
 * other. Every folder of these places stands on a floor (tools/architecture.test.ts).
 */
const FLOORS = {
  shared: [
    ["error-text.ts", "words"],
    ["pci"],
    ["pasted"],
    ["machine"],
    ["operations", "report"],
    ["compare"],
    ["contract"],
  ],
  "shared/operations": [
    ["words.ts"],
    ["request"],
    ["verbs"],
    ["record"],
    ["findings"],
    ["impact"],
    ["checks"],
    ["explain"],
    ["plan"],
    ["outcome"],
    ["texts"],
  ],
  electron: [["host"], ["services"], ["main", "preload", "web", "cli"]],
  "electron/host": [
    ["access.ts", "errors.ts", "holds.ts", "listeners.ts", "strerror.ts", "vpd-problem.ts"],
    ["left-unread.ts", "several.ts"],
    ["places"],
    ["sysfs"],
    ["usage"],
    ["helper"],
    ["local", "ssh", "file", "simulated"],
  ],
  "electron/services": [["log", "session", "journal"], ["search", "runner"], ["machines"], ["program"]],
  renderer: [
    ["words", "no-eval.ts"],
    ["model", "ui"],
    ["transport"],
    ["stores"],
    ["actions"],
    ["features"],
    ["App.tsx"],
    ["main.tsx"],
  ],
};

function rulesOf([place, floors]) {
  const pathOf = (name) => `^${place}/${name.replace(".", "\\.")}(/|$)`;
  return floors.flatMap((floor, at) =>
    floor.flatMap((name) => {
      const refused = [...floor.filter((other) => other !== name), ...floors.slice(at + 1).flat()];
      if (refused.length === 0) return [];
      return {
        name: `floors-of-${place}`,
        severity: "error",
        from: { path: pathOf(name), pathNot: [notTest, "/testing/"] },
        to: { path: refused.map(pathOf) },
      };
    }),
  );
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  floors: FLOORS,
  forbidden: [
    { name: "no-cycles", comment: "of types neither", severity: "error", from: {}, to: { circular: true } },
    ...Object.entries(FLOORS).flatMap(rulesOf),
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-test-code-in-product",
      severity: "error",
      from: { pathNot: [notTest, "/testing/", "^e2e/", "^tools/"] },
      to: { path: [notTest, "/testing/", "^e2e/", "^tools/"] },
    },
    {
      name: "pci-is-the-ground-floor",
      comment: "bytes in, meaning out: imports nothing but itself, and words to say so",
      severity: "error",
      from: { path: "^shared/pci/", pathNot: [notTest, "/testing/"] },
      to: { pathNot: "^shared/(pci|words)/" },
    },
    {
      name: "shared-runs-anywhere",
      severity: "error",
      from: { path: "^shared/", pathNot: [notTest, "/testing/", "^shared/words/(say|messages)\\.ts$"] },
      to: { pathNot: ["^shared/", "^node_modules/zod/"] },
    },
    {
      name: "words-are-icu-messages",
      severity: "error",
      from: { path: "^shared/words/(say|messages)\\.ts$" },
      to: {
        pathNot: ["^shared/words/", "^node_modules/intl-messageformat/", "^node_modules/@schummar/icu-type-parser/"],
      },
    },
    {
      name: "renderer-never-touches-a-machine",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: ["^electron/", "^tools/", "^e2e/"] },
    },
    {
      name: "renderer-has-no-node",
      severity: "error",
      from: { path: "^renderer/", pathNot: [notTest, "/testing/"] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "features-do-not-know-each-other",
      severity: "error",
      from: { path: "^renderer/features/([^/]+)/" },
      to: { path: "^renderer/features/", pathNot: "^renderer/features/$1/" },
    },
    {
      name: "ui-is-dumb",
      severity: "error",
      from: { path: "^renderer/ui/" },
      to: { path: "^shared/", pathNot: "^shared/words/" },
    },
    {
      name: "hosts-run-in-plain-node",
      severity: "error",
      from: { path: "^electron/(host|services|web|cli)/" },
      to: { path: ["^electron/(main|preload)/", "^node_modules/electron/"] },
    },
    {
      name: "preload-is-alone",
      severity: "error",
      from: { path: "^electron/preload/" },
      to: { pathNot: "^node_modules/electron/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^dist/", "^\\.cache/", "\\.css$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".cjs", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
