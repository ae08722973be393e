// Tries the channels a page has to the outside and listens to what the browser says about each. Only a reported policy
// violation counts as closed: an error alone may mean that the address does not exist.
import type { Channel } from '../i18n/messages.js';

/** What was found out about a channel. */
export type Verdict = { readonly kind: 'blocked'; readonly directive: string } | { readonly kind: 'open' };

/** An address that is reserved never to exist. */
const OUTSIDE = 'https://example.invalid/fenqun-check';
const WAIT_MS = 700;

function tryFetch(): void {
  void fetch(OUTSIDE, { mode: 'no-cors', credentials: 'omit' }).catch(() => undefined);
}

function tryXhr(): void {
  const request = new XMLHttpRequest();
  request.open('GET', OUTSIDE);
  request.send();
}

function tryWebSocket(): void {
  const socket = new WebSocket(OUTSIDE.replace('https:', 'wss:'));
  socket.onopen = () => socket.close();
}

function tryEventSource(): void {
  const source = new EventSource(OUTSIDE);
  source.onerror = () => source.close();
}

function tryBeacon(): void {
  navigator.sendBeacon(OUTSIDE, '');
}

function tryImage(): void {
  new Image().src = `${OUTSIDE}.png`;
}

function tryElement(make: () => HTMLElement): void {
  const element = make();
  element.hidden = true;
  document.body.append(element);
  setTimeout(() => element.remove(), WAIT_MS);
}

function style(): HTMLElement {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `${OUTSIDE}.css`;
  return link;
}

function frame(): HTMLElement {
  const inner = document.createElement('iframe');
  inner.title = 'check';
  inner.src = OUTSIDE;
  return inner;
}

/** Into a frame, so that the page itself would stay if nothing stopped the form. */
function tryForm(): void {
  const target = document.createElement('iframe');
  target.title = 'check';
  target.name = 'fenqun-check';
  const form = document.createElement('form');
  form.method = 'post';
  form.action = OUTSIDE;
  form.target = target.name;
  tryElement(() => target);
  tryElement(() => form);
  form.submit();
}

const ATTEMPTS: Readonly<Record<Channel, () => void>> = {
  fetch: tryFetch,
  xhr: tryXhr,
  websocket: tryWebSocket,
  eventsource: tryEventSource,
  beacon: tryBeacon,
  image: tryImage,
  style: () => tryElement(style),
  frame: () => tryElement(frame),
  form: tryForm,
};

/** The channels, in the order in which they are tried. */
export const CHANNELS = Object.keys(ATTEMPTS) as readonly Channel[];

/** Starts an attempt and waits for the browser's report. */
async function attempt(channel: Channel): Promise<Verdict> {
  return new Promise((resolve) => {
    const settle = (verdict: Verdict): void => {
      document.removeEventListener('securitypolicyviolation', heard);
      clearTimeout(timer);
      resolve(verdict);
    };
    const heard = (event: SecurityPolicyViolationEvent): void => {
      if (event.disposition === 'enforce') settle({ kind: 'blocked', directive: event.effectiveDirective });
    };
    const timer = setTimeout(() => settle({ kind: 'open' }), WAIT_MS);
    document.addEventListener('securitypolicyviolation', heard);
    try {
      ATTEMPTS[channel]();
    } catch {
      // Safari throws where others only report; the report still comes.
    }
  });
}

/** Tries all channels one after another. */
export async function checkChannels(found: (channel: Channel, verdict: Verdict) => void): Promise<void> {
  for (const channel of CHANNELS) {
    found(channel, await attempt(channel));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
