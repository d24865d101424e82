import { begin } from "./bootstrap/begin.mjs";

await begin("check.ts", { libraries: "none" });
