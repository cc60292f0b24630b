/** What the page and the engine's worker say to each other. */

export interface BundleFile { name: string; bytes: number; sha256: string }
type Role = "loader" | "runtime" | "wasm" | "snapshot" | "stdlib" | "lock";
/** Data that Python gets once letters can be written, by its name there. */
export type TableFile = BundleFile & { table: string };
export type BundleFiles = Record<Role, BundleFile> & { wheels: BundleFile[]; tables: TableFile[] };
export interface Manifest { version: string; files: BundleFiles }

export type Way = "snapshot" | "cold";

/** The first message: where the files are, and which way to start. `disk`: the page has to bring them. */
export interface Boot { base: string; files: BundleFiles; way: Way; stall: number; fresh: boolean; disk: boolean }

export interface Call { id: number; call: string; json: object; bytes: Uint8Array | null }
export interface Answer { json: any; bytes: Uint8Array }
export type Reply = { id: number; error: string } | ({ id: number } & Answer);

/** Whether a table of data has come; `reason` says why not. */
export interface TableState { table: string; file: string; reason: string }

export type Stage =
  | { stage: "alive" | "starting" | "ready" | "complete" }
  | { stage: "wanted"; name: string }
  | { stage: "fetching"; loaded: number; total: number }
  | ({ stage: "table" } & TableState)
  | { stage: "failed"; reason: string; file: string };
