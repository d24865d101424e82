import { writeFileSync } from "node:fs";
import { startVitest } from "vitest/node";
import { root } from "../project.ts";
import { TallyReporter } from "./tally-reporter.ts";

// A process of its own, so that a test that hangs or takes its process down is seen from outside.
const [project = "", tallyFile = "", coverageFolder = "", ...filters] = process.argv.slice(2);
const deliver = (tally: unknown) => writeFileSync(tallyFile, JSON.stringify(tally));
const vitest = await startVitest("test", filters, {
  root,
  watch: false,
  project: [project],
  ...(coverageFolder === "" ? {} : { coverage: { enabled: true, reportsDirectory: coverageFolder } }),
  reporters: ["dot", new TallyReporter(deliver)],
});
await vitest.close();
