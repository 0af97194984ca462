/** 3xxx: types and checks. */
export const checkCodes = {};
