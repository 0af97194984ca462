/**
 * Size of the image of a linear model, and from a container's start to its first prediction, beside a container of the same base
 * whose server answers without any model: `node bench/container.mjs [rounds]`. Starts a Docker Engine of its own: needs root,
 * docker.io, docker-registry and iptables.
 */
import { median, sources, value } from "./deploy-sources.mjs";

const rounds = Number(process.argv[2] ?? 15);
const { docker, host } = await sources.sharedEngine();
const name = { project: "bench", deployment: "container", target: "here" };
const platform = value(await sources.createDockerPlatform({ host }));

try {
  const sample = await sources.sampleBundle("1");
  const model = Buffer.from(sources.serialiseModel(sources.linearModel()));
  const bundle = { ...sample, files: { ...sample.files, model } };
  const { image, size } = value(await platform.install(name, bundle, { base: sources.baseImage }));
  console.log(`image ${megabytes(size.total)}, of which ours ${megabytes(size.ours)}`);
  const log = { bytes: 1e7, days: 1, keys: [] };
  value(await platform.startRelease(name, { release: 1, image, replicas: 1, log }));
  const ours = docker.getContainer("mlopsc-bench-container-here-r1-1");
  const bare = await docker.createContainer({
    Image: sources.baseImage,
    Cmd: ["node", "-e", 'require("http").createServer((_, answer) => answer.end("{}")).listen(8080)'],
    HostConfig: { NetworkMode: "mlopsc-bench-container-here", ReadonlyRootfs: true },
  });
  const times = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [which, container] of Object.entries({ ours, bare })) times[which].push(await firstAnswer(container));
  }
  await bare.remove({ force: true });
  const [a, b] = [median(times.ours), median(times.bare)];
  const least = Math.min(...times.ours);
  console.log(
    `start to first prediction: ${Math.round(a)} ms (least ${Math.round(least)}); bare server ${Math.round(b)} ms: ${(a / b).toFixed(2)} ×`,
  );
} finally {
  await platform.uninstall(name, { keepLogs: false });
  sources.removeEngine(sources.engineFolder(process.ppid));
}

async function firstAnswer(container) {
  await container.kill().catch(() => {});
  await container.wait();
  const begun = performance.now();
  await container.start();
  const { NetworkSettings } = await container.inspect();
  const { IPAddress } = Object.values(NetworkSettings.Networks)[0];
  while (performance.now() - begun < 30_000) {
    const status = await sources.predict(`${IPAddress}:8080`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return performance.now() - begun;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("no answer in 30 s");
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
