import { fakeBridge } from "./fake-bridge.ts";

window.till = fakeBridge();
await import("../main.tsx");
