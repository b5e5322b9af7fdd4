// Sends what a job does with http, https and fetch through its proxy, which this Node does not do by
// itself. Every connection is a tunnel that the proxy is asked for with CONNECT.
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

const HOST = '127.0.0.1';
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/** What the environment of programs calls a proxy. */
function environment(port) {
  const proxy = `http://${HOST}:${port}`;
  const names = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
  return { ...Object.fromEntries(names.map((name) => [name, proxy])), NODE_USE_ENV_PROXY: '1' };
}

function authority(host, port) {
  return `${host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host}:${port}`;
}

/** Asks for a connection to a host; the callback gets an error or the open connection. */
function openTunnel(proxyPort, host, port, callback) {
  const path = authority(host, port);
  const request = http.request({ host: HOST, port: proxyPort, method: 'CONNECT', path, headers: { host: path }, agent: false });
  request.once('error', callback);
  request.once('connect', (answer, socket, head) => {
    if (answer.statusCode !== 200) {
      socket.destroy();
      callback(new Error(`proxy answered ${answer.statusCode} ${answer.statusMessage}`));
      return;
    }
    if (head.length > 0) socket.unshift(head);
    callback(null, socket);
  });
  request.end();
}

function agent(Base, proxyPort, secure, keepAlive) {
  const made = new Base({ keepAlive });
  made.createConnection = (options, callback) => {
    const { host, port } = options;
    openTunnel(proxyPort, host, port, (failure, socket) => {
      if (failure) callback(failure);
      else callback(null, secure ? tls.connect({ ...options, socket, path: undefined }) : socket);
    });
  };
  return made;
}

/** A connector as undici, which is behind fetch, wants it. */
function connector(proxyPort) {
  return ({ hostname, protocol, port, servername }, callback) => {
    const secure = protocol === 'https:';
    openTunnel(proxyPort, hostname, port || (secure ? 443 : 80), (failure, socket) => {
      if (failure || !secure) {
        callback(failure, failure ? null : socket);
        return;
      }
      const name = servername || (net.isIP(hostname) ? '' : hostname);
      const encrypted = tls.connect({ socket, host: hostname, servername: name, ALPNProtocols: ['http/1.1'] });
      encrypted.once('error', callback);
      encrypted.once('secureConnect', () => {
        encrypted.off('error', callback);
        callback(null, encrypted);
      });
    });
  };
}

/**
 * Makes a job's requests go through the proxy at a port of the sandbox. In a session no connection
 * is kept: while it is stopped between two cells, the other end may close it unnoticed.
 */
export function useProxy(port, session) {
  Object.assign(process.env, environment(port));
  http.globalAgent = agent(http.Agent, port, false, !session);
  https.globalAgent = agent(https.Agent, port, true, !session);
  // The first use of fetch's classes loads undici, whose own agent is the only way to its class.
  new Headers();
  const Agent = globalThis[DISPATCHER].constructor;
  globalThis[DISPATCHER] = new Agent({ connect: connector(port), pipelining: session ? 0 : 1 });
}
