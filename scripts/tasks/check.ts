import { asTask, say } from "../bootstrap/commands.mjs";
import { checkAll } from "../testing/check-all.ts";
import { lastLine } from "../testing/tally.ts";

await asTask(async () => {
  const tally = await checkAll();
  for (const failure of tally.failures) say(`✗ ${failure}`);
  say(lastLine(tally));
  return tally.failed === 0 ? 0 : 1;
});
