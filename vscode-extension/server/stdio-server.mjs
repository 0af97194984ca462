// The server that comes with the extension: it knows the files, and no registry.
import { noKnowledge, startOverStdio } from "@mlopsc/language-server";

await startOverStdio({ version: process.env.MLOPSC_VERSION ?? "", knowledgeOf: () => noKnowledge });
