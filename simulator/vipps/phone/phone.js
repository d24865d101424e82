// The phone page of the simulator: asks the control port what this phone shows and tells it what the customer does.

const pollMs = 700;
const noteMs = 3500;
const base = new URL("/simulator/v1/", location.href);
const element = (id) => document.getElementById(id);

const words = {
  "no-such-request": "The payment is gone.",
  "request-of-another-phone": "The payment belongs to another phone.",
  "customer-may-not-pay": "This customer may not pay businesses.",
  "customer-too-young": "This customer is too young for this purchase.",
  "request-has-ended": "The payment has ended.",
  "in-3ds": "The bank is waiting for a confirmation.",
  "not-in-3ds": "The bank is not asking for anything.",
  "shipping-not-confirmed": "Choose a delivery first.",
  "no-shipping-methods": "No delivery methods found.",
  "card-refused": "The card was refused.",
  "not-a-code": "This code means nothing to the app.",
  "code-has-expired": "The code has expired.",
  "no-scanner": "This shop has no scanner here.",
  "scanner-unplugged": "The shop's scanner is not plugged in.",
  unreachable: "The simulator does not answer.",
};

let number = new URLSearchParams(location.search).get("msisdn") ?? sessionStorage.getItem("number");
let openReference = null;
let requests = [];
let nowMs = Date.now();
const drawn = new Map();

async function ask(method, path, body) {
  try {
    const response = await fetch(new URL(path, base), {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { ok: response.ok, json: await response.json() };
  } catch {
    return { ok: false, json: { error: "unreachable" } };
  }
}

let noteTimer;
function say(text) {
  const note = element("note");
  note.textContent = text;
  note.classList.add("shown");
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => note.classList.remove("shown"), noteMs);
}
const sayRefusal = (json) => say(words[json.error] ?? json.message ?? json.error);

const money = (minor, currency) =>
  new Intl.NumberFormat(navigator.language, { style: "currency", currency }).format(minor / 100);

function span(className, text) {
  const node = document.createElement("span");
  node.className = className;
  node.textContent = text;
  return node;
}

/** A row with a face, two lines of text and two on the right. */
function card(tag, testId, name, what, sum, how, howClass = "") {
  const node = document.createElement(tag);
  if (tag === "button") node.type = "button";
  node.className = "card";
  node.dataset.testid = testId;
  node.append(span("face", name.slice(0, 1).toUpperCase()), span("who", name), span("sum", sum));
  node.append(span("what", what), span(`how ${howClass}`, how));
  node.querySelector(".face").ariaHidden = "true";
  return node;
}

/** Redraws only what changed, so that a tap never lands on a node that has just been replaced. */
function draw(parent, key, build) {
  const text = JSON.stringify(key);
  if (drawn.get(parent.id) === text) return;
  drawn.set(parent.id, text);
  parent.replaceChildren(...build());
}

function outcome(request) {
  if (request.refunded > 0) return ["Refunded", ""];
  if (request.state === "AUTHORIZED") {
    if (request.captured > 0) return ["Paid", "good"];
    return request.cancelled > 0 ? ["Released", ""] : ["Reserved", "good"];
  }
  const other = { ABORTED: "Rejected", EXPIRED: "Timed out", TERMINATED: "Cancelled by the shop" };
  return [other[request.state] ?? request.state, "bad"];
}

function drawRequests() {
  const waiting = requests.filter((request) => request.state === "CREATED");
  const earlier = requests.filter((request) => request.state !== "CREATED").slice(0, 20);
  draw(element("waiting"), waiting, () =>
    waiting.map((request) => {
      const sum = money(request.amount, request.currency);
      const how = request.in3ds ? "At the bank" : request.opened ? "Opened" : "New";
      const what = request.description || request.reference;
      const id = `phone-request-${request.reference}`;
      const node = card("button", id, request.merchantName, what, sum, how);
      node.addEventListener("click", () => open(request.reference));
      return node;
    }),
  );
  draw(element("earlier"), earlier, () =>
    earlier.map((request) => {
      const sum = money(request.amount, request.currency);
      const id = `phone-request-${request.reference}`;
      const node = card(
        "div",
        id,
        request.merchantName,
        request.description || request.reference,
        sum,
        ...outcome(request),
      );
      node.dataset.state = request.state;
      return node;
    }),
  );
  element("empty").hidden = waiting.length > 0;
  element("earlier-title").hidden = earlier.length === 0;
}

function drawCodes({ payments, stickers }) {
  draw(element("codes"), { payments, stickers }, () => [
    ...payments.map((payment) => {
      const sum = money(payment.amount, payment.currency);
      const id = `scan-${payment.reference}`;
      const node = card("button", id, payment.merchantName, payment.description, sum, payment.reference);
      node.addEventListener("click", () => scan(payment.content));
      return node;
    }),
    ...stickers.map((sticker) => {
      const id = `scan-${sticker.merchantQrId}`;
      const node = card("button", id, sticker.merchantName, sticker.locationDescription, "", "Sticker");
      node.addEventListener("click", () => scan(sticker.content));
      return node;
    }),
  ]);
  element("no-codes").hidden = payments.length + stickers.length > 0;
}

function timeLeft(request) {
  const seconds = Math.max(0, Math.floor((Date.parse(request.expiresAt) - nowMs) / 1000));
  if (seconds > 5400) return `${Math.round(seconds / 3600)} h`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function drawSheet() {
  const request = requests.find((one) => one.reference === openReference);
  const sheet = element("sheet");
  if (request !== undefined && request.state !== "CREATED") {
    openReference = null;
    say(request.state === "AUTHORIZED" ? "Approved" : outcome(request)[0]);
  }
  if (request === undefined || openReference === null) {
    sheet.hidden = true;
    return;
  }
  element("sheet-merchant").textContent = request.merchantName;
  element("sheet-amount").textContent = money(request.amount, request.currency);
  element("sheet-description").textContent = request.description || "–";
  element("sheet-reference").textContent = request.reference;
  element("sheet-left").textContent = timeLeft(request);
  element("approve").hidden = request.in3ds;
  element("finish-3ds").hidden = !request.in3ds;
  element("start-3ds").disabled = request.in3ds;
  element("reject").disabled = request.in3ds;
  draw(element("shipping"), [request.reference, request.shippingOptions, request.shippingConfirmed], () =>
    request.shippingOptions.map((option) => {
      const node = document.createElement("button");
      node.type = "button";
      node.className = option.shippingMethodId === request.shippingConfirmed ? "plain chosen" : "plain";
      node.dataset.testid = `shipping-${option.shippingMethodId}`;
      node.textContent = `${option.shippingMethod} – ${money(option.shippingCost * 100, request.currency)}`;
      node.addEventListener("click", () => act("confirm-shipping", { shippingMethodId: option.shippingMethodId }));
      return node;
    }),
  );
  if (sheet.hidden) {
    sheet.hidden = false;
    element("approve").focus();
  }
}

async function act(what, more = {}) {
  const reference = openReference;
  if (reference === null) return;
  const path = `phones/${number}/requests/${encodeURIComponent(reference)}`;
  const { ok, json } = await ask("POST", path, { do: what, ...more });
  if (!ok) sayRefusal(json);
  await refresh();
}

async function open(reference) {
  openReference = reference;
  drawSheet();
  await act("open");
}

async function scan(content) {
  const { ok, json } = await ask("POST", "scan", { content, msisdn: number });
  if (!ok) return sayRefusal(json);
  if (json.kind === "payment") {
    show("requests");
    return open(json.reference);
  }
  if (json.kind === "redirect") return say(`Opens ${json.url}`);
  return say(json.heard ? "The shop knows you are here." : "Cannot connect to the store.");
}

function show(tab) {
  for (const button of document.querySelectorAll("[data-tab]")) {
    button.ariaPressed = String(button.dataset.tab === tab);
    element(button.dataset.tab).hidden = button.dataset.tab !== tab;
  }
  if (tab === "code") void showOwnCode();
}

async function showOwnCode() {
  const { ok, json } = await ask("POST", `phones/${number}/personal-qr`);
  if (!ok) return sayRefusal(json);
  element("own-content").textContent = json.content;
  element("own-image").src = json.imageUrl;
}

async function showAtTill() {
  const { ok, json } = await ask("POST", `phones/${number}/show-at-till`);
  if (!ok) return sayRefusal(json);
  say("The shop's scanner has read your code.");
  show("requests");
}

function drawNumbers(customers) {
  const numbers = customers.map((customer) => customer.msisdn);
  if (number === null || !numbers.includes(number)) number = numbers[0] ?? null;
  draw(element("number"), numbers, () =>
    numbers.map((msisdn) => {
      const option = document.createElement("option");
      option.value = msisdn;
      option.textContent = `+${msisdn}`;
      return option;
    }),
  );
  if (number !== null) element("number").value = number;
}

async function refresh() {
  const asked = number;
  const [mine, codes] = await Promise.all([ask("GET", `phones/${asked}/requests`), ask("GET", "codes")]);
  if (!mine.ok || !codes.ok || asked !== number) return;
  requests = mine.json.requests;
  nowMs = codes.json.nowMs;
  element("clock").textContent = new Date(nowMs).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  drawRequests();
  drawCodes(codes.json);
  element("own-show").hidden = !codes.json.hasScanner;
  drawSheet();
}

async function live() {
  const { ok, json } = await ask("GET", "customers");
  if (ok) drawNumbers(json.customers);
  if (number !== null) await refresh();
  setTimeout(live, pollMs);
}

element("number").addEventListener("change", (event) => {
  number = event.target.value;
  sessionStorage.setItem("number", number);
  openReference = null;
  show("requests");
  void refresh();
});
for (const button of document.querySelectorAll("[data-tab]")) {
  button.addEventListener("click", () => show(button.dataset.tab));
}
for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => void act(button.dataset.do));
}
function leave() {
  openReference = null;
  drawSheet();
}
element("leave").addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});
element("own-new").addEventListener("click", () => void showOwnCode());
element("own-show").addEventListener("click", () => void showAtTill());
element("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const content = element("content").value.trim();
  element("content").value = "";
  if (content !== "") void scan(content);
});

await live();
const scanned = new URLSearchParams(location.search).get("scan");
if (scanned !== null) {
  history.replaceState(null, "", location.pathname);
  await scan(scanned);
}
