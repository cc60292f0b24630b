/** What the page and the engine's worker say to each other. */

export interface BundleFile { name: string; bytes: number; sha256: string }
type Role = "loader" | "runtime" | "wasm" | "snapshot" | "stdlib" | "lock";
/** Data that Python gets once letters can be written, by its name there. */
export type TableFile = BundleFile & { table: string };
export type BundleFiles = Record<Role, BundleFile> & {
  wheels: BundleFile[];
  tables: TableFile[];
  library: BundleFile[];
};
export interface Manifest { version: string; files: BundleFiles }

export type Way = "snapshot" | "cold";

/**
 * The first message: where the files are, and which way to start. `disk`: the page has to bring them;
 * `library`: it reads remittances and makes packets, so what these need is loaded too.
 */
export interface Boot {
  base: string;
  files: BundleFiles;
  way: Way;
  stall: number;
  fresh: boolean;
  disk: boolean;
  library: boolean;
}

export interface Call { id: number; call: string; json: object; bytes: Uint8Array | null }
export interface Answer { json: any; bytes: Uint8Array }
/** Something that takes long: it is done in pieces, and may be cancelled between two of them. */
export interface Job { id: number; job: string; json: object; files: Uint8Array[] }
/** What a piece of a job brought; `part` holds at least how much of it is done. */
export interface Part { id: number; part: any; bytes: Uint8Array }
export type Reply = { id: number; error: string } | ({ id: number } & Answer) | Part;

/** Whether a table of data, or the library, has come; `reason` says why not. */
export interface TableState { table: string; file: string; reason: string }

export type Stage =
  | { stage: "alive" | "starting" | "ready" | "complete" }
  | { stage: "wanted"; name: string }
  | { stage: "fetching"; loaded: number; total: number }
  | ({ stage: "table" } & TableState)
  | { stage: "failed"; reason: string; file: string };
