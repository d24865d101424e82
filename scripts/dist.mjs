import { begin } from "./bootstrap/begin.mjs";

await begin("dist.ts", { libraries: "none" });
