import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const main = fileURLToPath(new URL("../../../simulator/vipps/main.ts", import.meta.url));
let child: ChildProcess | undefined;

afterEach(async () => {
  if (child === undefined || child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
});

async function start(...args: string[]): Promise<Record<string, string>> {
  child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout ?? process.stdin, "data");
  return JSON.parse(String(line));
}

test("the command says in one line of JSON where it listens and with which keys, and serves there", async () => {
  const said = await start("--port", "0", "--clock", "manual");
  expect(Object.keys(said)).toEqual([
    "listening",
    "clientId",
    "clientSecret",
    "subscriptionKey",
    "merchantSerialNumber",
    "phone",
    "pid",
  ]);
  const response = await fetch(`${said["listening"]}/accesstoken/get`, {
    method: "POST",
    headers: {
      client_id: String(said["clientId"]),
      client_secret: String(said["clientSecret"]),
      "Ocp-Apim-Subscription-Key": String(said["subscriptionKey"]),
    },
  });
  expect(response.status).toBe(200);
  const page = await fetch(String(said["phone"]));
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("an option it does not know ends it with the usage", async () => {
  child = spawn(process.execPath, [main, "--colour", "red"], { stdio: ["ignore", "ignore", "pipe"] });
  const [text] = await once(child.stderr ?? process.stdin, "data");
  const [code] = await once(child, "exit");
  expect(code).toBe(2);
  expect(String(text)).toContain("--colour");
});
