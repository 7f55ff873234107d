/** The architecture as rules: which floor may import which. See ARCHITECTURE.md. */
const notTest = "\\.test\\.tsx?$";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-test-code-in-product",
      severity: "error",
      from: { pathNot: [notTest, "/testing/", "^e2e/", "^tools/"] },
      to: { path: [notTest, "/testing/", "^e2e/", "^tools/"] },
    },
    {
      name: "pci-is-the-ground-floor",
      comment: "bytes in, meaning out: imports nothing but itself",
      severity: "error",
      from: { path: "^shared/pci/", pathNot: [notTest, "/testing/"] },
      to: { pathNot: "^shared/pci/" },
    },
    {
      name: "machine-stands-on-pci",
      comment: "type imports of operations' ghosts are the one exception",
      severity: "error",
      from: { path: "^shared/machine/", pathNot: [notTest, "/testing/"] },
      to: { pathNot: ["^shared/(machine|pci)/", "^node_modules/zod/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "operations-are-pure",
      severity: "error",
      from: { path: "^shared/operations/", pathNot: [notTest, "/testing/"] },
      to: { pathNot: ["^shared/(operations|machine|pci)/", "^node_modules/zod/"] },
    },
    {
      name: "contract-needs-only-zod",
      severity: "error",
      from: { path: "^shared/contract/", pathNot: [notTest, "/testing/"] },
      to: { pathNot: ["^shared/", "^node_modules/zod/"] },
    },
    {
      name: "shared-runs-anywhere",
      severity: "error",
      from: { path: "^shared/", pathNot: [notTest, "/testing/"] },
      to: { pathNot: ["^shared/", "^node_modules/zod/"] },
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
      to: { path: ["^renderer/(stores|features|transport)/", "^shared/"] },
    },
    {
      name: "hosts-run-in-plain-node",
      severity: "error",
      from: { path: "^electron/(host|services|web|cli)/" },
      to: { path: ["^electron/(main|preload)/", "^node_modules/electron/"] },
    },
    {
      name: "hosts-stand-below-services",
      severity: "error",
      from: { path: "^electron/host/", pathNot: notTest },
      to: { path: "^electron/(services|web|cli)/" },
    },
    {
      name: "services-stand-below-shells",
      severity: "error",
      from: { path: "^electron/services/", pathNot: notTest },
      to: { path: "^electron/(web|cli)/" },
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
