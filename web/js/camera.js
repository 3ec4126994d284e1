// Lets a camera look for QR codes. What it sees stays in this page: nothing is kept, nothing is sent.

// Milliseconds between two looks: nobody can hold up a code for less.
const PAUSE = 250;
// Pixels of a picture at most across: a code held up in a classroom is large enough in it.
const ACROSS = 960;

// Milliseconds out of sight after which a text is told again.
const FORGOTTEN = 3_000;

// Shows the camera in `video`, and tells each text when it comes into sight (`found`), or why there is nothing to see (`failed`). Gives what ends it.
export function watch(video, found, failed) {
  const seen = new Map();
  let stream;
  let ended = false;
  const end = () => {
    ended = true;
    stream?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  const look = (reader, canvas, context) => {
    const scale = Math.min(1, ACROSS / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    for (const text of reader.codes(canvas.width, canvas.height, data)) {
      const now = performance.now();
      if (!(now - seen.get(text) < FORGOTTEN)) found(text);
      seen.set(text, now);
    }
  };
  const run = async () => {
    // Browsers have none on pages that somebody else on the line could have changed.
    if (!navigator.mediaDevices) throw new Error("this page has no access to cameras: it needs https");
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } } });
    if (ended) return end();
    video.srcObject = stream;
    await video.play();
    const reader = await import(new URL("reader.js", document.baseURI).href);
    await reader.default();
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    while (!ended) {
      if (video.videoWidth > 0) look(reader, canvas, context);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  };
  run().catch((error) => {
    if (!ended) failed(error);
    end();
  });
  return end;
}
