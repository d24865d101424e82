import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createHttpWire, type WireRequest } from "../../electron/gateway/http.ts";
import { KEYS, loopback, ManualClock, realClock } from "./rig.ts";

const wire = createHttpWire({ clock: realClock });

function get(url: string, more: Partial<WireRequest> = {}): WireRequest {
  return { method: "GET", url, headers: {}, deadlineMs: 5_000, ...more };
}

test("an answer comes back whole, with its header names in lower case", async () => {
  await using server = await loopback((_, response) => {
    response.writeHead(201, { "Retry-After": "7", "Content-Type": "application/json" }).end('{"æ":"ø"}');
  });
  const answer = await wire.send(
    get(`${server.url}/a`, { method: "POST", body: "{}", headers: { "X-Request-Id": "k" } }),
  );
  expect(answer).toMatchObject({ is: "answered", status: 201, body: '{"æ":"ø"}' });
  expect(answer.is === "answered" && answer.headers["retry-after"]).toBe("7");
  expect(server.requests[0]?.headers["x-request-id"]).toBe("k");
});

test("a redirect is an answer and is not followed", async () => {
  await using server = await loopback((_, response) => {
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect(await wire.send(get(`${server.url}/first`))).toMatchObject({ is: "answered", status: 302 });
  expect(server.requests.map(({ url }) => url)).toEqual(["/first"]);
});

test("a refused connection means that nothing was sent", async () => {
  const closed = await loopback(() => undefined);
  await closed[Symbol.asyncDispose]();
  expect(await wire.send(get(closed.url))).toEqual({ is: "not-sent", why: "no connection (ECONNREFUSED)" });
});

test("a host name that does not exist means that nothing was sent", async () => {
  expect(await wire.send(get("https://terminal.invalid/"))).toMatchObject({ is: "not-sent" });
});

test("a line that breaks after the request was read means that nobody knows", async () => {
  await using server = await loopback((request, response) => {
    request.resume().on("end", () => response.destroy());
  });
  const answer = await wire.send(get(server.url, { method: "POST", body: '{"amount":1}' }));
  expect(answer).toMatchObject({ is: "no-answer" });
  expect(server.requests).toHaveLength(1);
});

test("an answer that breaks off in mid body is no answer", async () => {
  await using server = await loopback((_, response) => {
    response.writeHead(200, { "Content-Length": "1000" });
    response.write('{"reference":"k', () => response.destroy());
  });
  expect(await wire.send(get(server.url))).toMatchObject({ is: "no-answer" });
});

test("something that does not speak HTTP is no answer", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.resume().end("SSH-2.0-rubbish\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  expect(await wire.send(get(`http://127.0.0.1:${port}/`))).toMatchObject({ is: "no-answer" });
  await new Promise((resolve) => server.close(resolve));
});

test("an answer beyond the size limit is cut there, and the line is let go", async () => {
  const small = createHttpWire({ clock: realClock, answerBytesMax: 100 });
  await using server = await loopback((request, response) => {
    response.writeHead(200);
    const flood = () => {
      while (!request.destroyed && response.write("x".repeat(1_000)));
    };
    response.on("drain", flood);
    flood();
  });
  const answer = await small.send(get(server.url));
  expect(answer).toEqual({ is: "answered", status: 200, headers: expect.any(Object), body: "x".repeat(100) });
});

test("silence ends at the deadline of the given clock, and is no answer", async () => {
  const clock = new ManualClock();
  let heard: () => void;
  const arrived = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await using server = await loopback(() => heard());
  const sending = createHttpWire({ clock }).send(get(server.url, { deadlineMs: 25_000 }));
  await arrived;
  clock.advance(24_999);
  expect(clock.armed).toBe(1);
  clock.advance(1);
  expect(await sending).toEqual({ is: "no-answer", why: "no answer within 25000 ms" });
  expect(clock.armed).toBe(0);
});

test("a stalled body ends at the deadline too", async () => {
  const clock = new ManualClock();
  let heard: () => void;
  const arrived = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await using server = await loopback((_, response) => {
    response.writeHead(200);
    response.write("{", () => heard());
  });
  const sending = createHttpWire({ clock }).send(get(server.url, { deadlineMs: 1_000 }));
  await arrived;
  clock.advance(1_000);
  expect(await sending).toMatchObject({ is: "no-answer" });
});

test.each([
  "http://api.vipps.no/x",
  "ftp://127.0.0.1/x",
  "http://127.0.0.1.example.com/x",
  "https://user:secret@api.vipps.no/x",
  "nonsense",
])("%s is refused before anything is sent", async (url) => {
  const answer = await wire.send(get(url));
  expect(answer).toMatchObject({ is: "not-sent", why: expect.stringContaining("address") });
  expect(JSON.stringify(answer)).not.toContain("secret");
});

test("a header value that cannot be sent is not repeated in the reason", async () => {
  await using server = await loopback((_, response) => response.end());
  const answer = await wire.send(get(server.url, { headers: { Authorization: `Bearer ${KEYS.clientSecret}\n` } }));
  const said = JSON.stringify(answer);
  const broken = await wire.send(get(server.url, { headers: { Authorization: `a\0${KEYS.clientSecret}` } }));
  expect(broken.is).not.toBe("answered");
  expect(said + JSON.stringify(broken)).not.toContain(KEYS.clientSecret);
});
