// Shows the simulated customer's phone in a window of a phone's shape: `electron … --url=http://127.0.0.1:PORT/phone/`.
const { app, BrowserWindow, Menu, screen } = require("electron");

const EXIT_USAGE = 64;
const PHONE = { width: 412, height: 846 };

app.enableSandbox();
Menu.setApplicationMenu(null);

const argument = process.argv.find((each) => each.startsWith("--url="));
const text = argument?.slice("--url=".length) ?? "";
if (!text.startsWith("http://") || !URL.canParse(text)) {
  process.stderr.write("the simulated phone needs --url=http://… of a running simulator\n");
  app.exit(EXIT_USAGE);
} else {
  app.whenReady().then(() => open(new URL(text)));
}

app.on("window-all-closed", () => app.quit());

/** @param {URL} address */
function open(address) {
  const { x, y, width } = screen.getPrimaryDisplay().workArea;
  const window = new BrowserWindow({
    ...PHONE,
    // Beside the terminal, or over its edge where the screen is small.
    x: x + width - PHONE.width,
    y,
    alwaysOnTop: true,
    useContentSize: true,
    resizable: false,
    maximizable: false,
    fullscreenable: false,
    title: "Simulated phone",
    backgroundColor: "#111111",
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, partition: "phone" },
  });
  const { webContents } = window;
  webContents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  webContents.session.setPermissionCheckHandler(() => false);
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  webContents.on("will-navigate", (event) => {
    if (!event.url.startsWith(`${address.origin}/`)) event.preventDefault();
  });
  window.loadURL(address.href).catch((error) => {
    process.stderr.write(`the simulated phone cannot be shown: ${error.message}\n`);
    app.exit(1);
  });
}
