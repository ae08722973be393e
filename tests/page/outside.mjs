// The world outside the page: servers on this machine that count everything that reaches them.
import { createSocket } from 'node:dgram';
import { createServer as createHttp } from 'node:http';
import { networkInterfaces } from 'node:os';
import { createServer as createTcp } from 'node:net';

const everywhere = '0.0.0.0';

const listening = (server, ...where) => new Promise((resolve) => server.listen(...where, () => resolve(server.address().port)));

/** An address of this machine that is not the loopback one, if it has any: some channels never use the loopback. */
export function ownAddress() {
  for (const list of Object.values(networkInterfaces())) {
    for (const { family, internal, address } of list ?? []) if (family === 'IPv4' && !internal) return address;
  }
  return '127.0.0.1';
}

/**
 * Starts an HTTP server (which also notes WebSocket upgrades), a bare TCP listener and a UDP socket.
 *
 * `seen` has one line for each arrival: `http GET /fetch`, `connection`, `tcp`, `udp`.
 */
export async function startOutside() {
  const seen = [];
  const sockets = new Set();
  const track = (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const http = createHttp((request, response) => {
    seen.push(`http ${request.method} ${request.url}`);
    request.resume();
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Allow-Methods': '*',
      'Content-Type': /script|import/.test(request.url) ? 'text/javascript' : /style|font/.test(request.url) ? 'text/css' : 'text/html',
    });
    response.end(request.method === 'HEAD' ? undefined : '');
  });
  http.on('upgrade', (request, socket) => {
    seen.push(`http UPGRADE ${request.url}`);
    socket.destroy();
  });
  // A bare connection without a request (preconnect) counts as well.
  http.on('connection', (socket) => {
    seen.push('connection');
    track(socket);
  });
  const tcp = createTcp((socket) => {
    seen.push('tcp');
    track(socket);
    socket.destroy();
  });
  const udp = createSocket('udp4');
  udp.on('message', (bytes) => seen.push(`udp ${bytes.length} bytes`));
  const ports = {
    http: await listening(http, 0, everywhere),
    tcp: await listening(tcp, 0, everywhere),
    udp: await new Promise((resolve) => udp.bind(0, everywhere, () => resolve(udp.address().port))),
  };
  const address = ownAddress();
  return {
    seen,
    /** What the attempts need to know. */
    target: {
      http: `http://127.0.0.1:${ports.http}`,
      ws: `ws://127.0.0.1:${ports.http}`,
      tcp: `http://127.0.0.1:${ports.tcp}`,
      stun: `stun:${address}:${ports.udp}`,
      turn: `turn:${address}:${ports.tcp}?transport=tcp`,
      transport: `https://127.0.0.1:${ports.udp}`,
    },
    clear: () => {
      seen.length = 0;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      udp.close();
      await Promise.all([http, tcp].map((server) => new Promise((done) => server.close(done))));
    },
  };
}
