import { error, warning } from "../code-entry.ts";

/** ML5450 – ML5469: comparing two revisions. */
export const diffCodes = {
  noRepository: error<{ readonly folder: string }>(
    "ML5450",
    ({ folder }) => `${folder} is in no git repository.`,
    "Revisions are read from git. Two folders can be compared without it.\n\n```sh\nmlopsc diff before/ after/\n```",
    () => "Compare two folders with `--from` and `--to`, or run `git init` and commit.",
  ),
  gitMissing: error<object>(
    "ML5451",
    () => "The program `git` was not found.",
    "Revisions are read by git itself, from the PATH.",
    () => "Install git, or compare two folders with `--from` and `--to`.",
  ),
  gitFailed: error<{ readonly command: string; readonly detail: string }>(
    "ML5452",
    ({ command, detail }) => `\`git ${command}\` failed: ${detail}`,
    "Git could not read what it should have: a damaged repository, one that belongs to another user, or a file that a partial clone cannot fetch.",
    () => "`git fsck` and `git status` say more.",
  ),
  unknownRevision: error<{ readonly revision: string; readonly shallow: boolean }>(
    "ML5453",
    ({ revision, shallow }) =>
      `Git knows no commit \`${revision}\`${shallow ? "; this is a shallow clone, which lacks most of the history" : ""}.`,
    "A revision is a branch, a tag, a commit or whatever else `git rev-parse` understands.\n\n```sh\nmlopsc diff origin/main\nmlopsc diff v1.2..HEAD\n```",
    ({ revision, shallow }) =>
      shallow
        ? `Fetch it: \`git fetch --depth=1 origin ${revision}\` and compare with FETCH_HEAD, or clone with the whole history.`
        : "`git branch --all` and `git log` show what there is; a branch of the server is `origin/NAME`.",
  ),
  noCommonAncestor: error<{ readonly left: string; readonly right: string; readonly shallow: boolean }>(
    "ML5454",
    ({ left, right, shallow }) =>
      `\`${left}\` and \`${right}\` have no commit in common${shallow ? " in this shallow clone" : ""}.`,
    "`A...B` compares B with the commit where it left A.",
    ({ left, right, shallow }) =>
      shallow
        ? "Clone with the whole history (`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab)."
        : `Compare \`${left}..${right}\`.`,
  ),
  revisionFileUnreadable: error<{ readonly side: string; readonly path: string }>(
    "ML5455",
    ({ side, path }) => `${path} of ${side} is not UTF-8 text.`,
    "Specs are UTF-8 on both sides of a comparison.",
    () => "Save it as UTF-8; where it is the older side, compare with a later commit.",
  ),
  sideEmpty: warning<{ readonly side: string; readonly folder: string }>(
    "ML5456",
    ({ side, folder }) => `${side} has no .mlops file in ${folder}: everything counts as added, or removed.`,
    "The project did not exist then, or lay in another folder of the repository.",
    () => "Where it was moved, compare the two folders: check the older one out beside it and use `--from` and `--to`.",
  ),
  sideIncomplete: warning<{ readonly side: string; readonly errors: number; readonly first: string }>(
    "ML5457",
    ({ side, errors, first }) =>
      `${side} does not compile (${errors} error${errors === 1 ? "" : "s"}): blocks with mistakes, and what needs them, are not compared. ${first}`,
    "What can be read on both sides is compared all the same. The blocks that are left out are listed.",
    ({ side }) => `\`mlopsc check\` in ${side} shows every mistake.`,
  ),
};
