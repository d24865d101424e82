import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/**
 * Packs the page. Nothing is inlined and nothing is polyfilled: the content policy refuses data: URLs, inline scripts
 * and inline styles. `--mode harness` packs the development page with its sample views instead.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  build: {
    outDir: mode === "harness" ? "../dist/harness" : "../dist/renderer",
    emptyOutDir: true,
    target: "chrome140",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { input: mode === "harness" ? "dev.html" : "index.html" },
  },
}));
