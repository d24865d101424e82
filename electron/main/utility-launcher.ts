export function utilityLauncher(_folder: string, _note: (what: string) => void): unknown { return undefined; }
