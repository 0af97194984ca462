/** 4xxx: planning. */
export const planningCodes = {};
