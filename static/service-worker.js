// Keeps the site after the first visit: forty laptops, one bad access point. The build fills in VERSION and FILES. A new version is fetched
// beside the one that is used, and takes over when no page of the old one is open any more, or when somebody asks for it: what runs goes
// on. (Other tabs of the old one then ask the new one's cache for files that they have not loaded yet.)
const VERSION = "BUILD";
const FILES = ["FILES"];
const NAME = `shardscope-${VERSION}`;

self.addEventListener("install", (event) => {
  // The host is asked whether what the browser has is still so: an old page beside new files would work never again.
  const fresh = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("shardscope-") && name !== NAME);
    await Promise.all(names.map((name) => caches.delete(name)));
  };
  event.waitUntil(old());
});

self.addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const answer = async () => {
    const cache = await caches.open(NAME);
    // Whatever is asked of the page, it is the same page; other pages of the folder are what they are.
    const path = new URL(request.url).pathname.slice(new URL(self.registration.scope).pathname.length);
    const isPage = path === "" || path === "index.html";
    return (await cache.match(isPage ? "./" : request, { ignoreSearch: isPage })) ?? fetch(request);
  };
  event.respondWith(answer());
});
