export interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly link?: boolean;
}

export interface Lock {
  readonly packages?: Readonly<Record<string, LockedPackage>>;
}

export function whyOutOfDate(locked: Lock, installed: Lock | undefined): string | undefined;
export function packagedNode(root: string): string;
export function ensureNpmPackages(root: string): Promise<void>;
