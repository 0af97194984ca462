/** 2xxx: names. */
export const nameCodes = {};
