import { describe, expect, test } from "vitest";
import { whyOutOfDate } from "../../scripts/bootstrap/npm-packages.mjs";
import { chooseNames, installLine, missingThings } from "../../scripts/bootstrap/system-libraries.mjs";

describe("installed packages", () => {
  const locked = {
    packages: {
      "": { version: "0.1.0" },
      "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
      "node_modules/b": { version: "2.0.0", integrity: "sha512-b", optional: true },
    },
  };

  test("are out of date when npm never finished installing them", () => {
    expect(whyOutOfDate(locked, undefined)).toBe("node_modules is absent or incomplete");
  });

  test("are up to date when each is the locked one and only optional ones are absent", () => {
    const a = { version: "1.0.0", integrity: "sha512-a" };
    expect(whyOutOfDate(locked, { packages: { "node_modules/a": a } })).toBeUndefined();
  });

  test.each([
    ["missing", {}, "node_modules/a is missing"],
    [
      "of another version",
      { "node_modules/a": { version: "1.0.1", integrity: "sha512-x" } },
      "node_modules/a is 1.0.1, the lock says 1.0.0",
    ],
    [
      "not in the lock",
      { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" }, "node_modules/c": { version: "3.0.0" } },
      "node_modules/c is not in the lock",
    ],
  ])("are out of date when one is %s", (_what, packages, why) => {
    expect(whyOutOfDate(locked, { packages })).toBe(why);
  });

  test("are out of date when the bytes differ under the same version", () => {
    const a = { version: "1.0.0", integrity: "sha512-other" };
    expect(whyOutOfDate(locked, { packages: { "node_modules/a": a } })).toMatch(/^node_modules\/a /);
  });
});

describe("system libraries", () => {
  const debian12 = [
    "libgtk-3-0 installed",
    "libnss3:amd64 installed",
    "libasound2 installed",
    "libgbm1 installed",
    "libxss1 installed",
    "libxtst6 installed",
    "libatk-bridge2.0-0 installed",
    "libdrm2 installed",
    "xvfb installed",
    "xauth installed",
    "socat installed",
    "espeak-ng installed",
  ];

  test("are complete under the names of Debian 12", () => {
    expect(missingThings(debian12.join("\n"), "window")).toEqual([]);
  });

  test("are complete under the names with t64", () => {
    const newer = debian12.map((line) => line.replace(/^(libgtk-3-0|libasound2|libatk-bridge2.0-0)/, "$1t64"));
    expect(missingThings(newer.join("\n"), "window")).toEqual([]);
  });

  test("that were removed but left their settings are missing", () => {
    const removed = debian12.map((line) => line.replace("libgbm1 installed", "libgbm1 config-files"));
    expect(missingThings(removed.join("\n"), "window")).toEqual([["libgbm1"]]);
  });

  test("are more for the tests, which foreign programs judge", () => {
    const window = debian12.join("\n");
    expect(missingThings(window, "tests").flat()).toContain("mbpoll");
    expect(missingThings(`${window}\nmbpoll installed`, "tests").flat()).not.toContain("mbpoll");
  });

  test("are asked for under the name this system offers", async () => {
    const missing = [["libgtk-3-0t64", "libgtk-3-0"], ["libnss3"], ["xvfb"]];
    const offers = (names: readonly string[]) => (name: string) => Promise.resolve(names.includes(name));
    expect(await chooseNames(missing, offers(["libgtk-3-0", "libnss3", "xvfb"]))).toEqual({
      names: ["libgtk-3-0", "libnss3", "xvfb"],
      unknown: [],
    });
    expect(await chooseNames(missing, offers(["libgtk-3-0t64", "libgtk-3-0", "xvfb"]))).toEqual({
      names: ["libgtk-3-0t64", "xvfb"],
      unknown: ["libnss3"],
    });
  });

  test("are installed by one line a person can paste", () => {
    expect(installLine(["libnss3", "socat"])).toBe(
      "apt-get update && apt-get install -y --no-install-recommends libnss3 socat",
    );
  });
});
