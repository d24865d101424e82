import { begin } from "./bootstrap/begin.mjs";

await begin("start.ts", { libraries: "window" });
