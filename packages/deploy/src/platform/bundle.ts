/** All that runs, as data: a model, the server that answers with it, the front before it. Needs no install step. */
export interface Bundle {
  /** The name under which clients know the model. */
  readonly model: string;
  /** The model version, as answers and labels state it. */
  readonly version: string;
  readonly files: BundleFiles;
  readonly labels: BundleLabels;
}

export interface BundleFiles {
  /** The stored model: a JSON document. */
  readonly model: Uint8Array;
  /** `server.bundle.cjs` */
  readonly server: Uint8Array;
  /** `front.bundle.cjs` */
  readonly front: Uint8Array;
}

/** What a reader of the image is told of where the model came from. */
export interface BundleLabels {
  /** The digest of the spec's definition of the model. */
  readonly spec: string;
  /** Data versions by the name of their dataset. */
  readonly data: Readonly<Record<string, string>>;
  /** Metrics on the test part, by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What `install` put there. */
export interface Installed {
  /** Names it on this platform: an image id (`sha256:…`), or the digest of a folder. The same inputs, the same image. */
  readonly image: string;
  /** Of the bundle alone: the same on every target. */
  readonly bundle: string;
  readonly base: {
    /** As it was asked for, or `node` of this machine. */
    readonly name: string;
    /** What that name stood for: an image id or a repository digest; the version of Node for processes. */
    readonly digest: string;
  };
  readonly size: {
    /** All of it, in bytes. */
    readonly total: number;
    /** What lies on top of the base. */
    readonly ours: number;
  };
  /** Where it was pushed to, by digest; absent where the target names no registry. */
  readonly pushed?: string;
}
