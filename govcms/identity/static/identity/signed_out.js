// Keeps the words of an open editor when its session ends: says so at once, notices when the person has signed in
// again in another tab, and has the editor save. Where a right is gone for good, the words can be downloaded.

const ASKED_EVERY_MS = 20_000;
const ASKED_EVERY_WHILE_OUT_MS = 2_000;

const dialog = document.getElementById("signed-out");
const form = document.querySelector("form[data-edit-form], main form[data-controller~='w-unsaved']");
let state = "in";

const ask = async () => {
    try {
        const answer = await fetch(dialog.dataset.stateUrl, { headers: { Accept: "application/json" } });
        if (answer.status === 401) return { state: "signed-out", signIn: (await answer.json()).sign_in };
        if (answer.status === 403 || answer.status === 404) return { state: "shut-out" };
        if (answer.ok) return { state: "in", csrf: (await answer.json()).csrf };
    } catch {
        // No network is another matter, of which the editor tells by itself.
    }
    return null;
};

const show = (next, signIn) => {
    if (state === next) return;
    state = next;
    dialog.querySelectorAll("[data-when]").forEach((part) => {
        part.hidden = part.dataset.when !== next;
    });
    const part = dialog.querySelector(`[data-when="${next}"]`);
    part.querySelector("h2").id = "signed-out-title";
    dialog.querySelectorAll(`[data-when]:not([data-when="${next}"]) h2`).forEach((heading) => heading.removeAttribute("id"));
    if (signIn) dialog.querySelector("[data-sign-in]").href = signIn;
    if (!dialog.open) dialog.showModal();
};

const goOn = (csrf) => {
    state = "in";
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => {
        input.value = csrf;
    });
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = csrf;
    dialog.close();
    // As the editor tells itself that something was changed.
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
};

const check = async () => {
    const found = await ask();
    if (!found) return;
    if (found.state === "in") {
        if (state === "signed-out") goOn(found.csrf);
    } else {
        show(found.state, found.signIn);
    }
};

const wordsOf = (field) => {
    if (!field.matches("[data-draftail-input]")) return field.value;
    try {
        return JSON.parse(field.value).blocks.map((block) => block.text).join("\n");
    } catch {
        return field.value;
    }
};

const isWritten = (field) => {
    if (field.matches("[data-draftail-input], textarea")) return true;
    return field.matches("input") && ["text", "email", "url", "number", "tel"].includes(field.type);
};

const download = () => {
    const parts = [...form.elements]
        .filter((field) => isWritten(field) && wordsOf(field).trim())
        .map((field) => {
            const label = field.id && form.querySelector(`label[for="${CSS.escape(field.id)}"]`);
            return `${label ? label.textContent.replace(/\s+/g, " ").trim() : field.name}\n${wordsOf(field)}\n`;
        });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([parts.join("\n")], { type: "text/plain;charset=utf-8" }));
    link.download = `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const keepAsking = async () => {
    if (document.visibilityState === "visible" && state !== "shut-out") await check();
    setTimeout(keepAsking, state === "signed-out" ? ASKED_EVERY_WHILE_OUT_MS : ASKED_EVERY_MS);
};

if (dialog && form) {
    dialog.querySelectorAll("[data-download]").forEach((button) => button.addEventListener("click", download));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    // Sending the form now would lose it: a browser follows the answer away from this page.
    form.addEventListener(
        "submit",
        (event) => {
            if (state !== "signed-out") return;
            event.preventDefault();
            event.stopImmediatePropagation();
            dialog.showModal();
        },
        { capture: true },
    );
    document.addEventListener("w-autosave:error", (event) => {
        const { response, type } = event.detail;
        if (response?.sign_in) show("signed-out", response.sign_in);
        else if (response?.error_code === "permission_denied") show("shut-out");
        else if (type !== "validation_error") check();
    });
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible" && state !== "shut-out") check();
    });
    setTimeout(keepAsking, ASKED_EVERY_MS);
}
