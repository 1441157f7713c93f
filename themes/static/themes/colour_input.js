/* Keeps the text of a colour and the picker beside it in step. Without this script the text alone is there. */
(() => {
  const WHOLE = /^#[0-9a-f]{6}$/i;

  function begin(field) {
    const text = field.querySelector("input:not([type=color])");
    const picker = field.querySelector("input[type=color]");
    const show = () => {
      const written = text.value.trim();
      picker.value = WHOLE.test(written) ? written : field.dataset.preset;
    };
    show();
    text.addEventListener("input", show);
    picker.addEventListener("input", () => {
      text.value = picker.value;
      text.dispatchEvent(new Event("change", { bubbles: true }));
    });
    picker.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-colour-input]").forEach(begin);
  });
})();
