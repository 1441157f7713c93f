// Puts the player of a video in the place of the link to it when a reader asks for it; nothing is fetched before.

function play(link) {
  const frame = document.createElement("iframe");
  frame.className = "video__frame";
  frame.src = link.dataset.embedUrl;
  frame.title = link.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  link.replaceWith(frame);
  frame.focus();
}

for (const link of document.querySelectorAll(".video__play")) {
  link.addEventListener("click", (event) => {
    // Whoever asks for a new tab or window gets the provider's own page.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    play(link);
  });
}
