/** What an index of packages answers (`mip`): by path behind `/pi/v2`, null for what it does not have. */
export type PackageIndex = (path: string) => Uint8Array | null;
