// Grades the demo sites as Mozilla's HTTP Observatory does: `node browser/observatory.mjs PORT HOST…`, for example
// `node browser/observatory.mjs 8080 napoli.localhost`. Ends with 1 unless every grade is A+.
//
// The Observatory asks https://HOST/ and http://HOST/. Here a front on loopback stands for the proxy that ends TLS, as
// docs/guide/operator.md wants it: it leads from http to https and passes everything else on.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = createRequire(import.meta.url).resolve('@mdn/mdn-http-observatory');
const BEST = 'A+';

const [port, ...hosts] = process.argv.slice(2);

function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'piazza-front-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = hosts.map((host) => `DNS:${host}`).join();
  const call = ['req', '-x509', '-nodes', '-days', '1', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  execFileSync('openssl', [...call, '-keyout', key, '-out', cert, '-subj', '/CN=front', '-addext', `subjectAltName=${names}`], {
    stdio: 'ignore',
  });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

function pass(request, response) {
  const { method, url: path, headers } = request;
  const inner = http.request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  inner.on('error', (error) => response.destroy(error));
  request.pipe(inner);
}

function lead(request, response) {
  response.writeHead(301, { location: `https://${request.headers.host}${request.url}` }).end();
}

/** Connections of this process to the ports 80 and 443 of any host end at the front, whose certificate they trust. */
function divert(agent, to, trust) {
  const connect = agent.prototype.createConnection;
  agent.prototype.createConnection = function divert(options, ready) {
    const servername = options.servername || options.host;
    const here = options.port === to.from ? { ...options, ...trust, servername, host: '127.0.0.1', port: to.port } : options;
    return connect.call(this, here, ready);
  };
}

const { key, cert } = certificate();
const secure = https.createServer({ key, cert }, pass);
const plain = http.createServer(lead);
divert(https.Agent, { from: 443, port: await listening(secure) }, { ca: cert });
divert(http.Agent, { from: 80, port: await listening(plain) }, {});

// The list of sites that browsers know to be https only; the package downloads it when it is installed, which we do not.
const preloaded = join(PACKAGE, '../../conf/hsts-preload.json');
if (!existsSync(preloaded)) writeFileSync(preloaded, '{}');
const { scan } = await import('@mdn/mdn-http-observatory');

let best = true;
for (const host of hosts) {
  const { scan: sum, tests } = await scan(host);
  console.log(`${host}: ${sum.grade}, ${sum.score} points, ${sum.testsPassed} of ${sum.testsQuantity} tests`);
  for (const [name, { pass: passed, result, scoreModifier }] of Object.entries(tests)) {
    console.log(`  ${passed ? 'ok    ' : 'not ok'} ${name}: ${result} (${scoreModifier})`);
  }
  best &&= sum.grade === BEST;
}
secure.close();
plain.close();
process.exit(best ? 0 : 1);
