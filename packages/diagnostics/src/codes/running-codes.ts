/** 5xxx: running. */
export const runningCodes = {};
