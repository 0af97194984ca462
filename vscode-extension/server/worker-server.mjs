// The same server in a web worker: the editor reads the files for it.
import { noKnowledge, startInWorker } from "@mlopsc/language-server/browser";

startInWorker(self, { version: process.env.MLOPSC_VERSION, knowledgeOf: () => noKnowledge });
