/** Ends well once the server in the same container takes requests: `node ready.cjs [SECONDS TO WAIT]`. For HEALTHCHECK, too. */
export const readyScript = `"use strict";
const limit = Date.now() + 1000 * Number(process.argv[2] || 0);
const again = () => (Date.now() < limit ? setTimeout(ask, 10) : process.exit(1));
function ask() {
  const options = { host: "127.0.0.1", port: 8080, path: "/readyz", agent: false, timeout: 1500 };
  const request = require("node:http").get(options, (answer) => {
    answer.resume();
    answer.statusCode === 200 ? process.exit(0) : again();
  });
  request.once("timeout", () => request.destroy());
  request.once("error", again);
}
ask();
`;
