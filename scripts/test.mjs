import { begin } from "./bootstrap/begin.mjs";

await begin("test.ts", { libraries: "tests" });
