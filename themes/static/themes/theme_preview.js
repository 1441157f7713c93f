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
    button.form.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(draw, PAUSE_MS);
    });
    button.form.addEventListener("change", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(draw, PAUSE_MS);
    });
  });
})();
