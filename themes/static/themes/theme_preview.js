/* Draws the preview again while somebody tries colours. Without this script its button does. */
(() => {
  const PAUSE_MS = 500;

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-preview]");
    if (!button) return;
    let waiting = 0;
    const draw = () => {
      const { form } = button;
      const kept = { action: form.getAttribute("action"), target: form.target };
      // Not requestSubmit: Wagtail would take the form for saved.
      form.action = button.formAction;
      form.target = button.formTarget;
      form.submit();
      form.setAttribute("action", kept.action);
      form.target = kept.target;
    };
    const drawSoon = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(draw, PAUSE_MS);
    };
    // The picker tells of a change, a person who types of each letter.
    button.form.addEventListener("input", drawSoon);
    button.form.addEventListener("change", drawSoon);
    // What was refused has to be seen as it was tried, not as it is saved.
    if (button.dataset.themePreview === "now") draw();
  });
})();
