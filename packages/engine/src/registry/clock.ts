/** Milliseconds since 1970-01-01 UTC. Given in, so that nothing below reads the time of day by itself. */
export type Clock = () => number;
