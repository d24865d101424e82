import { dropTo, type OrdinaryUser } from "./ordinary-user.ts";

/**
 * A shell script that turns root into an ordinary user and then becomes Electron, keeping its process id. The
 * environment variable MYNTFRI_HOME gives the run a home of its own; the folder must belong to that user.
 */
export function wrapperScript(user: OrdinaryUser, executable: string, home: string): string {
  return `#!/bin/sh
# Chromium's sandbox does not start for root; without it nothing here is started at all.
HOME="\${MYNTFRI_HOME:-${home}}"
export HOME USER=${user.name} LOGNAME=${user.name}
export XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache" XDG_DATA_HOME="$HOME/.local/share"
# Root's own folders are closed to this user.
unset XDG_RUNTIME_DIR TMPDIR NODE_OPTIONS ELECTRON_RUN_AS_NODE
cd "$HOME" || exit 70
exec setpriv ${dropTo(user).join(" ")} -- "${executable}" "$@"
`;
}
