import { createServer, type Server } from "node:net";

/** Ports that nobody listened on a moment ago, all different. */
export async function freePorts(count: number, host: string): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, host)));
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map(close));
  return ports;
}

/** Whether this process could listen there. */
export const isFree = (port: number, host: string): Promise<boolean> =>
  listen(port, host).then(
    (server) => close(server).then(() => true),
    () => false,
  );

const listen = (port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
