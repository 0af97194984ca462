/** What a task tells while it works. */
export type TaskProgress = (fraction: number, message: string) => void;
