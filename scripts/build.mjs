import { begin } from "./bootstrap/begin.mjs";

await begin("build.ts", { libraries: "none" });
