import { type BaseImage, containerPort, type ImageSettings, imageFolder, imageUser } from "./image-config.ts";

/** The image as a Dockerfile, for people: built beside `files.tar`, it holds the same files and settings. */
export function dockerfile({ environment, command, healthcheck, labels }: ImageSettings, base: BaseImage): string {
  const { name, digest } = base;
  const pinned = digest.includes("@") ? digest : name;
  const list = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
  return `# ${name} is ${digest}
FROM ${pinned}

# The model, the server and the front, as files. Nothing is installed, and nothing is run.
ADD files.tar /
WORKDIR ${imageFolder}
USER ${imageUser}
${environment.map((line) => `ENV ${line}`).join("\n")}
EXPOSE ${containerPort}
HEALTHCHECK --interval=${healthcheck.seconds}s --timeout=2s --retries=3 CMD ${list(healthcheck.command)}
CMD ${list(command)}

LABEL ${labels.map(([key, value]) => `${key}=${quoted(value)}`).join(" \\\n      ")}
`;
}

/** Within double quotes a Dockerfile reads \\, " and $ as its own. */
const quoted = (value: string): string => `"${value.replace(/[\\"$]/g, "\\$&")}"`;
