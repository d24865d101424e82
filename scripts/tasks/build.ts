import { asTask } from "../bootstrap/commands.mjs";
import { buildApp } from "../build/build-app.ts";

await asTask(async () => {
  await buildApp();
  return 0;
});
